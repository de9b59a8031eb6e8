"""Grave acts: what each is done on, and what is done instead. The one place that decides it.

| act | done on | else |
| agreement, confirmation, erasure | a plain yes in words of agreement (`bot.nlu.agreement`), nothing beside it that contradicts | asked again |
| opening the erasure | a sure order | the answer about erasing, which offers the order as a button |
| a request for a person, calling it off | a sure wish | one question with a yes and a no |
"""

from dataclasses import replace

from bot.reading.message import Message
from bot.reading.turn import ABOUT_ERASURE, CALL_OFF_HUMAN, ERASURE, ERASURE_QUESTION, HUMAN, REMOVE_FIELD, Turn

_ASKED_FIRST = frozenset({HUMAN, CALL_OFF_HUMAN})
_INSTEAD = {ERASURE: ABOUT_ERASURE}
GRAVE = frozenset({*_ASKED_FIRST, *_INSTEAD})
_CONTRADICTS_YES = frozenset({ERASURE, REMOVE_FIELD, CALL_OFF_HUMAN})  # « oui efface » confirms no registration


def evident(message: Message, *wishes: str) -> str | None:
    """Returns the first of these wishes that the message, or a part of it that asks, surely is; None for none."""
    heard = (message.heard.understood, *message.heard.asking)
    return next((one.topic for one in heard if one.is_sure and one.topic in wishes), None)


def contradicts_yes(message: Message) -> bool:
    """Returns whether the message surely wants what a yes to the pending question cannot mean."""
    return message.pending != ERASURE_QUESTION and evident(message, *_CONTRADICTS_YES) is not None


def on_evidence(turn: Turn, message: Message) -> Turn:
    """Returns the turn without the grave acts that the message does not surely want."""
    unsure = {wish for wish in (turn.intent, *turn.questions) if wish in GRAVE and not evident(message, wish)}
    if not unsure or turn.value is not None:  # an erasure that names fields asks which are meant
        return turn
    questions = tuple(_INSTEAD.get(wish, wish) for wish in turn.questions if wish not in unsure - {*_INSTEAD})
    if turn.intent not in unsure:
        return replace(turn, questions=questions)
    intent = _INSTEAD.get(turn.intent, turn.intent)
    return replace(turn, intent=intent, questions=questions, doubtful=intent in _ASKED_FIRST)
