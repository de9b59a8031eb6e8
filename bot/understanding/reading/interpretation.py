"""The NLU result of a message and its interpretation, the input of policy and actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.reading.dialogue_acts import CHANGE, KINDS, OFFER, QuestionKind, kind_of
from bot.understanding.reading.resolution import Resolution
from bot.understanding.reading.spans import Span
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, TopicRanking

INTERPRETATION_KEY = "turn"  # in a parsed message
NOTHING_SAID = "nothing_said"
CORRECTION = "correction"
FOREIGN_LANGUAGE, FRENCH = "foreign_language", "fr"
RESUME, SKIP, START_INTERVIEW = "resume", "skip", "start_interview"
# Keys of the choices: directives of a yes and a no to the offer.
YES_OFFER, NO_OFFER = "__yes__", "__no__"
NONE_OF_THEM = "none_of_them"
# Intents that are served after an answer in the same message.
SERVED_AFTER_ANSWER = frozenset({
    "ask_human", "stop_pause", "ask_delete_my_data", "ask_access_my_data", "ask_change_my_data", "resume_code",
    "complain_process", "ask_technical_problem", "out_of_scope", "call_off_human", "leave_remark",
})  # fmt: skip
# Intents about an answer to a scenario.
NOTE_INTENTS = (
    "amend_note", "withdraw_note", "strike_passage", "contest_passage", "comment_note", "withdraw_comment",
)  # fmt: skip
ERASING = frozenset({"withdraw_note", "strike_passage", "withdraw_comment"})  # irreversible
WRITING = frozenset({"amend_note", "comment_note", "leave_remark"})  # their text may follow in the same message
UNSURE = "unsure_answer"  # the text may be an answer
CHANGE_FIELD, REMOVE_FIELD, ERASURE = "change_field", "remove_field", "ask_delete_my_data"
NO_CHANGE = "no_change"
HUMAN, CALL_OFF_HUMAN = "ask_human", "call_off_human"
ERASURE_QUESTION, STOP_REMINDER = "erasure", "stop_reminder"
ABOUT_ERASURE = "ask_erasure"  # a question about it, not a request
TELL_TOPIC = "tell_topic"  # subject of a handoff, skipped without words
CHANGES = frozenset({CORRECTION, CHANGE_FIELD, NO_CHANGE})  # answers to the question what to correct
ALL_NOTES = "all"


def secondary_intent(turn: "Interpretation") -> str | None:
    """Intent of the user besides an answer that the FAQ cannot serve: a person, a pause, one's data."""
    if not turn.is_answer:
        return None
    return next((topic for topic in turn.side_questions if topic in SERVED_AFTER_ANSWER), None)


def pending_question(slots: Mapping[str, Any]) -> str | None:
    """Name of the question that the next message may answer, an open offer included."""
    pending = underlying_question(slots)
    choices = slots.get("choices") or {}
    if NO_OFFER in choices or (pending is None and YES_OFFER in choices):
        return OFFER  # an offer that may be refused is itself the latest question
    if kind_of(pending) is not QuestionKind.FREE and any(
        str(one).startswith(f"intent:{CHANGE_FIELD}=") for one in choices.values()
    ):
        return CHANGE
    return pending


def underlying_question(slots: Mapping[str, Any]) -> str | None:
    """Name of the question under the last offer, if any."""
    pending = slots.get("awaiting") or slots.get("requested_slot")
    return pending if pending in KINDS else None


@dataclass(frozen=True)
class NluResult:
    """Output of all models for one message.

    Attributes:
        text: as typed.
        acts: independent probability of each act, given the pending question.
        spans: in text order.
        understood: topics of the whole message.
        question_parts: topics of the parts that ask, in order; empty for a message of one part.
        language: two-letter code.
        agrees_apart: the words before a question agree on their own (« Oui j'accepte. C'est payé combien ? »).
        is_negated: it holds a negation, and the words before that do not agree on their own, as they do in « oui, je ne
            veux plus figurer chez vous ». Only at a strict question.
        remark_words: start and end of each word, and the probability that it belongs to a remark.
    """

    text: str
    acts: Mapping[str, float]
    spans: tuple[Span, ...] = ()
    understood: TopicRanking = field(default_factory=TopicRanking)
    question_parts: tuple[TopicRanking, ...] = ()
    language: str = FRENCH
    agrees_apart: bool = False
    is_negated: bool = False
    remark_words: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True)
class Interpretation:
    """Interpretation of a message.

    Attributes:
        acts: that count.
        intent: to serve; None if the message answers the pending question.
        value: a yes-or-no answer (True, False, None for neither), "skip", or free text; for an intent its argument
            (note, field), or the language of a foreign message.
        resolutions: resolutions by field.
        side_questions: topics asked besides an answer ("Lyon, et c'est payé combien ?").
        needs_confirmation: the yes or the intent is too unsure to be binding.
        details: conditions and practical details that no field holds, verbatim.
        words: text of the intent: a quotation, a comment, a new answer.
        answers_underlying: answers the form's question; the question asked in between is closed.
        before_consent: names of the fields that were given before consent.
        answers: FAQ answer ids as chosen by `bot.understanding.nlu.faq_selection.select_answer`.
    """

    acts: tuple[str, ...] = ()
    intent: str | None = None
    value: Any = None
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    side_questions: tuple[str, ...] = ()
    needs_confirmation: bool = False
    before_consent: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    words: str | None = None
    answers_underlying: bool = False

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> "Interpretation":
        """Interpretation of a parsed message. A control message of a channel is its intent."""
        turn: Interpretation | None = message.get(INTERPRETATION_KEY)
        return turn or cls(intent=(message.get("intent") or {}).get("name") or NOT_UNDERSTOOD)

    @property
    def is_answer(self) -> bool:
        """Whether the message answers the pending question, validly or not."""
        return self.intent is None
