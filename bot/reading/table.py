"""The table: what a message comes to, by the kind of the question that waits and by what the message does.

`take` is the way in, `_TABLE` at the end the way through.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.directives import follow, sentence_turn
from bot.reading.acts import HEARD, Act, Kind, hear, kind_of
from bot.reading.message import GIVEN, Message
from bot.reading.notes import which_note
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.spans import Label
from bot.reading.text import fold

from bot.reading.turn import (  # isort: skip
    BESIDE_AN_ANSWER, CHANGE_FIELD, CORRECTION, ERASURE, FOREIGN_LANGUAGE, FRENCH, NO_OFFER, NOTE_WISHES,
    NOTHING_SAID, REMOVE_FIELD, RESUME, SKIP, YES_OFFER, Heard, Turn,
)  # fmt: skip
from bot.reading.understood import DISTRESS_CONFIDENCE, NOT_UNDERSTOOD, SURE_CONFIDENCE

SAID_BESIDE = 0.75  # from which a yes or a no counts beside a question: a question alone agrees to nothing, nor refuses
PERHAPS = 0.20  # probability of a wish from which distress is not passed over
SURE_YES = 0.90  # from which an agreement or an erasure is taken at its word; below it is asked about
_FOUND = frozenset({Status.VALUE, Status.AMBIGUOUS, Status.INVALID})
_YES_NO = (Act.YES, Act.NO)
_OF_FIELDS = frozenset({REMOVE_FIELD, CHANGE_FIELD, ERASURE, "ask_change_my_data"})


def _wish(message: Message) -> Turn | None:
    """Returns the turn of a wish about an answer or a field, where the message gives no value, if it is one."""
    topic = message.heard.understood.topic
    wanted = [topic, *message.topics()] if message.acts & {Act.ASK, Act.CORRECT} else []
    if message.pending == "notes_reviewed" and Act.CORRECT in message.acts and topic not in BESIDE_AN_ANSWER:
        wanted += [name for name, _ in message.heard.understood.ranking if name in NOTE_WISHES][:1]
    name = next((name for name in wanted if name in {*NOTE_WISHES, CHANGE_FIELD}), None)
    if name == CHANGE_FIELD:
        field = next(iter(message.named_fields()), None)
        if message.pending == "confirmation":
            return message.turn(value=field) if field else None
        return message.turn(intent=CHANGE_FIELD if field else "ask_change_my_data", value=field)
    if name is None:
        return None
    note = which_note([span.text for span in message.heard.spans if span.label == Label.NOTE])
    if note is None and (name == "withdraw_note" or message.pending == "notes_reviewed") and "comment" not in name:
        return message.turn(intent="ask_change_my_data")
    return message.turn(intent=name, value=note)


def _taken_out(message: Message, turn: Turn) -> Turn | None:
    """Returns the turn of a message that has fields taken out, as if declined; in doubt, an erasure that names them."""
    acts, pending, topic = message.acts, message.pending, message.heard.understood.topic
    wants = topic in {REMOVE_FIELD, ERASURE} and bool(acts & {Act.ASK, Act.CORRECT, Act.DECLINE})
    of_all = pending == "erasure" and Act.CORRECT in acts  # of all that is asked about, a part
    if not (wants or of_all) or (kind_of(pending) is Kind.FREE and Act.ANSWER in acts):
        return None  # what is taken out in an answer is taken out in a story
    named, given = message.named_fields(), {n: read for n, read in turn.readings.items() if read.status in GIVEN}
    if any(given[name].value != message.slots.get(name) for name in named if name in given):
        return None  # a new value
    if not named:
        return message.turn(intent=REMOVE_FIELD) if topic == REMOVE_FIELD and not turn.readings else None
    readings = given | dict.fromkeys(named, Reading(Status.DECLINED))
    if not message.slots.get("consent"):
        return message.turn(intent=REMOVE_FIELD, readings=readings)
    if topic == ERASURE:
        return message.turn(intent=ERASURE, value=",".join(named))
    is_asked = pending == "confirmation" or kind_of(pending) is Kind.FIELD
    questions = tuple(topic for topic in turn.questions if topic not in _OF_FIELDS)
    return message.turn(intent=None if is_asked else CORRECTION, readings=readings, questions=questions)


def _react(message: Message) -> Turn:
    """Returns the turn of a message that asks or wants something else and answers nothing."""
    topics = message.topics()
    if message.pending == "erasure" and not message.heard.understood.is_sure:
        return message.turn(intent=ERASURE)  # what is asked there is about it, unless it is surely something else
    if not topics:
        return message.turn(intent=NOT_UNDERSTOOD)
    first = next((topic for topic in topics if topic in BESIDE_AN_ANSWER), topics[0])
    return message.turn(intent=first, questions=tuple(topic for topic in topics if topic != first))


def _take_yes_no(message: Message) -> Turn:
    """A yes, a no, a correction, something else; in doubt it is neither yes nor no."""
    if Act.ASK in message.acts:
        message = replace(message, acts=message.acts - {a for a in _YES_NO if message.heard.acts[a] < SAID_BESIDE})
    acts, kind = message.acts, kind_of(message.pending)
    corrects = Act.CORRECT in acts or (message.pending == "confirmation" and Act.NO in acts)
    readings = message.given(corrects=corrects) if corrects or Act.ANSWER in acts else {}
    if corrects and readings and message.slots.get("consent"):
        intent = None if message.pending == "confirmation" else CORRECTION
        return message.turn(intent=intent, readings=readings, questions=message.topics())
    if message.pending == "confirmation" and Act.CORRECT in acts:
        if respelled := message.respelled():
            return message.turn(readings=respelled, questions=message.topics())
        return message.turn(value=False, questions=message.topics())
    if Act.YES in acts:
        against = max(message.heard.acts[act] for act in (Act.NO, Act.CORRECT, Act.UNCLEAR))
        sure = kind is not Kind.STRICT or (message.heard.acts[Act.YES] >= SURE_YES and against < PERHAPS)
        return message.turn(value=sure or None, doubtful=not sure, questions=message.topics(), readings=readings)
    if Act.NO in acts:
        return message.turn(value=False, questions=message.topics())
    if message.pending == "confirmation" and readings:
        return message.turn(readings=readings, questions=message.topics())
    if Act.ASK in acts and message.topics():
        return replace(_react(message), readings=readings)
    return message.turn(value=None, readings=readings)


def _take_field(message: Message) -> Turn:
    """A value, a refusal, not knowing, a correction of another field, something else."""
    acts, name = message.acts, str(message.pending)
    readings: dict[str, Reading] = {}
    if acts & {Act.ANSWER, Act.CORRECT}:
        readings = message.given()
    gives = message.gives_asked or (Act.CORRECT in acts and not readings)
    asked = message.asked() if gives or acts & {Act.UNKNOWN, Act.CORRECT} else NOTHING
    if asked.status is Status.INVALID and message.topics():
        asked = NOTHING  # words of the question, rather than an answer
    if asked.answers and (gives or (Act.UNKNOWN in acts and asked.status is Status.UNKNOWN)):
        readings = {name: asked, **readings}
    elif Act.DECLINE in acts:
        readings = {name: Reading(Status.DECLINED), **readings}
    elif Act.UNKNOWN in acts:
        readings = {name: Reading(Status.UNKNOWN), **readings}
    if readings or not message.topics():
        return message.turn(readings=readings, questions=message.topics())
    return _react(message)


def _take_free(message: Message) -> Turn:
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


def _take_nothing(message: Message) -> Turn:
    """Fields given unasked, a correction, a question, a wish."""
    changes = message.heard.understood.topic in {"ask_change_my_data", CHANGE_FIELD}
    gives = changes or message.acts & {Act.ANSWER, Act.CORRECT}
    readings = message.given(corrects=bool(message.slots.get("consent"))) if gives else {}
    if readings and message.slots.get("consent"):
        return message.turn(intent=CORRECTION, readings=readings, questions=message.topics())
    topic, topics = message.heard.understood.topic, message.topics()
    if readings and topic == NOT_UNDERSTOOD:
        return message.turn(intent="start_registration", readings=readings)
    if "start_registration" in topics:
        others = tuple(other for other in topics if other != "start_registration")
        return message.turn(intent="start_registration", readings=readings, questions=others)
    return replace(_react(message), readings=readings) if topics else message.turn(intent=topic, readings=readings)


def _take_offer(message: Message) -> Turn:
    """A yes or a no to what was offered last, where that may be answered so; anything else as where nothing waits."""
    directives: Mapping[str, str] = message.slots.get("choices") or {}
    answer = YES_OFFER if Act.YES in message.acts else NO_OFFER if Act.NO in message.acts else None
    if answer is None:
        return _take_nothing(message)
    return follow(directives[answer], message.slots) if answer in directives else message.turn(intent="deny")


_TABLE: dict[Kind, Callable[[Message], Turn]] = {
    Kind.STRICT: _take_yes_no,
    Kind.YES_NO: _take_yes_no,
    Kind.FIELD: _take_field,
    Kind.FREE: _take_free,
    Kind.OFFER: _take_offer,
    Kind.NOTHING: _take_nothing,
}


def _is_distress(message: Message) -> bool:
    """Returns whether a person is in distress, by the topic of what they say of themselves."""
    ranking = dict(message.heard.understood.ranking)
    chances = [ranking.get("distress", 0.0)]
    chances += [dict(part.ranking).get("distress", 0.0) for part in message.heard.asking]
    if Act.ASK in message.acts or kind_of(message.pending) not in {Kind.FREE, Kind.FIELD}:
        return max(chances) >= DISTRESS_CONFIDENCE
    # A story of somebody else's trouble is an answer: it must look like a wish of one's own as well.
    return max(chances) >= SURE_CONFIDENCE and message.heard.acts[Act.ASK] >= PERHAPS


def _acts(heard: Heard, pending: str | None) -> frozenset[Act]:
    """Returns the acts that count; where none is heard, one that is surely about something asks."""
    acts = hear(heard.acts, pending)
    is_guess = max(heard.acts[act] for act in acts) < HEARD
    return frozenset({Act.ASK}) if is_guess and heard.understood.is_sure else acts


def take(heard: Heard, pending: str | None, slots: Mapping[str, Any], today: date) -> Turn:
    """Decides how a message is taken.

    Args:
        heard: what the models heard.
        pending: the question that waits, if any.
        slots: what is known already, by slot.
        today: the day the message was received, Europe/Paris.
    """
    if (turn := sentence_turn(heard.text, pending, slots)) is not None:
        return turn
    message = Message(heard, pending, slots, today, _acts(heard, pending))
    if not fold(heard.text) and not any(character.isalpha() for character in heard.text):
        return _without_words(message)
    if _is_distress(message):
        return message.turn(intent="distress")
    turn = _TABLE[kind_of(pending)](message)
    if (without := _taken_out(message, turn)) is not None:
        turn = without
    elif slots.get("consent") and not turn.readings and (wish := _wish(message)) is not None:
        turn = wish
    if heard.language != FRENCH and not _is_understood(turn):
        return message.turn(intent=FOREIGN_LANGUAGE, value=heard.language)
    if turn.intent == "start_registration" and kind_of(pending) is Kind.FIELD:
        return replace(turn, intent=RESUME)
    if turn.intent == "start_registration" and slots.get("confirmed"):
        return replace(turn, intent="ask_status")
    return turn


def _without_words(message: Message) -> Turn:
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
    return turn.intent in {"ask_human", ERASURE, "ask_access_my_data"}
