"""Corrections that say the old value and the new: "remplacez Dupond par Dupont", "c'est plus Brest, c'est Quimper"."""

import re
from datetime import date

from bot.reading.name_candidates import Weight, is_written_as_name, weigh
from bot.reading.name_phrases import take_words
from bot.reading.name_words import is_first_name, is_surname_like
from bot.reading.names import read_names
from bot.reading.result import Reading, Status

_SAID = frozenset({Status.VALUE, Status.AMBIGUOUS})
_SAYS_BOTH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:remplac\w+|chang\w+)\s+(?P<old>[^?]{2,60}?)\s+(?:par|en|pour)\s+(?P<new>[^?]{2,60})",
        r"\b(?:c['’ ]?est|cest|c|ce n['’ ]est)\s+(?:pas|plus)\s+(?P<old>[^,;.?]{2,40}?)[\s,;.]+(?:(?:mais|c['’ ]?est|cest|maintenant|désormais|c)\s+)+(?P<new>[^?]{2,60})",
        r"\bhabite\s+(?:pas|plus)\s+(?:(?:à|a)\s+)?(?P<old>[^,;.?]{2,40}?)[\s,]+(?:(?:mais|maintenant|c['’ ]?est|j['’ ]?habite|à)\s+)+(?P<new>[^?]{2,60})",
        r"\b(?:mettez|mets|mettre|écrivez|notez)\s+(?P<new>[^?,]{2,60}?)\s+(?:à|a) la place d(?:e\s+|['’])(?P<old>[^?]{2,60})",
        r"\b(?:au lieu|(?:à|a) la place) d(?:e\s+|['’])(?P<old>[^?,]{2,40}?)[\s,]+(?:mettez|mets|mettre|écrivez|notez|c['’ ]?est)\s+(?P<new>[^?]{2,60})",
    )
)
_NAMES_A_FIELD = re.compile(
    r"\b(?:mon|ma|mes|nom|pr[ée]nom|ville|commune|e-?mail|mail|adresse|num[ée]ro|t[ée]l\w*|dispo\w*|mobilit[ée])\b",
    re.IGNORECASE,
)


def read_replacement(text: str, today: date) -> dict[str, Reading]:
    """Reads the new value of a message that says the old one too and names no field; empty when there is none.

    Args:
        text: what the candidate wrote.
        today: the day of the message.
    """
    for pattern in _SAYS_BOTH:
        found = pattern.search(text)
        if found and not _NAMES_A_FIELD.search(found["old"]):
            return _as_field(found["old"].strip(), found["new"].strip(" .!"), today)
    return {}


def _as_field(old: str, new: str, today: date) -> dict[str, Reading]:
    from bot.reading.message import read_field, read_message

    plain = {
        field: reading
        for field, reading in read_message(new, None, today).items()
        if field not in {"town"} and reading.sure
    }
    if plain:
        return plain
    if is_first_name(old) and not is_surname_like(old):
        return _as_name("first_name", new)
    dates = [read_field("availability", value, today) for value in (old, new)]
    if all(reading.status is Status.VALUE for reading in dates):
        return {"availability": dates[1]}
    old_town, new_town = (read_field("town", value, today) for value in (old, new))
    if new_town.status in _SAID and old_town.status in _SAID:
        return {"town": new_town}
    is_first = is_first_name(new) and not is_surname_like(new)
    return _as_name("first_name" if is_first else "last_name", new)


def _as_name(field: str, new: str) -> dict[str, Reading]:
    words = take_words(new)
    if weigh(words) is not Weight.NAME and not is_written_as_name(words):
        return {}
    reading = read_names(new, "first_name" if field == "first_name" else "last_name")
    return {field: reading} if reading.status is Status.VALUE and field in reading.value else {}
