"""Everything that one message says about the registration: the asked field first, others when plainly said."""

import re
from collections.abc import Callable
from datetime import date

from bot.reading.availability import read_availability
from bot.reading.clauses import clause_of, clauses, speaks_of, without_other_fields
from bot.reading.contacts import read_email, read_phone
from bot.reading.corrections import read_correction
from bot.reading.declining import declines
from bot.reading.names import read_names
from bot.reading.other_tongues import in_french
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.settling import settle, simplify
from bot.reading.words_by_ear import spelt_right

__all__ = ["read_correction", "read_field", "read_message"]

NAMES = ("last_name", "first_name")
CONTACTS = ("email", "phone")
_AS_WRITTEN = frozenset({*NAMES, *CONTACTS})

_BRIEF = 8  # words
_MOST_CHARACTERS = 3000
_SPACES = re.compile(r"[^\S\n]+")
_ADDRESS = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"(?<!\w)(?:\+|00)?\(?\d(?:[\s.\-/()]{0,3}\d){8,14}(?!\w)")


def read_field(field: str, text: str, today: date) -> Reading:
    """Reads a text as the answer to one question.

    Args:
        field: last_name, first_name, town, mobility, availability, email or phone.
        text: what the candidate wrote.
        today: the day of the message.
    """
    reading = _read_settled(field, _put_right(field, text), today)
    is_brief = len(text.split()) <= _BRIEF
    if not reading.answers and field in CONTACTS and is_brief and (said := in_french(text)) != text:
        reading = _read_settled(field, said, today)
    if not reading.answers and declines(text) and not looks_like_question(text):
        return Reading(Status.DECLINED)
    return reading


def _put_right(field: str, text: str) -> str:
    """Returns an answer in French, and for what is no name of a person or place rightly spelt."""
    if field in _AS_WRITTEN:
        return text
    french = in_french(text, names=field == "town")
    return french if field == "town" else spelt_right(french)


def _read_settled(field: str, text: str, today: date) -> Reading:
    """Reads an answer by what it settles on, else as a whole, else without its remarks and what it denies."""
    reader = _reader(field, today)

    def read(part: str) -> Reading:
        return reader(part, True)

    settled = settle(field, text, read, today)
    if settled is not None:
        return settled
    reading = read(text)
    if reading.status is Status.VALUE:
        return reading
    return simplify(field, text, read) or reading


def _reader(field: str, today: date) -> Callable[[str, bool], Reading]:
    # The readers of places load the towns of France: only when a town is read.
    if field == "town":
        from bot.reading.towns import read_town

        return read_town
    if field == "mobility":
        from bot.reading.mobility import read_mobility

        return read_mobility
    readers: dict[str, Callable[[str, bool], Reading]] = {
        "last_name": lambda text, asked: read_names(text, "last_name"),
        "first_name": lambda text, asked: read_names(text, "first_name"),
        "availability": lambda text, asked: read_availability(text, today, asked),
        "email": read_email,
        "phone": read_phone,
    }
    return readers[field]


def read_message(text: str, asked: str | None, today: date) -> dict[str, Reading]:
    """Reads all that a message says.

    Args:
        text: what the candidate wrote.
        asked: the field that was asked, if any.
        today: the day of the message.

    Returns:
        Readings by field: the asked one whenever the text answers it, others only when they are sure. The reading of a
        name holds whatever names were said ({"last_name", "first_name"}), under the asked name or the first said.
    """
    readings: dict[str, Reading] = {}
    text = _SPACES.sub(" ", text[:_MOST_CHARACTERS])
    rest = _without_contacts(text)
    if asked is not None:
        reading = _read_asked(asked, text, rest, today)
        if reading.answers:
            readings[asked] = reading
    is_answered = asked in readings and readings[asked].status in {Status.VALUE, Status.AMBIGUOUS}
    for field in CONTACTS:
        if field != asked:
            _keep_sure(readings, field, _reader(field, today)(text, False))
    if looks_like_question(rest) and not is_answered:
        return readings
    if not {"last_name", "first_name"} & {asked}:
        _keep_names(readings, rest)
    for field in ("town", "mobility", "availability"):
        if field == asked:
            continue
        clause = clause_of(field, rest)
        if clause is not None:
            _keep_sure(readings, field, _read_clause(field, clause, today))
    if not readings and asked != "town" and rest.strip():
        _keep_sure(readings, "town", _reader("town", today)(rest, False))
    return readings


def _read_asked(asked: str, text: str, rest: str, today: date) -> Reading:
    if asked in CONTACTS:
        return read_field(asked, text, today)
    if not re.search(r"\w", rest):
        return NOTHING
    rest = _put_right(asked, rest)
    parts = clauses(rest)
    if len(parts) > 1:
        settled = settle(asked, rest, lambda part: _reader(asked, today)(part, True), today)
        if settled is not None:
            return settled
        narrowed = clause_of(asked, rest) if asked not in NAMES else None
        reading = read_field(asked, narrowed or without_other_fields(asked, rest), today)
        if reading.status in {Status.VALUE, Status.AMBIGUOUS}:
            return reading
    return read_field(asked, rest, today)


def _read_clause(field: str, clause: str, today: date) -> Reading:
    """Reads a clause whose own words announce the field: what it then says is sure."""
    reading = _reader(field, today)(clause, field != "mobility")
    is_plain = reading.sure or (field == "town" and reading.status in {Status.VALUE, Status.AMBIGUOUS})
    return reading if is_plain and not looks_like_question(clause) else NOTHING


def _keep_sure(readings: dict[str, Reading], field: str, reading: Reading) -> None:
    if reading.status in {Status.VALUE, Status.AMBIGUOUS} and (reading.sure or field == "town"):
        readings[field] = reading


def _keep_names(readings: dict[str, Reading], text: str) -> None:
    if not any(speaks_of(name, text) for name in NAMES):
        return
    reading = read_names(text, "last_name")
    if reading.status is Status.VALUE and reading.sure:
        readings["last_name" if "last_name" in reading.value else "first_name"] = reading


def _without_contacts(text: str) -> str:
    """Returns a text without its e-mail addresses and telephone numbers, which other readers would stumble over."""
    return _NUMBER.sub(" , ", _ADDRESS.sub(" , ", text))
