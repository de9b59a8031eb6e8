"""Finds the places named in a text: communes, postal codes, départements, régions, zones, countries."""

import re
from dataclasses import replace

from bot.reading.french_sounds import CREOLE_SAINTS
from bot.reading.place_arrondissements import arrondissement_after, arrondissement_before
from bot.reading.place_mentions import BIG_TOWN, Kind, Mention, by_population, towns_named
from bot.reading.place_text import ARTICLES, CONNECTORS, NUMBER_UNITS, Token, name_key, reduced, word_set
from bot.reading.places import PlaceIndex, place_index

LONGEST_NAME = 9  # words
_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-8]|98[4-9])\Z")
# Short nicknames of areas that are words or syllables too: in capitals, led by "en" or alone only.
_NICKNAMES = frozenset(["aura", "ara", "run", "na", "po", "acal", "occ"])
_NO_WORD = re.compile(r"[^aeiouy ]+\Z")  # "mtp", "bdx"
_POSTCODE = re.compile(r"\d{5}\Z")
_CODE_LEAD = word_set("le du departement dept dep dpt depart departements")
_STREET = word_set(
    "rue avenue av bd boulevard place quai chemin impasse allee allees route cours square faubourg residence "
    "quartier lieudit lotissement villa immeuble batiment station metro arret lycee college gare universite fac porte hameau stade rocade musee mairie prefecture"
)
_SEATS = frozenset(["prefecture"])  # of an area; that of a town is an office
_PRONOUNS = frozenset(["celle", "celles"])
_SIZES = frozenset(["grand", "grande", "petit", "petite"])
_AFTER_PRONOUN = word_set("vers pres qui que proche situee cote")
_TO_THE = {"au": "le", "aux": "les"}
_BEHIND_NOT = word_set("le la les l en a au aux dans sur du")
_PARTS = frozenset(["quartier", "quartiers", "faubourg"])
CITY = 30_000  # inhabitants from which a town has quarters, and "quartier de X" is in X


def is_quarter_of(tokens: list[Token], start: int) -> bool:
    """Tells whether "quartier de" stands directly before ("le vieux quartier de Lyon")."""
    return (
        start > 1
        and tokens[start - 1].word in ("d", "de", "du")
        and tokens[start - 2].word in _PARTS
        and tokens[start - 1].joined
        and tokens[start].joined
    )


def _is_street_word(tokens: list[Token], town: Mention) -> bool:
    """Tells whether a village's name is the word here ("rue de Bordeaux", "le quartier de la gare")."""
    end = town.end
    if tokens[end - 1].word in ("ville", "commune") and end < len(tokens) and ":" in tokens[end].before:
        return True  # "Ville : Annonay"
    follows = end < len(tokens) and tokens[end].joined and tokens[end].word in CONNECTORS - {"en", "dans", "a", "et"}
    return follows and tokens[end - 1].word in _STREET and town.population < BIG_TOWN


def _named_after(tokens: list[Token], start: int) -> str | None:
    """Returns what is named after the place at `start`: a street, a school, an office; None when nothing is."""
    while start > 0 and tokens[start].joined and tokens[start - 1].word in CONNECTORS - {"a"}:
        start -= 1
    named = start > 0 and tokens[start].joined and tokens[start - 1].word in _STREET and not _is_label(tokens, start)
    return tokens[start - 1].word if named else None


def _only_names(tokens: list[Token], place: Mention, seats: bool) -> bool:
    """Tells whether a place is only what a street or an office is called; `seats`: an area has one in the town."""
    named = _named_after(tokens, place.start)
    return named is not None and not (seats and place.kind is Kind.AREA and named in _SEATS)


def _is_label(tokens: list[Token], start: int) -> bool:
    """Tells whether "RÉSIDENCE" in capitals opens a telegram and a city in capitals follows at once."""
    label = tokens[0].word == "residence" and tokens[0].raw.isupper() and start == 1
    return label and tokens[1].raw.isupper()


def _number(tokens: list[Token], start: int, index: PlaceIndex) -> Mention | None:
    word = tokens[start].word
    if _POSTCODE.match(word):
        towns = tuple(index.by_postcode.get(word, ()))
        return Mention(Kind.POSTCODE, start, start + 1, word, towns)
    code = word.upper()
    if not _CODE.match(word) or code not in index.departements:
        return None
    if start + 1 < len(tokens) and tokens[start + 1].word in NUMBER_UNITS:
        return None
    led = start > 0 and tokens[start].joined and tokens[start - 1].word in _CODE_LEAD
    led = led or (start + 1 < len(tokens) and tokens[start + 1].word in ("uniquement", "seulement", "exclusivement"))
    area = index.departements[code]
    return Mention(Kind.CODE, start, start + 1, code, area=area, led=led)


def _abroad(start: int, end: int, key: str, index: PlaceIndex) -> Mention | None:
    country = index.abroad.get(key)
    if not country or (key in index.by_name and key != name_key(country)):
        return None  # "Mons" may be in France
    return Mention(Kind.ABROAD, start, end, key, tuple(index.by_name.get(key, ())), country=country)


def _area(tokens: list[Token], start: int, end: int, key: str, index: PlaceIndex) -> Mention | None:
    """Reads an area: "la Vienne", "en Mayenne"; "Vienne", "Mayenne" alone are towns, a région is always meant."""
    area = index.areas.get(key)
    if not area:
        return None
    led = start > 0 and tokens[start].joined and tokens[start - 1].word in {*ARTICLES, "dans", "en", "du", "region"}
    led = led or tokens[start].word in ARTICLES
    if not led and area.kind in ("departement", "land") and (key in index.by_name or key in index.by_usage):
        return None
    nickname = key in index.by_name and key != name_key(area.name)
    if (
        (nickname or key in _NICKNAMES)
        and not led
        and not tokens[start].raw.isupper()
        and (nickname or len(tokens) > end - start)
    ):
        return None
    village = f"{tokens[start - 1].word} {key}" if start > 0 and tokens[start - 1].word in ARTICLES else key
    if area.kind == "land" and village != key and village in index.by_name:
        return None  # "La Bresse"
    towns = index.by_name.get(key) or index.by_name.get(village, [])
    return Mention(Kind.AREA, start, end, key, tuple(towns), area=area)


def _town(tokens: list[Token], start: int, end: int, key: str, index: PlaceIndex) -> Mention | None:
    """Reads a town; an article is part of the name only where the official name has one."""
    words = key.split()
    if key in _PRONOUNS and not tokens[start].raw.isupper() and _is_pronoun(tokens, start, end):
        return None
    if key in _SIZES and end < len(tokens) and tokens[end].joined and tokens[end].capital:
        return None  # "le Grand Nancy"
    with_article = _with_article(tokens, start, key, index)
    if with_article:
        key, words = with_article, with_article.split()
    bare = reduced(words)
    known = key in index.by_name or key in index.by_usage
    head = key in index.by_head
    if (words[0] in CONNECTORS and not known and not head) or (not known and bare not in index.by_reduced and not head):
        return None
    if bare in ("saint", "sainte") and not known:
        return None
    towns, others = towns_named(key, index)
    if "et" in words and not known and not head and not any(" et " in town.commune.key for town in towns):
        return None  # "Loire et Rhône" is not Loire-sur-Rhône
    village = towns[0].commune.population < BIG_TOWN
    area = index.areas.get(key.partition(" ")[2]) if words[0] in ARTICLES else None
    if area and village and area.kind != "land":
        return None  # "la Creuse" is the département, "La Bresse" a town
    short = not known and bare not in index.by_reduced
    inside = _part_of_name(tokens, start, end)
    weak = bare in index.ordinary or len(bare) <= 3 or (short and " " not in bare and village)
    weak = weak and tokens[start].raw.lower() not in index.accented  # "sainté" is no word
    weak = weak and not (len(bare) > 2 and key in index.by_usage and _NO_WORD.match(bare))
    if (inside and weak) or (short and bare in index.ordinary and not _meant(tokens, start, end, bare, index)):
        return None  # "Marie-Claude", "une petite…"
    area = index.areas.get(key)
    return Mention(
        Kind.TOWN, start, end, key, tuple(towns), tuple(others), area, "", weak, short, tokens[start].capital
    )


def _is_pronoun(tokens: list[Token], start: int, end: int) -> bool:
    """Tells whether "celle" stands for a town named before ("celle du Nord", "pas celle vers Pau")."""
    return start > 0 and end < len(tokens) and tokens[end].word in CONNECTORS | _AFTER_PRONOUN


def _with_article(tokens: list[Token], start: int, key: str, index: PlaceIndex) -> str | None:
    """Returns the larger town with an article that "au" tells ("au François", "au Cateau")."""
    if start == 0 or tokens[start - 1].word not in _TO_THE or not tokens[start].joined:
        return None
    longer = f"{_TO_THE[tokens[start - 1].word]} {key}"
    towns = index.by_name.get(longer) or index.by_head.get(longer) or []
    known = max((town.commune.population for town in index.by_name.get(key, ())), default=0)
    return longer if any(town.commune.population >= known for town in towns) else None


def _meant(tokens: list[Token], start: int, end: int, bare: str, index: PlaceIndex) -> bool:
    """Tells whether a short form that is a rare word too is meant as a name: "Le Grau", "Dol" alone."""
    named = tokens[start].word in ARTICLES or len(tokens) == 1
    return named and tokens[end - 1].capital and bare not in index.everyday


def _named(tokens: list[Token], start: int, end: int, index: PlaceIndex) -> Mention | None:
    """Reads the words `start:end` as one name."""
    key = " ".join(token.word for token in tokens[start:end])
    return (
        _abroad(start, end, key, index)
        or _area(tokens, start, end, key, index)
        or _town(tokens, start, end, key, index)
    )


def _part_of_name(tokens: list[Token], start: int, end: int) -> bool:
    """Tells whether a hyphen joins the words `start:end` to others ("Jean-Marie", "grand-mère")."""
    joined_after = end < len(tokens) and tokens[end].before == "-" and tokens[end].raw[:1].isalpha()
    joined_before = start > 0 and tokens[start].before == "-" and tokens[start - 1].word not in CONNECTORS
    return joined_after or joined_before


def _longest(tokens: list[Token], start: int, index: PlaceIndex) -> Mention | None:
    first = tokens[start].word
    if (
        first == "pas"
        and start + 1 < len(tokens)
        and tokens[start + 1].before == " "
        and not tokens[start].raw.isupper()
    ) and tokens[start + 1].word in _BEHIND_NOT:
        return None  # "pas le département", "Pas en Lozère"
    led = start > 0 and tokens[start - 1].word in _TO_THE
    if first not in index.first_words and first not in ARTICLES and not led:
        return None
    end = start + 1
    while end < len(tokens) and end - start < LONGEST_NAME and tokens[end].joined:
        end += 1
    for stop in range(end, start, -1):
        key = " ".join(token.word for token in tokens[start:stop])
        if (
            tokens[stop - 1].word in CONNECTORS
            and stop - start > 1
            and key not in index.by_name
            and key not in index.by_usage
        ):
            continue
        if stop - start > 1 and "." in tokens[stop - 1].before:
            continue
        found = _named(tokens, start, stop, index)
        if found and first in ARTICLES and start + 1 < len(tokens) and tokens[start + 1].joined:
            later = _longest(tokens, start + 1, index)  # "le Val-de-Marne" is not the commune "Le Val"
            return None if later and later.end > stop else found
        if found:
            return found
    return None


def towns_with_hints(mentions: list[Mention]) -> list[Mention]:
    """Reads areas and countries as the towns of that name where a number beside says so ("Bretagne (36)")."""
    numbers = [mention for mention in mentions if mention.kind in (Kind.CODE, Kind.POSTCODE)]
    found = []
    for mention in mentions:
        beside = [number for number in numbers if number.start == mention.end or number.end == mention.start]
        fits = any(
            town.commune.departement == number.key or number.key.startswith(town.commune.departement)
            for number in beside
            for town in mention.towns
        )
        if fits and mention.kind in (Kind.AREA, Kind.ABROAD):
            towns = tuple(by_population(list(mention.towns)))
            mention = replace(mention, kind=Kind.TOWN, towns=towns, area=None)  # noqa: PLW2901 (a new reading of it)
        found.append(mention)
    return found


def _is_creole_saint(tokens: list[Token], position: int) -> bool:
    """Tells whether a word is "saint" in a creole, before a name ("Sin Pol", "Sen Josef")."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    is_named = following is not None and following.joined and following.word not in CONNECTORS
    return tokens[position].word in CREOLE_SAINTS and is_named


def find_places(tokens: list[Token], *, seats: bool = False) -> list[Mention]:
    """Returns the places named in a text, left to right, without those that name a street or a school.

    Args:
        tokens: the words of the text.
        seats: whether the area counts whose préfecture is named ("Chaumont, préfecture de la Haute-Marne").
    """
    index = place_index()
    mentions: list[Mention] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        found = _number(tokens, position, index) if token.word[0].isdigit() else None
        found = found or _longest(tokens, position, index)
        if _is_creole_saint(tokens, position) and (not found or found.end == position + 1):
            position += 2  # a name written by ear
            continue
        if not found:
            position += 1
            continue
        if found.kind is Kind.TOWN and _is_street_word(tokens, found):
            position = found.end
            continue
        whole = found.kind is Kind.TOWN and found.population >= CITY and is_quarter_of(tokens, found.start)
        if found.kind in (Kind.TOWN, Kind.AREA) and not whole and _only_names(tokens, found, seats):
            position = found.end
            continue
        if found.kind is Kind.TOWN and found.towns:
            better = arrondissement_after(tokens, found.end, found.towns[0])
            before = arrondissement_before(tokens, found.start, found.towns[0])
            if before:
                found = Mention(Kind.TOWN, found.start, found.end, found.key, (before,))
            elif better:
                town, end = better
                found = Mention(Kind.TOWN, found.start, end, found.key, (town,))
        mentions.append(found)
        position = found.end
    return mentions
