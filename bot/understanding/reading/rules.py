"""Decision rules that turn NLU output into one interpretation; those of each kind of question are in `question_rules`.

`interpret` is the only entry point. The order of its checks is the specification: directives, messages without words,
distress, the rule of the question kind, removed fields, edit intents, foreign language, redirections of registration
and interview.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.base.registration import FIELDS
from bot.base.registration import given as known
from bot.base.text import fold
from bot.understanding.reading.binding_intents import require_evidence
from bot.understanding.reading.dialogue_acts import ACT_THRESHOLD, OFFER, TOPIC, Act, QuestionKind, kind_of, select_acts
from bot.understanding.reading.directives import LEAVE_REMARK, interpret_sentence
from bot.understanding.reading.edit_intents import edit_intent, removal, with_later_edit
from bot.understanding.reading.interpretation import (
    ABOUT_ERASURE,
    CORRECTION,
    ERASURE,
    FOREIGN_LANGUAGE,
    FRENCH,
    NOTHING_SAID,
    REMOVE_FIELD,
    RESUME,
    TELL_TOPIC,
    UNSURE,
    Interpretation,
    NluResult,
)
from bot.understanding.reading.message import MessageInContext, relabel_bare_name
from bot.understanding.reading.question_rules import MIN_REMARK_WORDS, OUT_OF_SCOPE, RULES, UNLIKELY_BELOW, YES_NO
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.topic_ranking import MIN_DISTRESS_CONFIDENCE, NOT_UNDERSTOOD, TopicRanking

MIN_DISTRESS_IN_PART = 0.85  # from which one part is enough
MIN_DISTRESS_IN_SOME_PART = 0.3  # below it in all parts, the whole is none either
_ABOUT_ERASURE = frozenset(
    {ERASURE, ABOUT_ERASURE, REMOVE_FIELD, "dont_understand", "repeat_question", "whether_required"}
)
_RESOLVED = frozenset({Status.VALUE, Status.AMBIGUOUS, Status.INVALID})


def is_about_erasure(turn: Interpretation) -> bool:
    """Whether a message answers the erasure question or asks about it."""
    if turn.is_answer:
        return turn.needs_confirmation or isinstance(turn.value, bool)
    takes_out = any(
        reading.status is Status.DECLINED for reading in turn.resolutions.values()
    )  # « non, seulement le nom »
    return takes_out or turn.intent in _ABOUT_ERASURE


def is_without_effect(turn: Interpretation, nlu: NluResult, pending: str | None) -> bool:
    """Whether a message that left a question in between does nothing for the underlying question either."""
    if kind_of(pending) is QuestionKind.FREE and turn.is_answer:  # it takes any text
        return nlu.acts[Act.ANSWER] < ACT_THRESHOLD or len(nlu.text.split()) < MIN_REMARK_WORDS
    return turn.intent == NOT_UNDERSTOOD or (turn.is_answer and turn.value is None and not turn.resolutions)


def may_hold_details(turn: Interpretation, pending: str | None, slots: Mapping[str, Any]) -> bool:
    """Whether a message may also say what no field holds: it agrees, gives values, or was not understood as either."""
    if not slots.get("consent") and not (pending == "consent" and turn.value is True):
        return False
    if turn.intent == CORRECTION:
        return not turn.needs_confirmation
    return turn.is_answer and (kind_of(pending) is QuestionKind.FIELD or pending in {"consent", "confirmation"})


def may_be_remark(turn: Interpretation, nlu: NluResult, slots: Mapping[str, Any]) -> bool:
    """Whether details of a message that gives no value may be meant as a remark: it is wanted, or nothing else is."""
    if turn.intent not in {LEAVE_REMARK, NOT_UNDERSTOOD, OUT_OF_SCOPE} or turn.words is not None:
        return False
    return bool(slots.get("consent")) and (turn.intent == LEAVE_REMARK or "?" not in nlu.text)


def interpret_labelled(
    rest: Interpretation, readings: Mapping[str, Resolution], pending: str | None, slots: Mapping[str, Any]
) -> Interpretation:
    """Interpretation of a message with field labels.

    Args:
        rest: interpretation of the rest of the message.
        readings: resolutions of the labelled values.
    """
    asks = () if rest.is_answer or rest.intent in {None, NOTHING_SAID, NOT_UNDERSTOOD} else (rest.intent,)
    asks = tuple(topic for topic in (*asks, *rest.side_questions) if topic is not None and topic.startswith("ask_"))
    given = {**rest.resolutions, **readings}
    answers = pending in given or not slots.get("consent")
    corrects = not answers or any(known(slots, name) is not None for name in given if name != pending)
    acts = {act for act, does in ((Act.ANSWER, answers), (Act.CORRECT, corrects), (Act.ASK, bool(asks))) if does}
    intent = None
    if not slots.get("consent"):
        intent = None if pending == "consent" else "start_registration"
    elif slots.get("awaiting") or pending not in {*FIELDS, "confirmation"}:
        intent = CORRECTION
    value = rest.value if intent is None and isinstance(rest.value, bool) and pending == "consent" else None
    return Interpretation(
        acts=tuple(sorted(acts)), intent=intent, value=value, side_questions=asks,
        resolutions=given,
    )  # fmt: skip


def answers_offer(nlu: NluResult) -> bool:
    """Whether a message says yes or no to the last offer."""
    return bool(select_acts(nlu.acts, OFFER) & {Act.YES, Act.NO})


def _is_distress(message: MessageInContext) -> bool:
    """Distress by topic. Stricter inside answers: a story about another person's trouble is an answer."""
    whole, *parts = map(_distress_probability, (message.nlu.understood, *message.nlu.question_parts))
    if max(map(_distress_probability, message.nlu.understood.parts), default=1.0) < MIN_DISTRESS_IN_SOME_PART:
        whole = 0.0  # « Mon Dieu, il y a méprise ! Je n'aime plus conduire la nuit. »: no part says so
    # On its own, the context before a question may sound darker than it is.
    probabilities = [whole, *(probability for probability in parts if probability >= MIN_DISTRESS_IN_PART)]
    if Act.ASK in message.acts or kind_of(message.pending) not in {QuestionKind.FREE, QuestionKind.FIELD}:
        return max(probabilities) >= MIN_DISTRESS_CONFIDENCE
    # A story about another person's trouble is an answer: it must also look like a request.
    return max(probabilities) >= MIN_DISTRESS_CONFIDENCE and message.nlu.acts[Act.ASK] >= UNLIKELY_BELOW


def _distress_probability(topics: TopicRanking) -> float:
    return dict(topics.ranking).get("distress", 0.0)


def interpret(nlu: NluResult, pending: str | None, slots: Mapping[str, Any], today: date) -> Interpretation:
    """Interpret one message.

    Args:
        pending: name of the pending question.
        slots: before the message.
        today: day of arrival, Europe/Paris.
    """
    if (turn := interpret_sentence(nlu.text, pending, slots)) is not None:
        return turn
    nlu = relabel_bare_name(nlu, pending)
    acts = select_acts(nlu.acts, pending)
    is_fallback = max(nlu.acts[act] for act in acts) < ACT_THRESHOLD
    message = MessageInContext(nlu, pending, slots, today, acts, is_fallback)
    if Act.CORRECT in acts and message.is_question and not message.given_fields(corrects=True):
        # « je peux continuer sur mon téléphone ? » changes nothing
        message = replace(message, acts=acts - {Act.CORRECT} | {Act.ASK})
    if not fold(nlu.text) and not any(character.isalpha() for character in nlu.text):
        return _interpret_wordless(message)
    if _is_distress(message):
        return message.interpretation(intent="distress")
    turn = RULES[kind_of(pending)](message)
    if pending != TOPIC and (without := removal(message, turn)) is not None:
        turn = without
    elif slots.get("consent") and not turn.resolutions and turn.intent not in {UNSURE, TELL_TOPIC}:
        turn = with_later_edit(message, turn) or edit_intent(message) or turn
    if not (kind_of(pending) is QuestionKind.OFFER and message.acts & {*YES_NO}):  # the question is answered
        turn = require_evidence(turn, message)
    if nlu.language != FRENCH and not _is_understood(turn):
        return message.interpretation(intent=FOREIGN_LANGUAGE, value=nlu.language)
    if turn.intent == "start_registration" and kind_of(pending) is QuestionKind.FIELD:
        return replace(turn, intent=RESUME)
    if turn.intent == "start_registration" and slots.get("confirmed"):
        return replace(turn, intent="ask_status")
    if turn.intent == "start_interview" and not slots.get("confirmed"):  # registration comes first
        return replace(turn, intent=RESUME if slots.get("consent") else "start_registration", value=turn.intent)
    return turn


def _interpret_wordless(message: MessageInContext) -> Interpretation:
    """Only punctuation or emoji: question marks ask for an explanation, an emoji may be a yes."""
    if message.nlu.text.strip() and set(message.nlu.text) <= set("? \n"):
        return message.interpretation(intent="dont_understand")
    if message.nlu.text.isascii():
        return message.interpretation(intent=NOTHING_SAID)
    turn = RULES[kind_of(message.pending)](message)
    is_taken = (
        turn.value is not None
        or turn.resolutions
        or kind_of(message.pending) in {QuestionKind.STRICT, QuestionKind.YES_NO}
    )
    return turn if is_taken else message.interpretation(intent=NOTHING_SAID)


def _is_understood(turn: Interpretation) -> bool:
    """Whether a foreign-language message was understood anyway: a yes, a value or an intent."""
    if turn.is_answer and not isinstance(turn.value, str):
        return turn.value is not None or any(reading.status in _RESOLVED for reading in turn.resolutions.values())
    return turn.intent in {"ask_human", ERASURE, "ask_access_my_data", TELL_TOPIC}
