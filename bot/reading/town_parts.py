"""The town around a quarter: "Montferrand, le vieux quartier de Clermont-Ferrand", "Saint-Jean, à Lyon"."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.reading.place_mentions import Kind, Mention
from bot.reading.place_scan import CITY, is_quarter_of
from bot.reading.place_text import Token, name_key
from bot.reading.places import place_index
from bot.reading.town_hints import distance_km
from bot.reading.town_roles import Role

_INSIDE = frozenset(["a", "dans", "sur", "de"])
_TIMES_LARGER = 8
_SUBURB_KM = 25.0  # a small town that near to a city is a town of its own
_PARTED = re.compile(
    r"\b((?:(?:Saint|Sainte|St|Ste)[ -])?[^\W\d_]{3,}),(?: (?:pas|et non|non)\b[^,]{1,25},)? ((?:en|sur|sous|de|la|le|l[eè]s|les|lez) [^\W\d_]{2,})\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<!\w)[^\W\d_](?:(?: ?[ .\-,] ?)[^\W\d_]){3,}(?!\w)")


def without_commas(text: str) -> str:
    """Returns a text in which a name that a comma or a denial parts is whole ("Châlons, en Champagne")."""

    def joined(found: re.Match[str]) -> str:
        name = f"{found[1]} {found[2]}"
        return name if name_key(name) in place_index().by_name else found[0]

    return _PARTED.sub(joined, text)


def without_spelling(text: str) -> str:
    """Returns a text in which a word written letter by letter is one word ("d i j o n")."""
    return _LETTERS.sub(lambda found: re.sub(r"[^\w]", "", found[0]), text)


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
