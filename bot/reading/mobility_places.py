"""The places that an answer about mobility names, those it excludes, and the kind of area they make."""

import re
from dataclasses import dataclass, replace

from bot.reading.mobility_misspelt import with_misspelt_towns
from bot.reading.mobility_roles import Part, is_paired, part_of
from bot.reading.name_words import is_word
from bot.reading.place_glued import place_tokens
from bot.reading.place_mentions import BIG_TOWN, Kind, Mention
from bot.reading.place_scan import find_places
from bot.reading.place_text import CONNECTORS, Token, word_set
from bot.reading.places import place_index
from bot.reading.town_roles import is_home, near_by_adjective

_PLACED = word_set(
    "a au aux en sur dans de du des d la le les l vers tout toute jusqu jusque autour departement region"
)
_LIST_WORDS = CONNECTORS | word_set(
    "ou et dept departement departements dep les uniquement seulement que oui voire aussi tout tous plus ainsi"
)
_COMPASS = frozenset(["nord", "sud", "est", "ouest"])
_OF = word_set("de du d la le l")
_OWN_AREAS = word_set("departement dept dpt region ile pays canton metropole")
_NEXT_TO_NORD = frozenset(["02", "60", "62", "80"])  # "Nord Somme" is two départements
_SURROUNDINGS = word_set(
    "et ses les des la sa alentour alentours environ environs autour banlieue agglo peripherie proche"
)
_NO_MORE = word_set(
    "et c est tout point barre basta seulement uniquement exclusivement rien d autre pas plus loin quoi merci"
)
_EXCEPTIONS = word_set("mais sauf hors hormis excepte exception pas jamais contre")
_ALONG = re.compile(
    r"\b(?:long(?:e|eant|ent|er)|long de|bord(?:e|ant|s)?(?: de)?|travers(?:e|ee)(?: par)?|rives?(?: de)?|vallee de|depuis) (?:la|le|l)\Z"
)
_EVEN = frozenset(["meme", "mm", "compris", "jusqu", "jusque"])
_RANKS = {"radius": 0, "departement": 1, "region": 2}


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """Official names: `kind` is the widest kind among `places` (None without any); `exclude` what is left out."""

    kind: str | None
    places: tuple[str, ...]
    exclude: tuple[str, ...]
    abroad: str | None = None
    france: bool = False  # "France" stands in the name of an area ("Hauts-de-France")
    only: bool = False  # nothing else is said
    code: Mention | None = None  # a bare number that may be a département ("44") or kilometres


def _is_list(mentions: list[Mention], tokens: list[Token]) -> bool:
    """Tells whether nothing but places is said."""
    taken = {position for mention in mentions for position in range(mention.start, mention.end)}
    return all(position in taken or token.word in _LIST_WORDS for position, token in enumerate(tokens))


def _as_areas(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Reads small towns that bear the name of a département as the département ("Loire, Rhône", "Creuse et Corrèze").

    A larger one ("Vienne", "Mayenne") is the département beside others only.
    """
    areas = sum(m.kind in (Kind.AREA, Kind.CODE) or (m.area is not None and _is_small(m)) for m in mentions)
    codes = {mention.start: mention.key for mention in mentions if mention.kind is Kind.CODE}
    found = []
    for mention in mentions:
        coded = mention.area is not None and codes.get(mention.end) in mention.area.codes  # "Vienne (86)"
        to_town = mention.start > 0 and tokens[mention.start - 1].word in ("a", "au")
        named = mention.kind is Kind.TOWN and mention.area is not None and mention.area.kind == "departement"
        if named and not to_town and (_is_small(mention) or areas > 1 or coded) and _stands_as_name(mention, tokens):
            mention = replace(mention, kind=Kind.AREA, weak=False)  # noqa: PLW2901 (a new reading of it)
        found.append(mention)
    return found


def _without_compass(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Drops "north", "south" as parts of what follows: "le nord de l'Oise", "Nord Isère", "du nord au sud de l'île"."""
    found = []
    for position, mention in enumerate(mentions):
        if mention.key.split()[-1] not in _COMPASS or mention.kind is not Kind.AREA:
            found.append(mention)
            continue
        behind = mentions[position + 1] if position + 1 < len(mentions) else None
        end = mention.end
        while end < len(tokens) and tokens[end].joined and tokens[end].word in _OF:
            end += 1
        led = end > mention.end and tokens[end - 1].word not in ("et", "ou")
        of_area = end < len(tokens) and tokens[end].joined and led and tokens[end].word in _OWN_AREAS
        of_place = behind is not None and behind.start <= end and tokens[behind.start].joined and led
        before_area = behind is not None and behind.start == mention.end and tokens[behind.start].joined
        before_area = before_area and behind is not None and not _beside_nord(behind) and behind.kind is Kind.AREA
        to_other = end < len(tokens) and tokens[mention.end : end + 1] and _to_compass(mention, tokens)
        if not (of_area or of_place or before_area or to_other):
            found.append(mention)
    return found


def _to_compass(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether "from north to south" is said."""
    around = [token.word for token in tokens[max(0, mention.start - 3) : mention.end + 3]]
    return re.search(r"\b(?:nord|sud|est|ouest) (?:au|en|a l) (?:nord|sud|est|ouest)\b", " ".join(around)) is not None


def _beside_nord(mention: Mention) -> bool:
    return mention.area is not None and not mention.area.codes.isdisjoint(_NEXT_TO_NORD)


def _is_small(mention: Mention) -> bool:
    return mention.population < BIG_TOWN or mention.towns[0].commune.key != mention.key


def _stands_as_name(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a name is written with a capital, or stands in a list or alone."""
    first = tokens[mention.start]
    before = tokens[mention.start - 1].word if mention.start else "et"
    listed = not first.joined or before in _LIST_WORDS
    after = mention.end == len(tokens) or not tokens[mention.end].joined or tokens[mention.end].word in _LIST_WORDS
    return first.capital or (listed and after)


def _accepted(mention: Mention, tokens: list[Token], several: bool) -> bool:
    """Tells whether a name is meant as a place, not as an ordinary word; `several`: in a list of nothing but places."""
    first = tokens[mention.start]
    placed = mention.start > 0 and tokens[mention.start - 1].word in _PLACED
    alone = len(tokens) == mention.end - mention.start
    if _is_river_or_feast(mention, tokens):
        return False
    if several and (first.capital or mention.population >= BIG_TOWN or mention.kind is Kind.AREA):
        return True
    if mention.kind is Kind.AREA:
        plainly = " " in mention.key or not is_word(mention.key)  # "idf", "paca" are no words
        return placed or first.capital or alone or plainly or (len(mention.key) > 5 and len(tokens) < 8)
    if mention.weak and mention.start == 0 and mention.population >= BIG_TOWN:  # "bdx et alentours", "le Panier point"
        alone = alone or all(token.word in _SURROUNDINGS or token.word in _NO_MORE for token in tokens[mention.end :])
    if mention.weak:
        return (first.capital and (placed or alone)) or (alone and mention.population >= BIG_TOWN)
    return placed or first.capital or alone or " " in mention.key or mention.population >= BIG_TOWN


def _heads_list(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Tells whether a capital name and a comma lead to a plain place ("Pertuis, Manosque, tout ce qui suit")."""
    if not mention.weak or mention.start or mention.end == len(tokens) or tokens[mention.end].joined:
        return False
    return any(other.start == mention.end and not other.weak for other in mentions)


def _is_river_or_feast(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a town's name is a river or a day here ("tout ce qui longe la Durance", "depuis la Toussaint")."""
    before = " ".join(token.word for token in tokens[max(0, mention.start - 4) : mention.start])
    return mention.kind is Kind.TOWN and _ALONG.search(before) is not None


def _before_exception(tokens: list[Token]) -> list[Token]:
    """Returns the words before what is left out ("57 et 54 mais pas les Vosges")."""
    end = next((at for at, token in enumerate(tokens) if at and token.word in _EXCEPTIONS), len(tokens))
    return tokens[:end]


def _codes_in_list(mentions: list[Mention], tokens: list[Token]) -> bool:
    """Tells whether bare numbers are départements: "22, 35 et 56", "35 et la Mayenne"."""
    tokens = _before_exception(tokens)
    mentions = [mention for mention in mentions if mention.end <= len(tokens)]
    codes = [mention for mention in mentions if mention.kind is Kind.CODE]
    others = [mention for mention in mentions if mention.kind is Kind.AREA]
    listed = _is_list(mentions, tokens)
    areas = any(token.word in ("departements", "limitrophe", "limitrophes") for token in tokens)
    if codes and areas:  # "35 et départements limitrophes"
        return True
    return (bool(others) and listed) or (len(codes) > 1 and (listed or any(code.led for code in codes)))


def _names_of(mention: Mention, listed: bool) -> tuple[str, tuple[str, ...]] | None:
    """Returns the kind of area and the official names that a mention stands for."""
    if mention.kind is Kind.AREA and mention.area and mention.area.names:
        return mention.area.names_kind, mention.area.names
    if mention.kind is Kind.CODE and mention.area and (mention.led or listed or len(mention.key) == 3):
        return "departement", mention.area.names
    if mention.kind is Kind.POSTCODE and len(mention.towns) == 1:
        return "radius", (mention.towns[0].commune.name,)
    if mention.kind is Kind.TOWN:
        return "radius", (mention.towns[0].commune.name,)
    return None


def _parts(mentions: list[Mention], tokens: list[Token]) -> list[Part]:
    """Returns the part of each place; one that "and" joins to an excluded one behind it is excluded too."""
    marks = [at for at in range(mentions[-1].start + 1 if mentions else 0) if not tokens[at].joined]
    last_mark = marks[-1] if marks else 0
    parts = [part_of(mention, tokens, another=mention.end <= last_mark) for mention in mentions]
    for position in range(len(mentions) - 1, 0, -1):
        one, other = mentions[position - 1], mentions[position]
        said_before = part_of(other, tokens[: other.end]) is Part.EXCLUDED  # "Lyon et pas Paris"
        if parts[position] is Part.EXCLUDED and not said_before and is_paired(one, other, tokens):
            parts[position - 1] = Part.EXCLUDED
    return parts


def _within_region(mention: Mention, tokens: list[Token], kept: list[Mention]) -> bool:
    """Tells whether "even" stands before a département of a named région ("toute l'Île-de-France, même le 77")."""
    if mention.area is None or mention.kind is Kind.TOWN:
        return False
    if _EVEN.isdisjoint(token.word for token in tokens[max(0, mention.start - 3) : mention.start]):
        return False
    codes = mention.area.codes
    wider = (other.area for other in kept if other.area and other.kind is Kind.AREA)
    return any(area.names_kind == "region" and codes < area.codes for area in wider)


def named_places(text: str) -> NamedPlaces:
    """Reads the places that a text without its distances and durations names.

    A town inside a named département or région is left out ("Rennes et tout le 35").
    """
    tokens = place_tokens(text)
    mentions = _as_areas(_without_compass(find_places(tokens), tokens), tokens)
    mentions = with_misspelt_towns(mentions, tokens)
    listed = _codes_in_list(mentions, tokens)
    only = bool(mentions) and _is_list(mentions, tokens)
    kept: list[tuple[str, tuple[str, ...], Mention]] = []
    exclude: list[str] = []
    withdrawn: list[tuple[tuple[str, ...], int]] = []  # "la Sarthe, ah non pas la Sarthe"
    last = 0  # where the last excluded place ends
    parts = _parts(mentions, tokens)
    for mention, part in zip(mentions, parts, strict=True):
        between = {token.word for token in tokens[last : mention.start]}
        excluded = part is Part.EXCLUDED or (bool(exclude) and last > 0 and between <= _LIST_WORDS)
        named = _names_of(mention, listed or excluded)
        listed_name = (only and len(mentions) > 1) or _heads_list(mention, mentions, tokens)
        if named is None or (mention.kind is not Kind.CODE and not _accepted(mention, tokens, listed_name)):
            continue
        if part is Part.LEFT or (mention.kind is Kind.TOWN and is_home(mention, tokens)):
            continue  # "j'habite Lyon, mobile dans tout le Rhône"
        if excluded:
            exclude += named[1]
            withdrawn.append((named[1], mention.start))
            taken_back = any(names == named[1] for _, names, _ in kept)
            last = 0 if taken_back else mention.end  # "pas la Sarthe, la Vienne": what follows replaces it
        else:
            kept.append((*named, mention))
    wide = [mention.area.codes for _, _, mention in kept if mention.area and mention.kind is not Kind.TOWN]
    places: list[str] = []
    for _, names, mention in kept:
        inside = mention.kind is Kind.TOWN and any(mention.towns[0].commune.departement in codes for codes in wide)
        inside = inside or _within_region(mention, tokens, [other for _, _, other in kept])
        inside = inside or any(names[0] in back and mention.end <= at for back, at in withdrawn)
        places += (
            []
            if inside
            else [name for name in names if name not in places and (len(names) == 1 or name not in exclude)]
        )
    kept = [one for one in kept if places or one[2].kind is Kind.CODE] if withdrawn else kept
    kind = max((kind for kind, _, _ in kept), key=_RANKS.__getitem__, default=None)
    abroad = next((mention.country for mention in mentions if mention.kind is Kind.ABROAD), None)
    code = next((mention for mention in mentions if mention.kind is Kind.CODE and not mention.led), None)
    france = any("france" in mention.key for mention in mentions if mention.kind is Kind.AREA)
    insee = near_by_adjective(tokens, place_index().demonyms) if not kept and not exclude else None
    if insee:  # "métropole lilloise"
        kind, places = "radius", [place_index().communes[insee].name]
    return NamedPlaces(kind, tuple(places), tuple(exclude), abroad, france, only, code)
