"""Reads how far, or where, a candidate would go to work."""

import re
from typing import Any

from bot.reading import mobility_phrases as say
from bot.reading.declining import does_not_know
from bot.reading.mobility_clauses import is_elsewhere, names_places_only, of_work
from bot.reading.mobility_places import NamedPlaces, named_places
from bot.reading.mobility_words import with_units_joined, written_out
from bot.reading.place_phrases import is_bare_no, is_refusal, is_unknown, plain, statements
from bot.reading.quantities import LONGEST_TRIP, Amounts, figures, read_amounts
from bot.reading.result import NOTHING, Reading, Status

_SHORT_ANSWER = 8  # words
_PLAIN_ANSWER = 5  # words
_TRIP = 10  # minutes; "deux minutes, je cherche" is none
_ACROSS_FRANCE = 1000  # kilometres
_WHY_NOT = re.compile(
    r",?\s*\b(?:et |ou |voire |même |meme )?(?:pourquoi|pourkoi|pkoi|pk|pq) pas (?:aussi |même |meme )?(?=\w)",
    re.IGNORECASE,
)
# "La mobilité ? Nationale."
_ECHO = re.compile(
    r"\A\s*(?:la |ma |le |mon )?(?:mobilit[ée]|distance|p[ée]rim[èe]tre|rayon|zone)\s*\?\s*(?=\w)", re.IGNORECASE
)
_BRIEF = 60  # characters
_BELOW = Reading(Status.INVALID, reason="how_far")
_FRANCE_IN_NAME = re.compile(r"\b(?:iles?|hauts?|nord|sud|est|ouest)[ -]de[ -](?:la )?france\b")


def _value(kind: str, places: NamedPlaces, km: float | int | None = None, minutes: int | None = None) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": kind, "km": km, "places": list(places.places)}
    if minutes is not None:
        value["minutes"] = minutes
    if places.exclude:
        value["exclude"] = list(places.exclude)
    return value


def read_mobility(text: str, asked: bool = True) -> Reading:
    """Reads a mobility: `{"kind", "km", "places"}`, with "minutes" or "exclude" (official names) when given.

    `kind` is none, radius, departement, region or national; `km` is the widest distance said; `places` are official
    names, empty for "around the candidate's own town". Of mixed places the widest kind counts. INVALID has the reason
    `how_far` when the person is mobile without saying how far, `abroad` (details: country) for a foreign country only.
    AMBIGUOUS: a bare number that may be kilometres or a département ("44").

    Args:
        text: what the candidate wrote.
        asked: whether mobility was the question; otherwise only plain statements are read.
    """
    text = with_units_joined(_WHY_NOT.sub(" et ", _ECHO.sub("", text)))
    said = of_work(written_out(statements(text)))
    if not said.strip() and "?" not in text and say.EVERYWHERE.search(plain(text)):
        said = written_out(text)  # "vous pouvez m'envoyer où vous voulez" is no question
    folded = plain(said)
    if not folded:
        return NOTHING
    reading = _BELOW if say.BELOW_ZERO.fullmatch(plain(text[:_BRIEF])) else _read(said, folded)
    if asked or (reading.sure and reading.status is Status.VALUE):
        return reading
    return NOTHING


def _read(said: str, folded: str) -> Reading:
    amounts = read_amounts(folded)
    if amounts.minutes is not None and amounts.minutes > LONGEST_TRIP:  # "35 heures" is a week's work
        amounts = Amounts(amounts.km, None, amounts.rest)
    long = len(figures(folded).split()) > _SHORT_ANSWER
    silent = not any(words.search(folded) for words in (say.TOPIC, say.EVERYWHERE, say.STAYS_IN_TOWN, say.STAYS_THERE))
    timed = amounts.minutes is not None and (say.TRAVEL.search(folded) is not None or _opens_by_time(folded))
    if long and silent and amounts.km is None and not timed and not _names_areas(said, folded):
        return _vague(said, folded, NamedPlaces(None, (), ()))
    spotted = amounts.km is not None or amounts.minutes is not None
    places = named_places(_with_capitals(amounts.rest, said) if spotted else said)
    if not places.kind and not spotted:  # "le trente cinq"
        places = named_places(figures(folded)) if _spelt_code(folded) else places
    sure = say.ABOUT_MOBILITY.search(folded) is not None
    return (
        _national(folded, places, amounts, sure)
        or _within(folded, places, amounts, sure)
        or _nowhere(folded, sure)
        or _own_area(folded, places, sure)
        or _vague(said, folded, places)
    )


def _opens_by_time(folded: str) -> bool:
    """Tells whether an answer begins by a travel time and nothing else ("vingt minutes, je dois être là à 16h15")."""
    amounts = read_amounts(re.split(r"[,;.!(]", folded, maxsplit=1)[0])
    is_all = say.SMALL_TALK.sub("", amounts.rest) in {"", "1"}  # "1 petit"
    return amounts.minutes is not None and amounts.minutes >= _TRIP and is_all


def _names_areas(said: str, folded: str) -> bool:
    """Tells whether a long answer without any word of mobility is about areas: places only, or départements, régions."""
    places = named_places(said)
    if places.only or names_places_only(said):
        return True
    brief = len(folded.split()) <= 2 * _SHORT_ANSWER and not is_elsewhere(folded)
    return brief and places.kind in ("departement", "region")


def _with_capitals(folded: str, said: str) -> str:
    """Returns a folded text with the words that are capitalised in the original written so."""
    capitals = {plain(word): word for word in re.findall(r"[^\W\d_]+", said)[1:] if word[0].isupper()}
    return re.sub(r"[a-z]+", lambda found: capitals.get(found[0], found[0]), folded)


def _spelt_code(folded: str) -> bool:
    return figures(folded) != folded and re.search(r"\d{4}", figures(folded)) is None


def _national(folded: str, places: NamedPlaces, amounts: Amounts, sure: bool) -> Reading | None:
    """Reads "partout", "toute la France sauf Paris"; "partout en Bretagne" is Brittany only."""
    everywhere = say.EVERYWHERE.search(_FRANCE_IN_NAME.sub("", folded) if places.france else folded)
    if not everywhere or amounts.km is not None or amounts.minutes is not None:
        return None
    own = not places.exclude and (say.OWN_REGION.search(folded) or say.OWN_DEPARTEMENT.search(folded))
    if _denied(folded, everywhere.start()) or (own and "france" not in everywhere[0]):
        return None
    oversea = (say.OVERSEA.search(folded) and say.WIDER.search(folded)) or say.EVEN_THERE.search(folded)
    if (
        places.kind
        and not (oversea or _are_examples(folded, places))
        and not re.search(r"\b(?:france|hexagone|national|tout me|coins|bout)", everywhere[0])
    ):
        return None
    named = NamedPlaces(None, (), places.exclude)
    return Reading(Status.VALUE, _value("national", named), sure=sure or len(folded.split()) <= _PLAIN_ANSWER)


def _are_examples(folded: str, places: NamedPlaces) -> bool:
    """Tells whether towns are only named as being all the same ("partout, Brest ou Strasbourg c'est pareil")."""
    return places.kind == "radius" and len(places.places) > 1 and say.ALL_THE_SAME.search(folded) is not None


def _denied(folded: str, position: int) -> bool:
    return (
        re.search(
            r"\b(?:pas|plus|ni)(?: (?:dans|sur|en|a|vers|non|plus|l'autre))*(?: (?:l'autre))?\s*\Z", folded[:position]
        )
        is not None
    )


def _within(folded: str, places: NamedPlaces, amounts: Amounts, sure: bool) -> Reading | None:
    """Reads distances, durations and named places."""
    stays = say.STAYS_THERE.search(folded)
    if amounts.km is not None or amounts.minutes is not None:
        if amounts.km == 0:
            return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
        if amounts.km is not None and amounts.km >= _ACROSS_FRANCE:
            return Reading(Status.VALUE, _value("national", NamedPlaces(None, (), places.exclude)), sure=sure)
        value = _value("radius", places, amounts.km, amounts.minutes)
        return Reading(Status.VALUE, value, sure=sure or amounts.km is not None)
    if places.kind == "radius" and stays:
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
    if places.kind:
        return Reading(Status.VALUE, _value(places.kind, places), sure=sure)
    return None


def _nowhere(folded: str, sure: bool) -> Reading | None:
    nowhere = say.NOWHERE.search(folded) or say.STAYS_PUT.search(folded) or say.NEVER_LEAVES_HOME.search(folded)
    around = say.AROUND.search(say.STAYS_PUT.sub(" ", folded))
    own = say.OWN_DEPARTEMENT.search(folded) or say.OWN_REGION.search(folded)
    some = around or own or say.NOT_FAR.search(folded)
    if say.STAYS_IN_TOWN.search(folded) and not around:
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
    if is_bare_no(folded) or (nowhere and not some and not _refuses_to_say(folded)):
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
    return None


def _refuses_to_say(folded: str) -> bool:
    return re.search(r"\b(?:dire|repondre|sais|savoir|preciser|communiquer)\b", folded) is not None


def _own_area(folded: str, places: NamedPlaces, sure: bool) -> Reading | None:
    """Reads the candidate's own region, département or surroundings."""
    nobody = NamedPlaces(None, (), places.exclude)
    if say.OWN_REGION.search(folded):
        return Reading(Status.VALUE, _value("region", nobody), sure=sure)
    if say.OWN_DEPARTEMENT.search(folded):
        return Reading(Status.VALUE, _value("departement", nobody), sure=sure)
    if say.AROUND.search(folded):
        return Reading(Status.VALUE, _value("radius", nobody), sure=sure)
    return None


def _vague(said: str, folded: str, places: NamedPlaces) -> Reading:
    """Reads what gives no area: bare numbers, a yes, not knowing, not telling."""
    if up_to := say.UP_TO.search(figures(folded)):
        return Reading(Status.VALUE, _value("radius", NamedPlaces(None, (), ()), int(up_to[1])))
    number = _bare_number(figures(folded), places)
    if number:
        return number
    if is_refusal(said) and not say.NOT_FAR.search(folded):
        return Reading(Status.DECLINED)
    if say.DEPENDS_ON.search(folded) and not say.NOT_SURE.search(folded):
        return Reading(Status.INVALID, reason="how_far")
    if is_unknown(said) or does_not_know(said):
        return Reading(Status.UNKNOWN)
    if places.abroad:
        return Reading(Status.INVALID, reason="abroad", details={"country": places.abroad})
    strong = len(folded.split()) <= _SHORT_ANSWER or bool(
        say.ABOUT_MOBILITY.search(folded) or say.NOT_FAR.search(folded)
    )
    if "?" not in said and strong and (places.exclude or say.VAGUE.search(folded)):
        return Reading(Status.INVALID, reason="how_far")
    return NOTHING


def _bare_number(folded: str, places: NamedPlaces) -> Reading | None:
    """Reads "50" as kilometres; "44" may as well be a département, so it is asked."""
    found = say.BARE_NUMBER.search(folded)
    if not found or say.SMALL_TALK.sub("", say.BARE_NUMBER.sub("", folded)):
        return None
    km = max(int(group) for group in found.groups() if group)
    if km == 0:
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())))
    radius = _value("radius", NamedPlaces(None, (), ()), km)
    if not places.code or not places.code.area or km % 10 == 0 or say.LIMIT.search(folded) or found[2]:
        return Reading(Status.VALUE, radius)
    departement = {"kind": "departement", "km": None, "places": list(places.code.area.names)}
    return Reading(Status.AMBIGUOUS, candidates=(radius, departement), details={"total": 2})
