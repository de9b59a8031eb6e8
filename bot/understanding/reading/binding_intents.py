"""Binding intents: the evidence that each requires, and the fallback without it.

The thresholds of a yes are in `dialogue_acts`.

| act | required evidence | otherwise |
|---|---|---|
| consent, confirmation, erasure | a plain yes in words of agreement (`bot.understanding.nlu.agreement`), uncontradicted; for erasure not in a negation | asked again |
| starting the erasure | a sure request, after consent | the FAQ answer about erasure, which offers the request |
| removing a known field | a sure intent that names only this field | a yes-or-no question |
| overwriting a known field, nothing pending | a sure correction, or a sure intent to correct | a yes-or-no question |
| requesting a handoff, cancelling it | a sure intent | a yes-or-no question |
"""

from dataclasses import replace

from bot.base.registration import NAMES
from bot.understanding.reading.dialogue_acts import Act
from bot.understanding.reading.interpretation import (
    ABOUT_ERASURE,
    CALL_OFF_HUMAN,
    CHANGE_FIELD,
    ERASURE,
    ERASURE_QUESTION,
    HUMAN,
    REMOVE_FIELD,
    STOP_REMINDER,
    Interpretation,
)
from bot.understanding.reading.message import MessageInContext
from bot.understanding.reading.spans import Label
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD

_NEEDS_CONFIRMATION = frozenset({HUMAN, CALL_OFF_HUMAN})
_FALLBACK = {ERASURE: ABOUT_ERASURE, STOP_REMINDER: NOT_UNDERSTOOD}
BINDING_INTENTS = frozenset({*_NEEDS_CONFIRMATION, *_FALLBACK})
# « oui efface » confirms no registration, « allez salut » erases nothing.
_CONTRADICTS_YES = frozenset({ERASURE, REMOVE_FIELD, CALL_OFF_HUMAN})
_WEAKENS_YES = frozenset({"goodbye", "deny", "stop_pause", "complain_process", "insult", "dont_understand"})
MIN_SURE_INTENT = 0.90  # « n'annulez surtout pas » reaches 0.85
MIN_SURE_CHANGE = 0.97  # « dans mon roman, elle quitte Lens pour Marseille » reaches 0.91
_MIN_PROBABILITY = {STOP_REMINDER: 0.65}  # harmless


def sure_intent(message: MessageInContext, *wishes: str) -> str | None:
    """First of these intents that the message, or a part of it that asks, has for sure, or None without one."""
    candidates = (message.nlu.understood, *message.nlu.question_parts)
    topics = [
        one.topic
        for one in candidates
        if one.topic in wishes and one.confidence >= _MIN_PROBABILITY.get(one.topic, MIN_SURE_INTENT)
    ]
    if message.is_question:  # « comment annuler ma demande ? », « faut-il enlever mon téléphone ? »
        topics = [topic for topic in topics if topic not in {CALL_OFF_HUMAN, REMOVE_FIELD}]
    return next(iter(topics), None)


def surely_corrects(message: MessageInContext) -> bool:
    """Whether the message surely corrects a known field instead of merely mentioning one."""
    wants = {"ask_change_my_data", CHANGE_FIELD}
    return message.nlu.acts[Act.CORRECT] >= MIN_SURE_CHANGE or sure_intent(message, *wants) is not None


def contradicts_yes(message: MessageInContext) -> bool:
    """Whether the message surely wants something that a yes to the pending question cannot mean."""
    understood = message.nlu.understood
    return message.pending != ERASURE_QUESTION and understood.is_sure and understood.topic in _CONTRADICTS_YES


def weakens_yes(message: MessageInContext) -> bool:
    """Whether a yes comes with something else, such as a goodbye or, for erasure, a question or a field value."""
    understood = message.nlu.understood
    is_else = understood.is_sure and understood.topic in _WEAKENS_YES
    if message.pending == ERASURE_QUESTION:  # « oui merci Lyon », « tout effacer est vraiment définitif ? »
        return (
            is_else
            or understood.intent == "deny"
            or message.is_question
            or message.nlu.is_negated
            or any(span.label not in {Label.FIELD_NAME, *NAMES} for span in message.nlu.spans)  # a name may sign it
        )
    return is_else and not message.nlu.agrees_apart


def _is_allowed(wish: str, message: MessageInContext) -> bool:
    """Whether the intent is evident and, for erasure, there is anything to erase."""
    return sure_intent(message, wish) is not None and (wish != ERASURE or bool(message.slots.get("consent")))


def require_evidence(turn: Interpretation, message: MessageInContext) -> Interpretation:
    """Replace binding intents that lack evidence by their fallback."""
    unsure = {
        wish
        for wish in (turn.intent, *turn.side_questions)
        if wish in BINDING_INTENTS and not _is_allowed(wish, message)
    }
    if not unsure:
        return turn
    questions = tuple(_FALLBACK.get(wish, wish) for wish in turn.side_questions if wish not in unsure - {*_FALLBACK})
    if turn.intent not in unsure or turn.value is not None:  # an erasure that names fields asks which ones
        return replace(turn, side_questions=questions)
    intent = _FALLBACK.get(turn.intent, turn.intent)
    return replace(turn, intent=intent, side_questions=questions, needs_confirmation=intent in _NEEDS_CONFIRMATION)
