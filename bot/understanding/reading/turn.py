"""How a message is taken: what the models hear of it, and what comes of that for the policy and the actions.

Nobody reads the text again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.reading.acts import CHANGE, KINDS, OFFER, Kind, kind_of
from bot.understanding.reading.result import Reading
from bot.understanding.reading.spans import Span
from bot.understanding.reading.understood import NOT_UNDERSTOOD, Understood

TURN_KEY = "turn"  # of a parsed message
NOTHING_SAID = "nothing_said"
CORRECTION = "correction"
FOREIGN_LANGUAGE, FRENCH = "foreign_language", "fr"
RESUME, SKIP, START_INTERVIEW = "resume", "skip", "start_interview"
# Keys among the choices: what a yes or a no to the offer stands for.
YES_OFFER, NO_OFFER = "__yes__", "__no__"
NONE_OF_THEM = "none_of_them"
# Wishes that are served behind an answer in the same message.
BESIDE_AN_ANSWER = frozenset({
    "ask_human", "stop_pause", "ask_delete_my_data", "ask_access_my_data", "ask_change_my_data", "resume_code",
    "complain_process", "ask_technical_problem", "out_of_scope", "call_off_human",
})  # fmt: skip
# Wishes about an answer to a scenario, and about a field without its new value.
NOTE_WISHES = (
    "amend_note", "withdraw_note", "strike_passage", "contest_passage", "comment_note", "withdraw_comment",
)  # fmt: skip
ERASING = frozenset({"withdraw_note", "strike_passage", "withdraw_comment"})  # words that cannot be had back
WRITING = frozenset({"amend_note", "comment_note", "leave_remark"})  # the words may stand behind the wish
UNSURE = "unsure_answer"  # the words may be an answer, or not
CHANGE_FIELD, REMOVE_FIELD, ERASURE = "change_field", "remove_field", "ask_delete_my_data"
NO_CHANGE = "no_change"
HUMAN, CALL_OFF_HUMAN = "ask_human", "call_off_human"
ERASURE_QUESTION, STOP_REMINDER = "erasure", "stop_reminder"
ABOUT_ERASURE = "ask_erasure"  # asked about it, not for it
TELL_TOPIC = "tell_topic"  # what a request for a person is about; without words it is passed
CHANGES = frozenset({CORRECTION, CHANGE_FIELD, NO_CHANGE})  # answers to what is to be corrected
ALL_NOTES = "all"


def wish_of(turn: "Turn") -> str | None:
    """Returns what an answer wants beside, that is no question of the FAQ: a human, a pause, one's data."""
    if not turn.is_answer:
        return None
    return next((topic for topic in turn.questions if topic in BESIDE_AN_ANSWER), None)


def pending_question(slots: Mapping[str, Any]) -> str | None:
    """Returns the name of the question that waits for an answer, if any.

    Args:
        slots: of the conversation.
    """
    pending = open_question(slots)
    choices = slots.get("choices") or {}
    if NO_OFFER in choices or (pending is None and YES_OFFER in choices):
        return OFFER  # an offer that may be refused is itself a question, the latest one
    if kind_of(pending) is not Kind.FREE and any(
        str(one).startswith(f"intent:{CHANGE_FIELD}=") for one in choices.values()
    ):
        return CHANGE
    return pending


def open_question(slots: Mapping[str, Any]) -> str | None:
    """Returns the name of the question that waits beneath what was offered last, if any."""
    pending = slots.get("awaiting") or slots.get("requested_slot")
    return pending if pending in KINDS else None


@dataclass(frozen=True)
class Heard:
    """What the models heard in a message.

    Attributes:
        text: as typed.
        acts: probability of each act by itself, given the question that waits.
        spans: words that name something, in order.
        understood: topics of the whole message.
        asking: what the parts that ask are about, in order; empty when the message is one part.
        language: that the text is written in, by its code of two letters.
        agrees_apart: the words before what it asks are an agreement by themselves (« Oui j'accepte. C'est payé combien ? »).
    """

    text: str
    acts: Mapping[str, float]
    spans: tuple[Span, ...] = ()
    understood: Understood = field(default_factory=Understood)
    asking: tuple[Understood, ...] = ()
    language: str = FRENCH
    agrees_apart: bool = False


@dataclass(frozen=True)
class Turn:
    """How a message is taken.

    Attributes:
        acts: what it does.
        intent: what to react to; None when the message answers the pending question.
        value: the answer to a yes-or-no question (True, False, None for neither), "skip" for a passed one, the words
            of a free one; the argument of a wish (which note, which field); the language of what is not French.
        readings: fields that the message gives, by name.
        questions: topics that an answer asks about as well ("Lyon, et c'est payé combien ?").
        doubtful: a yes was heard, or a wish in somebody's own words, not surely enough for what cannot be taken back.
        words: what a wish is about in the person's words: a quotation, a comment, a new answer.
        beneath: it answers the form's question rather than what was asked in between, which is over.
        before: fields among the readings that were written before the agreement.
        answers: ids of the answers of the FAQ to what is asked, as `bot.understanding.nlu.answers.choose` gives them.
    """

    acts: tuple[str, ...] = ()
    intent: str | None = None
    value: Any = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    doubtful: bool = False
    before: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: str | None = None
    beneath: bool = False

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> "Turn":
        """Returns the turn of a parsed message; a signal of a channel, which nobody typed, is its intent."""
        turn: Turn | None = message.get(TURN_KEY)
        return turn or cls(intent=(message.get("intent") or {}).get("name") or NOT_UNDERSTOOD)

    @property
    def is_answer(self) -> bool:
        """Whether the pending question has its answer (a right one or not)."""
        return self.intent is None
