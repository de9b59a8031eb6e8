"""Grave acts: what each is done on, and what is done instead. The one place that decides it.

| act | done on | else |
| agreement, confirmation, erasure | a plain yes in words of agreement (`bot.understanding.nlu.agreement`), nothing beside it that contradicts | asked again |
| opening the erasure | a sure order of a person who agreed | the answer about erasing, which says how and offers the order |
| taking out a known field | a sure wish that names it alone | one question with a yes and a no |
| overwriting a known field, where nothing waits | a sure correction, or a sure wish to correct | one question with a yes and a no |
| a request for a person, calling it off | a sure wish | one question with a yes and a no |
"""

from dataclasses import replace

from bot.understanding.reading.acts import Act
from bot.understanding.reading.message import Message
from bot.understanding.reading.spans import Label
from bot.understanding.reading.turn import (
    ABOUT_ERASURE,
    CALL_OFF_HUMAN,
    CHANGE_FIELD,
    ERASURE,
    ERASURE_QUESTION,
    HUMAN,
    REMOVE_FIELD,
    STOP_REMINDER,
    Turn,
)
from bot.understanding.reading.understood import NOT_UNDERSTOOD

_ASKED_FIRST = frozenset({HUMAN, CALL_OFF_HUMAN})
_INSTEAD = {ERASURE: ABOUT_ERASURE, STOP_REMINDER: NOT_UNDERSTOOD}
GRAVE = frozenset({*_ASKED_FIRST, *_INSTEAD})
# « oui efface » confirms no registration, « allez salut » erases nothing.
_CONTRADICTS_YES = frozenset({ERASURE, REMOVE_FIELD, CALL_OFF_HUMAN})
_BESIDE_NO_YES = frozenset({"goodbye", "deny", "stop_pause", "complain_process", "insult", "dont_understand"})
SURE_WISH = 0.90  # from which a grave wish is taken at its word; « n'annulez surtout pas » reaches 0.85
SURE_CHANGE = (
    0.97  # from which a known field is overwritten: « dans mon roman, elle quitte Lens pour Marseille » reaches 0.91
)
_LEAST = {STOP_REMINDER: 0.65}  # which takes nothing from anybody


def evident(message: Message, *wishes: str) -> str | None:
    """Returns the first of these wishes that the message, or a part of it that asks, surely is; None for none."""
    heard = (message.heard.understood, *message.heard.asking)
    found = [one.topic for one in heard if one.topic in wishes and one.confidence >= _LEAST.get(one.topic, SURE_WISH)]
    if message.is_question:  # « comment annuler ma demande ? », « faut-il enlever mon téléphone ? »
        found = [topic for topic in found if topic not in {CALL_OFF_HUMAN, REMOVE_FIELD}]
    return next(iter(found), None)


def surely_corrects(message: Message) -> bool:
    """Returns whether the message surely changes what is known of its author, rather than tells of it."""
    wants = {"ask_change_my_data", CHANGE_FIELD}
    return message.heard.acts[Act.CORRECT] >= SURE_CHANGE or evident(message, *wants) is not None


def contradicts_yes(message: Message) -> bool:
    """Returns whether the message surely wants what a yes to the pending question cannot mean."""
    understood = message.heard.understood
    return message.pending != ERASURE_QUESTION and understood.is_sure and understood.topic in _CONTRADICTS_YES


def weakens_yes(message: Message) -> bool:
    """Returns whether a yes stands beside something else, such as a goodbye; at the erasure a question or the value of a field too."""
    understood = message.heard.understood
    is_else = understood.is_sure and understood.topic in _BESIDE_NO_YES
    if message.pending == ERASURE_QUESTION:  # « oui merci Lyon », « tout effacer est vraiment définitif ? »
        return is_else or message.is_question or any(s.label != Label.FIELD_NAME for s in message.heard.spans)
    return is_else and not message.heard.agrees_apart


def _may(wish: str, message: Message) -> bool:
    """Returns whether a wish may be done: it is evident, and there is something to erase."""
    return evident(message, wish) is not None and (wish != ERASURE or bool(message.slots.get("consent")))


def on_evidence(turn: Turn, message: Message) -> Turn:
    """Returns the turn without the grave acts that the message does not surely want."""
    unsure = {wish for wish in (turn.intent, *turn.questions) if wish in GRAVE and not _may(wish, message)}
    if not unsure or turn.value is not None:  # an erasure that names fields asks which are meant
        return turn
    questions = tuple(_INSTEAD.get(wish, wish) for wish in turn.questions if wish not in unsure - {*_INSTEAD})
    if turn.intent not in unsure:
        return replace(turn, questions=questions)
    intent = _INSTEAD.get(turn.intent, turn.intent)
    return replace(turn, intent=intent, questions=questions, doubtful=intent in _ASKED_FIRST)
