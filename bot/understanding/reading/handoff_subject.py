"""Interpretation of a message while the subject of a handoff is pending."""

from typing import TYPE_CHECKING

from bot.understanding.reading.dialogue_acts import Act, QuestionKind, kind_of, select_acts
from bot.understanding.reading.fields import FIELD_LABELS
from bot.understanding.reading.interpretation import ERASURE, TELL_TOPIC, Interpretation, NluResult
from bot.understanding.reading.resolution import Status
from bot.understanding.reading.topic_ranking import COURTESIES

if TYPE_CHECKING:
    from bot.understanding.reading.message import MessageInContext

MAX_FIELD_ANSWER_WORDS = 6  # of a message that may answer the form instead
MAX_SKIP_WORDS = 4  # of a yes, a no or thanks without a subject
_RESOLVED = frozenset({Status.VALUE, Status.AMBIGUOUS})
_NO_SUBJECT = COURTESIES | {"affirm", "deny", "ask_human", "resume"}
# Never a subject if sure: rights, and in a few words navigation. A whole sentence about waiting or about a code
# is a subject.
_RIGHTS = frozenset({ERASURE, "ask_access_my_data", "withdraw_note", "withdraw_comment", "ask_who_read"})
_NAVIGATION = frozenset({
    "stop_pause", "stop_reminder", "resume_code", "repeat_question", "dont_understand", "start_interview", "insult",
})  # fmt: skip


def interpret_subject(message: "MessageInContext") -> Interpretation:
    """The words are the subject of the handoff, unless they are a yes, a no, thanks, a skip or a clear intent."""
    understood = message.nlu.understood
    number = len(message.nlu.text.split())
    is_short = number <= MAX_SKIP_WORDS
    # « c'est pour ma fille qui veut s'inscrire » is a subject.
    comes = is_short and not message.slots.get("consent")
    rather = (
        _RIGHTS
        | (_NAVIGATION if number <= MAX_FIELD_ANSWER_WORDS else set())
        | ({"start_registration"} if comes else set())
    )
    if understood.is_sure and understood.topic in rather:
        return message.interpretation(intent=understood.topic)
    passes = Act.SKIP in message.acts or (is_short and understood.intent in _NO_SUBJECT)
    return message.interpretation(intent=TELL_TOPIC, words=None if passes else message.nlu.text)


def answers_underlying_question(turn: Interpretation, nlu: NluResult, asked: str) -> bool:
    """Whether a message answers the form's question rather than giving the subject of a handoff.

    Args:
        turn: interpretation at the form's question.
        nlu: NLU result at that question.
        asked: name of that question.
    """
    if not turn.is_answer or len(nlu.text.split()) > MAX_FIELD_ANSWER_WORDS:
        return False
    if kind_of(asked) is QuestionKind.YES_NO:
        return isinstance(turn.value, bool) or bool(turn.resolutions)
    labels = {label for name in turn.resolutions for label in FIELD_LABELS[name]}
    is_named = any(span.label in labels for span in nlu.spans)
    is_known = any(reading.status in _RESOLVED for reading in turn.resolutions.values())
    return is_named and is_known and Act.ASK not in select_acts(nlu.acts, asked)
