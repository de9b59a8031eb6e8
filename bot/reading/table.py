"""The table: what a message comes to, by the kind of the question that waits and by what the message does.

`take` is the way in, `_TABLE` at the end the way through.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.reading.acts import Act, Kind, hear, kind_of
from bot.reading.choices import follow
from bot.reading.fields import FIELDS, resolve
from bot.reading.language import FRENCH, guess_language
from bot.reading.notes import which_field, which_note
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.spans import Label, Role, Span
from bot.reading.text import fold
from bot.reading.turn import (
    CHANGE_FIELD,
    CORRECTION,
    FOREIGN_LANGUAGE,
    NO_OFFER,
    NOTE_WISHES,
    NOTHING_SAID,
    RESUME,
    SKIP,
    YES_OFFER,
    Heard,
    Turn,
)
from bot.reading.understood import DISTRESS_CONFIDENCE, NOT_UNDERSTOOD, SURE_CONFIDENCE

_LONGEST_NUMBER = 3  # digits
YES_BESIDE = 0.75  # from which a yes counts beside a question: a question alone agrees to nothing
PERHAPS = 0.20  # probability of a wish from which distress is not passed over
SURE_YES = 0.90  # from which an agreement or an erasure is taken at its word; below it is asked about
_LONGEST_BARE_ANSWER = 25  # words of a message that is taken as the field's value whole
_FOUND = frozenset({Status.VALUE, Status.AMBIGUOUS, Status.INVALID})


@dataclass(frozen=True)
class _Message:
    """A message in its context, and what is asked of it by the rows of the table.

    Attributes:
        heard: what the models heard.
        pending: the question that waits, if any.
        slots: what is known already.
        today: the day of the message.
        acts: the acts that count.
    """

    heard: Heard
    pending: str | None
    slots: Mapping[str, Any]
    today: date
    acts: frozenset[Act]

    def reading_of(self, name: str, spans: Sequence[Span] | None = None) -> Reading:
        return resolve(name, self.heard.spans if spans is None else spans, self.today, self.slots)

    def asked(self) -> Reading:
        """Returns what the message says of the field that was asked; a short one without a span says it whole."""
        name = str(self.pending)
        if name == "town" and (meant := self._among_offered()).status is Status.VALUE:
            return meant
        main, *_ = FIELDS[name].labels
        reading = self.reading_of(name, _as_asked(self.heard.spans, name))
        text = self.heard.text
        if reading.status is Status.NONE and self.is_about(name) and len(text.split()) <= _LONGEST_BARE_ANSWER:
            if name == "mobility" and text.strip().isdigit():
                main = Label.DISTANCE  # kilometres, rather than a département
            reading = self.reading_of(name, [Span(main, text, 0, len(text))])
        return reading

    def is_about(self, name: str) -> bool:
        """Returns whether the message gives nothing of another field, so that its words may be of the asked one."""
        others = [span for span in self.heard.spans if span.role == Role.OWN and span.label not in FIELDS[name].labels]
        return Act.CORRECT not in self.acts and (not others or self.is_a_number)

    @property
    def is_a_number(self) -> bool:
        """Whether the message is a small number, which says nothing of a field that was not asked."""
        return self.heard.text.strip().isdigit() and len(self.heard.text.strip()) <= _LONGEST_NUMBER

    def _among_offered(self) -> Reading:
        """Returns which of the towns of one name that were offered is meant, by what says where it is ("celui du 27")."""
        offered = self.slots.get("town_candidates") or ()
        spans = self.heard.spans
        if not offered or any(span.label == Label.TOWN and span.role == Role.OWN for span in spans):
            return NOTHING
        text = self.heard.text
        areas = [replace(span, label=Label.AREA) for span in spans if span.label in {Label.AREA, Label.ZONE}]
        named = Span(Label.TOWN, offered[0]["commune"])
        return self.reading_of("town", [named, *(areas or [Span(Label.AREA, text, 0, len(text))])])

    def given(self, *, corrects: bool = False) -> dict[str, Reading]:
        """Returns the fields other than the asked one that the message gives; what is known only if it corrects."""
        found = {name: self.reading_of(name) for name in FIELDS if name != self.pending and not self.is_a_number}
        if not corrects and Act.CORRECT not in self.acts:
            found = {name: reading for name, reading in found.items() if self.slots.get(name) is None}
        if self.pending == "town" and "town" not in found:
            found.pop("mobility", None)  # a town may have been taken for a place of work
        return {name: reading for name, reading in found.items() if reading.status in {Status.VALUE, Status.AMBIGUOUS}}

    def topics(self) -> tuple[str, ...]:
        """Returns what the message asks about or wants beside an answer, best first."""
        if Act.ASK not in self.acts:
            return ()
        wanted = [part.wanted for part in self.heard.asking] or [self.heard.understood.wanted]
        return tuple(dict.fromkeys(topic for topic in wanted if topic != NOT_UNDERSTOOD))

    def turn(self, **changes: Any) -> Turn:
        return Turn(acts=tuple(sorted(self.acts)), **changes)


def _as_asked(spans: Sequence[Span], name: str) -> list[Span]:
    """Returns the spans as the asked question would have them: a place is a town where the town is asked."""
    if name == "town" and not any(span.label in FIELDS["town"].labels for span in spans):
        return [replace(span, label=Label.TOWN) if span.label == Label.ZONE else span for span in spans]
    if name == "mobility" and not any(span.label in FIELDS["mobility"].labels for span in spans):
        return [replace(span, label=Label.ZONE) if span.label in FIELDS["town"].labels else span for span in spans]
    return list(spans)


def _wish(message: _Message) -> Turn | None:
    """Returns the turn of a wish about an answer or a field, where the message gives no value, if it is one."""
    topic = message.heard.understood.topic
    wanted = [topic, *message.topics()] if message.acts & {Act.ASK, Act.CORRECT} else []
    if message.pending == "notes_reviewed" and Act.CORRECT in message.acts:
        wanted += [name for name, _ in message.heard.understood.ranking if name in NOTE_WISHES][:1]
    name = next((name for name in wanted if name in {*NOTE_WISHES, CHANGE_FIELD}), None)
    if name == CHANGE_FIELD:
        named = [which_field(span.text) for span in message.heard.spans if span.label == Label.FIELD_NAME]
        field = next(filter(None, named), None)
        if message.pending == "confirmation":
            return message.turn(value=field) if field else None
        return message.turn(intent=CHANGE_FIELD if field else "ask_change_my_data", value=field)
    if name is None:
        return None
    note = which_note([span.text for span in message.heard.spans if span.label == Label.NOTE])
    if note is None and (name == "withdraw_note" or message.pending == "notes_reviewed") and "comment" not in name:
        return message.turn(intent="ask_change_my_data")
    return message.turn(intent=name, value=note)


def _react(message: _Message) -> Turn:
    """Returns the turn of a message that asks or wants something else and answers nothing."""
    topics = message.topics()
    if not topics:
        return message.turn(intent=NOT_UNDERSTOOD)
    return message.turn(intent=topics[0], questions=topics[1:])


def _take_yes_no(message: _Message) -> Turn:
    """A yes, a no, a correction, something else; in doubt it is neither yes nor no."""
    acts, kind = message.acts, kind_of(message.pending)
    corrects = Act.CORRECT in acts or (message.pending == "confirmation" and Act.NO in acts)
    readings = message.given(corrects=corrects) if corrects or Act.ANSWER in acts else {}
    if corrects and readings and message.pending != "consent":
        intent = None if message.pending == "confirmation" else CORRECTION
        return message.turn(intent=intent, readings=readings, questions=message.topics())
    if message.pending == "confirmation" and Act.CORRECT in acts:
        return message.turn(value=False, questions=message.topics())
    if Act.YES in acts and (Act.ASK not in acts or message.heard.acts[Act.YES] >= YES_BESIDE):
        surely = message.heard.acts[Act.YES] >= SURE_YES and message.heard.acts[Act.UNCLEAR] < PERHAPS
        sure = kind is not Kind.STRICT or surely
        value = True if sure else None
        return message.turn(value=value, doubtful=not sure, questions=message.topics(), readings=readings)
    if Act.NO in acts:
        return message.turn(value=False, questions=message.topics())
    if message.pending == "confirmation" and readings:
        return message.turn(readings=readings, questions=message.topics())
    if Act.ASK in acts and message.topics():
        return replace(_react(message), readings=readings)
    return message.turn(value=None, readings=readings)


def _take_field(message: _Message) -> Turn:
    """A value, a refusal, not knowing, a correction of another field, something else."""
    acts, name = message.acts, str(message.pending)
    readings: dict[str, Reading] = {}
    if acts & {Act.ANSWER, Act.CORRECT}:
        readings = message.given()
    asked = message.asked() if acts & {Act.ANSWER, Act.UNKNOWN, Act.CORRECT} else NOTHING
    if asked.answers and (Act.ANSWER in acts or (Act.UNKNOWN in acts and asked.status is Status.UNKNOWN)):
        readings = {name: asked, **readings}
    elif Act.DECLINE in acts:
        readings = {name: Reading(Status.DECLINED), **readings}
    elif Act.UNKNOWN in acts:
        readings = {name: Reading(Status.UNKNOWN), **readings}
    if readings or not message.topics():
        return message.turn(readings=readings, questions=message.topics())
    return _react(message)


def _take_free(message: _Message) -> Turn:
    """The words themselves, unless they pass the question or want something else."""
    acts = message.acts
    if Act.ANSWER in acts:
        return message.turn(value=message.heard.text, questions=message.topics())
    if Act.CORRECT in acts and (readings := message.given()):
        return message.turn(intent=CORRECTION, readings=readings)
    if Act.SKIP in acts:
        return message.turn(value=SKIP, questions=message.topics())
    if acts & {Act.ASK, Act.CORRECT} and message.topics():
        return _react(message)
    # What is said to an open question is kept rather than lost.
    return message.turn(value=message.heard.text)


def _take_nothing(message: _Message) -> Turn:
    """Fields given unasked, a correction, a question, a wish."""
    changes = message.heard.understood.topic in {"ask_change_my_data", CHANGE_FIELD}
    gives = changes or message.acts & {Act.ANSWER, Act.CORRECT}
    readings = message.given(corrects=bool(message.slots.get("consent"))) if gives else {}
    if readings and message.slots.get("consent"):
        return message.turn(intent=CORRECTION, readings=readings, questions=message.topics())
    if message.topics():
        return replace(_react(message), readings=readings)
    topic = message.heard.understood.topic
    if readings and topic == NOT_UNDERSTOOD:
        return message.turn(intent="start_registration", readings=readings)
    return message.turn(intent=topic, readings=readings)


def _take_offer(message: _Message) -> Turn:
    """A yes or a no to what was offered last, where that may be answered so; anything else as where nothing waits."""
    directives: Mapping[str, str] = message.slots.get("choices") or {}
    answer = YES_OFFER if Act.YES in message.acts else NO_OFFER if Act.NO in message.acts else None
    if answer is None:
        return _take_nothing(message)
    return follow(directives[answer], message.slots) if answer in directives else message.turn(intent="deny")


_TABLE: dict[Kind, Callable[[_Message], Turn]] = {
    Kind.STRICT: _take_yes_no,
    Kind.YES_NO: _take_yes_no,
    Kind.FIELD: _take_field,
    Kind.FREE: _take_free,
    Kind.OFFER: _take_offer,
    Kind.NOTHING: _take_nothing,
}


def _is_distress(message: _Message) -> bool:
    """Returns whether a person is in distress, by the topic of what they say of themselves."""
    ranking = dict(message.heard.understood.ranking)
    chances = [ranking.get("distress", 0.0)]
    chances += [dict(part.ranking).get("distress", 0.0) for part in message.heard.asking]
    if Act.ASK in message.acts or kind_of(message.pending) not in {Kind.FREE, Kind.FIELD}:
        return max(chances) >= DISTRESS_CONFIDENCE
    # A story of somebody else's trouble is an answer: it must look like a wish of one's own as well.
    return max(chances) >= SURE_CONFIDENCE and message.heard.acts[Act.ASK] >= PERHAPS


def take(heard: Heard, pending: str | None, slots: Mapping[str, Any], today: date) -> Turn:
    """Decides how a message is taken.

    Args:
        heard: what the models heard.
        pending: the question that waits, if any.
        slots: what is known already, by slot.
        today: the day the message was received, Europe/Paris.
    """
    message = _Message(heard, pending, slots, today, hear(heard.acts, pending))
    if not fold(heard.text) and not any(character.isalpha() for character in heard.text):
        return _without_words(message)
    if _is_distress(message):
        return message.turn(intent="distress")
    turn = _TABLE[kind_of(pending)](message)
    if slots.get("consent") and not turn.readings and (wish := _wish(message)) is not None:
        turn = wish
    language = guess_language(heard.text)
    if language != FRENCH and not _is_understood(turn):
        return message.turn(intent=FOREIGN_LANGUAGE, value=language)
    if turn.intent == "start_registration" and kind_of(pending) is Kind.FIELD:
        return replace(turn, intent=RESUME)
    if turn.intent == "start_registration" and slots.get("confirmed"):
        return replace(turn, intent="ask_status")
    return turn


def _without_words(message: _Message) -> Turn:
    """Returns the turn of a message without a word: an emoji may be all that somebody wants to say."""
    if not message.heard.text.strip():
        return message.turn(intent=NOTHING_SAID)
    if set(message.heard.text) <= set("? \n"):
        return message.turn(intent="dont_understand")
    turn = _TABLE[kind_of(message.pending)](message)
    is_taken = turn.value is not None or turn.readings or kind_of(message.pending) in {Kind.STRICT, Kind.YES_NO}
    return turn if is_taken else message.turn(intent=NOTHING_SAID)


def _is_understood(turn: Turn) -> bool:
    """Returns whether a message in another language was understood all the same: a yes, a value, a wish."""
    if turn.is_answer and not isinstance(turn.value, str):
        return turn.value is not None or any(reading.status in _FOUND for reading in turn.readings.values())
    return turn.intent in {"ask_human", "ask_delete_my_data", "ask_access_my_data"}
