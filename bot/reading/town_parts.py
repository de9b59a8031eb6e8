"""The town around a quarter: "Montferrand, le vieux quartier de Clermont-Ferrand", "Saint-Jean, à Lyon"."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.reading.place_mentions import Kind, Mention
from bot.reading.place_scan import CITY, is_quarter_of
from bot.reading.place_text import CONNECTORS, Token, name_key, word_set
from bot.reading.places import Town, place_index
from bot.reading.town_hints import distance_km
from bot.reading.town_roles import FILLERS, NEAR_WORDS, Role

_INSIDE = frozenset(["a", "dans", "sur", "de"])
_INSIDE_NAMES = word_set("de du des d la le les l lez en sur sous aux et")
_IN_NAMES_ONLY = word_set("des les lez sur sous aux")
_MANY = 8  # communes
_TIMES_LARGER = 8
_TIMES_LESS = 4  # a town so much smaller is hardly meant by one who names a quarter
_SUBURB_KM = 25.0  # a small town that near to a city is a town of its own
_PARTED = re.compile(
    r"\b((?:(?:Saint|Sainte|St|Ste)[ -])?[^\W\d_]{3,}),(?: (?:pas|et non|non)\b[^,]{1,25},)? ((?:en|sur|sous|de|la|le|l[eè]s|les|lez) [^\W\d_]{2,})\b",
    re.IGNORECASE,
)
_SEAT = 6_000  # inhabitants of the least préfecture
_LESSER_SEAT = 1_500
_METRO = frozenset(["metro", "rer"])
_METRO_AREAS = frozenset(["75", "92", "93", "94", "91", "77", "78", "95", "69", "13", "31", "59", "35"])
_LETTERS = re.compile(r"(?<!\w)[^\W\d_](?:(?: ?[ .\-,] ?)[^\W\d_]){3,}(?!\w)")


def without_commas(text: str) -> str:
    """Returns a text in which a name that a comma or a denial parts is whole ("Châlons, en Champagne")."""

    def joined(found: re.Match[str]) -> str:
        name = f"{found[1]} {found[2]}"
        known = name_key(name) in place_index().by_name and name_key(found[2]) != "la ville"
        return name if known else found[0]

    return _PARTED.sub(joined, text)


def without_spelling(text: str) -> str:
    """Returns a text in which a word written letter by letter is one word ("d i j o n")."""
    return _LETTERS.sub(lambda found: re.sub(r"[^\w]", "", found[0]), text)


def without_longer(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Returns the mentions without the towns that are only a part of an unknown name ("Saint-Jean-des-Trois-Chênes")."""
    taken = {at for mention in mentions if not mention.weak for at in range(mention.start, mention.end)}
    towns = {at for mention in mentions if mention.kind is Kind.TOWN for at in range(mention.start, mention.end)}
    parts = [
        mention
        for mention in mentions
        if mention.kind is Kind.TOWN
        and (
            _is_tied(mention, tokens, towns)
            or _goes_on(mention, tokens, taken)
            or _is_end_of_longer(mention, tokens, taken)
        )
    ]
    return [mention for mention in mentions if mention not in parts]


def _is_tied(town: Mention, tokens: list[Token], towns: set[int]) -> bool:
    """Tells whether hyphens and "les" or "sur" tie a town's name to another's ("Saint-Martin-les-Trois-Fontaines")."""
    position = town.end
    while position < len(tokens) and tokens[position].before == "-" and tokens[position].word in _IN_NAMES_ONLY:
        position += 1
    return town.end < position < len(tokens) and tokens[position].before == "-" and position in towns


def _goes_on(town: Mention, tokens: list[Token], taken: set[int]) -> bool:
    """Tells whether a longer name begins by a town's: hyphens lead on, or "des", "sur" and a capital."""
    position = town.end
    while position < len(tokens) and tokens[position].joined and tokens[position].word in CONNECTORS:
        position += 1
    if (
        position in taken
        or position >= len(tokens)
        or not tokens[position].joined
        or tokens[position].word[0].isdigit()
    ):
        return False
    first, last = tokens[town.end], tokens[position]
    if last.word in FILLERS or last.word in NEAR_WORDS:
        return False
    hyphens = first.before == last.before == "-"
    if first is last:
        return hyphens and first.capital and _begins_names(town)
    inside = first.word in _INSIDE_NAMES and (last.capital or first.word in _IN_NAMES_ONLY)
    return hyphens or (inside and _begins_names(town))


def _is_end_of_longer(town: Mention, tokens: list[Token], taken: set[int]) -> bool:
    """Tells whether hyphens and "sur" or "les" join a town's name to an unknown word ("Villebidon-sur-Mer")."""
    position = town.start
    while position > 0 and tokens[position].before == "-" and tokens[position - 1].word in CONNECTORS:
        position -= 1
    if position in {0, town.start} or tokens[position].before != "-":
        return False
    return tokens[position].word in _IN_NAMES_ONLY or (town.weak and position - 1 not in taken)


def _begins_names(town: Mention) -> bool:
    """Tells whether many names of communes begin by a name that is not known for a city."""
    return town.population < CITY and len(place_index().by_head.get(town.key, ())) >= _MANY


def with_areas_behind(mentions: list[Mention]) -> list[Mention]:
    """Returns the mentions with a département named directly behind a town of its own as such ("Châteauroux, Indre")."""
    found = mentions[:1]
    for last, mention in pairwise(mentions):
        area = mention.area
        follows = last.kind is Kind.TOWN and mention.kind is Kind.TOWN and mention.start == last.end
        if follows and area is not None and any(town.commune.departement in area.codes for town in last.towns):
            mention = replace(mention, kind=Kind.AREA)  # noqa: PLW2901 (a new reading of it)
        found.append(mention)
    return found


def in_their_city(roles: list[tuple[Role, Mention]], tokens: list[Token]) -> list[tuple[Role, Mention]]:
    """Returns the roles with the city as the home where a name only is a quarter of it."""
    for position, (role, city) in enumerate(roles):
        if role < Role.NAMED or city.population < CITY:
            continue
        others = roles[:position] + roles[position + 1 :]
        if is_quarter_of(tokens, city.start) and all(own <= Role.HOME for own, _ in others):
            return [(Role.HOME if town is city else min(own, Role.NOTHING), town) for own, town in roles]
        last_role, last = roles[position - 1] if position else (Role.NOTHING, None)
        if last and last_role >= Role.NAMED and _names_quarter(last, city, tokens):
            kept = max(role, last_role)
            return [(kept if town is city else Role.NOTHING if town is last else own, town) for own, town in roles]
    return roles


def with_city_parts(towns: list[Town], tokens: list[Token]) -> list[Town]:
    """Returns the towns that can have what is named beside ("Montreuil, métro Robespierre", "Chaumont, la préfecture")."""
    words = {token.word for at, token in enumerate(tokens[:-1]) if tokens[at + 1].joined}
    kept = towns
    if not words.isdisjoint(_METRO):
        kept = [town for town in towns if town.commune.departement in _METRO_AREAS]
    elif "prefecture" in (said := {token.word for token in tokens}):
        least = _LESSER_SEAT if "sous" in said else _SEAT
        kept = [town for town in towns if town.commune.population >= least]
    elif "quartier" in words:
        kept = [town for town in towns if town.commune.population >= CITY]
        kept = [town for town in kept if _TIMES_LESS * town.commune.population > kept[0].commune.population]
    return kept if len(kept) == 1 else towns


def _names_quarter(town: Mention, city: Mention, tokens: list[Token]) -> bool:
    """Tells whether "in" and a city far larger follow a town that lies elsewhere ("Saint-Jean à Lyon")."""
    between = tokens[town.end : city.start]
    if not between or between[-1].word not in _INSIDE - {"de"} or not tokens[city.start].joined:
        return False
    if len(between) > 3 or any(token.word not in _INSIDE | {"c", "est", "c'est"} for token in between):
        return False
    if town.population * _TIMES_LARGER > city.population:
        return False
    centre = city.towns[0].commune
    away = [distance_km(own.commune, centre) for own in town.towns]
    return all(distance is None or distance > _SUBURB_KM for distance in away)
