"""Reads a town that no list knows under the name written: a slip of the pen, or a town that does not exist."""

import re

from rapidfuzz.distance import OSA

from bot.reading.french_sounds import CREOLE_SAINTS
from bot.reading.name_words import is_chat, is_first_name, is_word
from bot.reading.place_fuzzy import (
    UNFINISHED,
    cities_abbreviated,
    larger_towns,
    sound,
    town_unfinished,
    towns_beginning,
    towns_spelt_like,
)
from bot.reading.place_heard import country_heard, rather_heard, towns_heard, unlikeness_of
from bot.reading.place_text import ARTICLES, CONNECTORS, Token, fold, word_set
from bot.reading.places import Town, place_index
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.town_hints import Hints
from bot.reading.town_roles import FILLERS, NEAR_WORDS, OTHER_WORDS, STRONG_HOME, says_near

# Of "je suis sur monpelier", "je reste à Monpelyé" a town follows only behind a preposition.
_AM = word_set("suis sui jsuis jsui chui chuis jui reste rest restons rete res vi")
_LONGEST = 6  # words of a misspelt name
_LEAD = word_set("a sur de d dans en au aux ville commune est c cest moi la le les l que")
_VOWEL = re.compile(r"[aeiouy]")
_TOO_SHORT = 3  # letters
_LONG_WORD = 4  # letters from which an ordinary word beside a département may be a misspelt town
_CITY = 30_000  # inhabitants from which a town has quarters
_HARDLY = 0.3  # sounds by which a name written by ear differs from one that it surely means
_KNOWN_TOWN = 5000  # inhabitants of that town
_PLACE_ENDING = re.compile(
    r"(?:ville|villers|villiers|court|bourg|mont|heim|willer|wihr|gnac|ignan|argues|euil|ingen|ghem|becque|oz|ieux|"
    r"igny|agny|ogny|pont|val|bach|dorf|kerque|lieu|zac|vic|loire|mer|bains|bois)\Z"
)
_STOP = word_set(
    "un une depuis nulle part partout quelque et mais dans pour avec car parce qui que ou mon ma mes donc quand comme je j tu il on nous vous pas ne "
    "n ai a as est sont etes par chez y me m se s dispo disponible mobile sais sait veux peux faire fais mobilite "
    "permis voiture tel telephone email mail bien tout tous toute rien ca cela ceci dis dit"
)
_BEHIND_TOWN = CONNECTORS | word_set("city town centre ville france dan ds")
_BEGINS_NAME = word_set("saint sainte sin sint sen sent senn ti gwo lo")  # in creoles too
_NAME_LIKE = word_set("sur les lez lès sous en saint sainte")


def _span(tokens: list[Token], start: int, taken: set[int]) -> list[Token]:
    """Returns the words from `start` that can be one name, up to the first that names a wider place."""
    found: list[Token] = []
    for position, token in enumerate(tokens[start:], start):
        if (
            (found and position in taken)
            or token.word in _STOP
            or token.word[0].isdigit()
            or (found and not token.joined)
            or len(found) == _LONGEST
        ):
            break
        found.append(token)
    while found and found[-1].word in CONNECTORS | {"svp", "merci"} and found[-1].raw.isascii():  # "Sin-Lé"
        found.pop()
    return found


def _is_thing(tokens: list[Token], start: int) -> bool:
    """Tells whether an article and a word in small letters follow ("je suis sur le point de")."""
    return start + 1 < len(tokens) and tokens[start].word in ARTICLES and not tokens[start + 1].capital


def _after_home(tokens: list[Token], taken: set[int], asked: bool) -> list[Token] | None:
    """Returns what follows "j'habite (à)" and its like."""
    for position, token in enumerate(tokens):
        if token.word in STRONG_HOME or token.word in _AM:
            start = position + 1
            if start < len(tokens) and tokens[start].before == "-":
                continue  # "Kaz-Pilot"
            if start < len(tokens) and tokens[start].word in ("plus", "pas", "pu"):
                return None
            while start < len(tokens) and tokens[start].word in _LEAD - {"la", "le", "les", "l"}:
                start += 1
            if token.word in _AM and _is_thing(tokens, start):
                return None
            lives = token.word == "vi" and position > 0 and tokens[position - 1].word in ("je", "j", "mi")
            if (
                lives
                or token.word in STRONG_HOME
                or (start > position + 1 and tokens[start - 1].word in (("a", "sur", "de") if asked else ("a", "sur")))
            ):
                return _span(tokens, start, taken)
    return None


def _says_which(tokens: list[Token], position: int) -> bool:
    """Tells whether "ville" announces the name ("ma ville est X", "le nom du village : X")."""
    if tokens[position].word not in ("ville", "nom") or position + 1 >= len(tokens):
        return False
    return tokens[position + 1].word in ("est", "c", "cest", "s", "se") or ":" in tokens[position + 1].before


def _alone(tokens: list[Token], taken: set[int]) -> list[Token] | None:
    """Returns the words of a text that is nothing but a name, small talk apart."""
    start, end = 0, len(tokens)
    articles = {"la", "le", "les", "l"}
    while start < end and (tokens[start].word in FILLERS - articles - {"saint", "ville"} or _says_which(tokens, start)):
        start += 1
    while end > start and (end - 1 in taken or _is_filler(tokens[end - 1]) or tokens[end - 1].word[0].isdigit()):
        end -= 1
    tail = {token.word for at, token in enumerate(tokens[end:], end) if at not in taken}
    span = _span(tokens[:end] if tail <= _BEHIND_TOWN else tokens, start, taken)
    return span if span and len(span) == end - start else None


def _is_filler(token: Token) -> bool:
    return token.word in FILLERS and token.raw.lower() != "lé"  # of "Sin-Lé"


def _is_word(span: list[Token]) -> bool:
    """Tells whether the span is made of ordinary French words, or too short ones, which are not misspelt towns."""
    words = [token.word for token in span if token.word not in CONNECTORS]
    if span[:1] and span[0].word in _BEGINS_NAME:
        return len(span) == 1
    if len(span) == 1 and span[0].capital and not (is_word(span[0].raw) or is_chat(span[0].raw)):
        return len(words[0]) < _TOO_SHORT if words else True  # "Dwé"
    everyday = place_index().everyday
    return not words or all((len(word) <= _TOO_SHORT and _VOWEL.search(word)) or word in everyday for word in words)


def town_inside(words: list[str], hints: Hints) -> Town | None:
    """Returns the known town of a named département that a word nearly spelt like it means ("Moulin dans le 03")."""
    word = " ".join(words)
    if not hints.given or len(word) < _LONG_WORD or words[0] in ARTICLES:
        return None
    heard = sound(word)
    alike = [
        town for town in larger_towns() if hints.keep([town]) and sound(town.commune.key) == heard
    ]  # "cent" is Sens
    towns = hints.keep([town for town in towns_spelt_like(words) if _one_off(word, town)]) or alike
    return towns[0] if towns and towns[0].commune.population >= _KNOWN_TOWN else None


def _one_off(word: str, town: Town) -> bool:
    key = town.commune.key
    return word[0] == key[0] and OSA.distance(word, key, score_cutoff=1) <= 1


def _spelt(span: list[Token], hints: Hints) -> list[Town]:
    """Returns the towns that a misspelt, shortened or unfinished name can mean, those that fit the hints only."""
    words = [token.word for token in span]
    towns = towns_spelt_like(words) or cities_abbreviated(words)
    kept = hints.keep(towns) if hints.given else towns
    key = " ".join(words)
    if not kept and hints.areas and len(key) >= UNFINISHED:
        kept = hints.keep(towns_beginning(key))
    return rather_heard([as_spelt(token) for token in span], kept or towns, hints)


def _heard(span: list[Token], hints: Hints, told: bool = False) -> list[Town]:
    """Returns the towns that a name written by ear, or left unfinished, can mean; `told`: after "j'habite à"."""
    whole = town_unfinished(" ".join(token.word for token in span))
    if whole and (not hints.given or hints.keep([whole])):
        return [whole]
    return towns_heard([as_spelt(token) for token in span], hints, told)


def towns_meant(span: list[Token], hints: Hints) -> list[Town]:
    """Returns the towns that a name which no list knows can mean, likeliest first."""
    return _spelt(span, hints) or _heard(span, hints)


def as_spelt(token: Token) -> str:
    """Returns a word with its accents, or written out ("st" is "saint")."""
    return token.raw if fold(token.raw) == token.word else token.word


def _is_doubtful(span: list[Token], town: Town, hints: Hints) -> bool:
    """Tells whether a small town that a name by ear may mean had better be confirmed ("Haddad", "Kahoot")."""
    raw = [as_spelt(token) for token in span]
    return not hints.given and town.commune.population < _KNOWN_TOWN and unlikeness_of(raw, town) > _HARDLY / 2


def _city_and_quarter(span: list[Token]) -> Town | None:
    """Returns the city that the first of two words is by ear, when the other can be a quarter ("Sarcel Lochères")."""
    if len(span) != 2 or not span[0].capital or is_first_name(span[0].raw):
        return None
    towns = towns_heard([as_spelt(span[0])], Hints())
    is_city = len(towns) == 1 and towns[0].commune.population >= _CITY
    return towns[0] if is_city and unlikeness_of([span[0].raw], towns[0]) <= _HARDLY else None


def read_misspelt(tokens: list[Token], taken: set[int], hints: Hints, asked: bool, longer_than: int = 0) -> Reading:
    """Returns the town that a misspelt name means, the candidates when several do, or `no_such_town`.

    `taken` are the positions of words that name a wider place, a number or a country: these are no towns. Names of
    `longer_than` words or less are left alone.
    """
    home = _after_home(tokens, taken, asked)
    span = home or (_alone(tokens, taken) if asked else None)
    positions = {id(token): position for position, token in enumerate(tokens)}
    if span:
        span = [token for token in span if positions[id(token)] not in taken]
    if span and _is_word(span) and (town := town_inside([token.word for token in span], hints)):
        return Reading(Status.VALUE, town.value, details={"spelling": True}, sure=bool(home))
    is_saint = (span[0].word if span else "") in CREOLE_SAINTS
    if not span or _is_word(span) or (any(token.word in OTHER_WORDS for token in span) and not is_saint):
        return NOTHING
    words = [token.word for token in span]
    sizes = range(len(words), longer_than, -1) if home else range(len(words), max(longer_than, len(words) - 1), -1)
    for size, find in ((size, find) for find in (_spelt, _heard)[: 1 if longer_than else 2] for size in sizes):
        towns = _heard(span[:size], hints, bool(home)) if find is _heard else find(span[:size], hints)
        if find is _heard and (country := country_heard([as_spelt(token) for token in span[:size]], towns)):
            return Reading(Status.INVALID, reason="abroad", details={"country": country}, sure=bool(home))
        if towns and not _is_word(span[:size]):
            details: dict[str, object] = {"spelling": True}
            if len(towns) == 1 and not (find is _heard and not home and _is_doubtful(span[:size], towns[0], hints)):
                return Reading(Status.VALUE, towns[0].value, details=details, sure=bool(home))
            details["total"] = len(towns)
            offered = tuple(town.value for town in towns[:5])
            return Reading(Status.AMBIGUOUS, candidates=offered, details=details, sure=bool(home))
    if not taken and (city := _city_and_quarter(span)):
        return Reading(Status.VALUE, city.value, details={"spelling": True}, sure=bool(home))
    said = " ".join(token.raw for token in span)
    place_like = len(words) <= 2 and span[0].capital and _PLACE_ENDING.search(words[-1]) is not None
    strong = home is not None and any(token.word in STRONG_HOME for token in tokens)
    name_like = len(words) > 1 and any(word in _NAME_LIKE for word in words) and "-" in "".join(t.before for t in span)
    if taken or not (strong or name_like or place_like):
        return NOTHING
    return Reading(Status.INVALID, reason="no_such_town", details={"text": said}, sure=strong)


def misspelt_near_by(tokens: list[Token]) -> tuple[int, Town | None]:
    """Returns the larger town that a misspelt name behind "near" means ("près de Pontivi"), and where the name stands."""
    for position in range(1, len(tokens)):
        token = tokens[position]
        if token.word in NEAR_WORDS or len(token.word) < _LONG_WORD or not says_near(tokens, position):
            continue
        if _is_word([token]) or is_word(token.raw):
            break
        towns = towns_meant([token], Hints())
        return position, towns[0] if len(towns) == 1 and towns[0].commune.population >= _KNOWN_TOWN else None
    return 0, None
