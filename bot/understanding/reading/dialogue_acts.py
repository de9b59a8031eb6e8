"""Dialogue acts, the kinds of questions, and the acts that each kind allows."""

from collections.abc import Mapping
from enum import StrEnum

from bot.base.registration import FIELDS


class Act(StrEnum):
    """What a message does. A message may perform several acts."""

    YES = "yes"
    NO = "no"
    ANSWER = "answer"  # gives what was asked
    DECLINE = "decline"  # does not want to say
    UNKNOWN = "unknown"  # does not know yet
    SKIP = "skip"  # passes an open question
    CORRECT = "correct"  # changes something given earlier
    ASK = "ask"  # asks or wants something else
    UNCLEAR = "unclear"


class QuestionKind(StrEnum):
    """How a question is answered."""

    STRICT = "strict"  # yes or no, never guessed
    YES_NO = "yes_no"
    FIELD = "field"
    FREE = "free"  # in one's own words
    OFFER = "offer"  # yes or no to an offer, or anything else
    CHANGE = "change"  # a field that is to be corrected, or its new value
    TOPIC = "topic"  # in one's own words, once; anything else goes on
    NOTHING = "nothing"  # nothing was asked


NO_QUESTION = "null"
OFFER, CHANGE = "offer", "change"
TOPIC = "topic"  # what a request for a person is about
KINDS: dict[str, QuestionKind] = {
    "consent": QuestionKind.STRICT,
    "erasure": QuestionKind.STRICT,
    "confirmation": QuestionKind.YES_NO,
    "interview_ready": QuestionKind.YES_NO,
    "notes_reviewed": QuestionKind.YES_NO,
    **dict.fromkeys(FIELDS, QuestionKind.FIELD),
    "scenario": QuestionKind.FREE,
    "followup": QuestionKind.FREE,
    "amendment": QuestionKind.FREE,
    "comment": QuestionKind.FREE,
    TOPIC: QuestionKind.TOPIC,
    OFFER: QuestionKind.OFFER,
    CHANGE: QuestionKind.CHANGE,
    NO_QUESTION: QuestionKind.NOTHING,
}
_ANYWHERE = frozenset({Act.ANSWER, Act.CORRECT, Act.ASK, Act.UNCLEAR})
ALLOWED: dict[QuestionKind, frozenset[Act]] = {
    QuestionKind.STRICT: _ANYWHERE | {Act.YES, Act.NO},
    QuestionKind.YES_NO: _ANYWHERE | {Act.YES, Act.NO},
    QuestionKind.FIELD: _ANYWHERE | {Act.DECLINE, Act.UNKNOWN},
    QuestionKind.FREE: _ANYWHERE | {Act.SKIP},
    QuestionKind.TOPIC: _ANYWHERE | {Act.SKIP},
    QuestionKind.OFFER: _ANYWHERE | {Act.YES, Act.NO},
    QuestionKind.CHANGE: _ANYWHERE | {Act.YES, Act.NO},
    QuestionKind.NOTHING: _ANYWHERE,
}
ACT_THRESHOLD = 0.5  # probability from which an act counts
MIN_BINDING_YES = 0.80  # from which an agreement or an erasure is taken at its word; below it is asked about
UNCLEAR_BELOW = 0.2  # below which not even an answer or a wish does that is the likeliest
# Of these two only the likelier is heard; nothing is unclear beside something that is not.
_EXCLUSIVE = ((Act.YES, Act.NO), (Act.ANSWER, Act.SKIP))


def kind_of(pending: str | None) -> QuestionKind:
    """The kind of a pending question. None means that nothing was asked."""
    return KINDS[pending or NO_QUESTION]


def select_acts(probabilities: Mapping[str, float], pending: str | None) -> frozenset[Act]:
    """The acts of a message that count, at least one.

    Args:
        probabilities: of each act, independent of the others.
    """
    likely = {act: probabilities[act] for act in ALLOWED[kind_of(pending)]}
    heard = {act for act, probability in likely.items() if probability >= ACT_THRESHOLD}
    for one, other in _EXCLUSIVE:
        if {one, other} <= heard:
            heard.discard(min(one, other, key=lambda act: likely[act]))
    if len(heard) > 1:
        heard.discard(Act.UNCLEAR)
    best = max(likely, key=lambda act: likely[act])
    is_harmless = best in {Act.ANSWER, Act.ASK} and likely[best] >= UNCLEAR_BELOW
    return frozenset(heard or {best if is_harmless else Act.UNCLEAR})
