"""Selection of FAQ answers for a message."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.understanding.nlu.training_data import NOT_ANSWERED
from bot.understanding.reading.turn import CALL_OFF_HUMAN, ERASURE, HUMAN, Heard, Turn
from bot.understanding.reading.understood import NOT_UNDERSTOOD, Ranking, Understood

ASKED = "ask_answer"  # what is asked when no topic told it, but an answer fits
SOURCE_OF = "ask_source"  # where an answer comes from
ASK_WHO_READ, ASK_STATUS = "ask_who_read", "ask_status"  # of one's own file: actions tell it
# Answers that an action tells as they are for who asks.
_TOLD_BY_ACTION = {"candidature/vu": ASK_WHO_READ, "candidature/suivi": ASK_STATUS}
ASKED_AS = "ask_as"  # what is asked, by somebody who said whether they apply or recruit
MOST_ANSWERS = 2  # in one turn
MOST_MEANT = 3  # that somebody is asked to choose from
OR = "|"  # between the ids of answers of which one is meant
TOPIC = "ask_"
CANDIDATE, EMPLOYER = "candidate", "structure"  # audiences of answers
# What actions do, whatever answer looks like it; below, a surer answer goes before.
_WISHES = frozenset({
    "ask_access_my_data", "ask_change_my_data", "ask_delete_my_data", "ask_human", "call_off_human", ASK_STATUS, "start_registration",
})  # fmt: skip
_DECIDED = frozenset(
    {ERASURE, HUMAN, CALL_OFF_HUMAN}
)  # on their evidence, see `bot.understanding.reading.binding_intents`
_OPEN = frozenset({NOT_UNDERSTOOD, "out_of_scope", "complain_process", "repeat_question", "dont_understand"})
_SURE = 0.5
_CLEARLY = 2.0  # times as likely as the next
_FITS = 0.2  # of an answer, where nothing else was understood
_NEAR = 0.15  # probability of an answer that may be meant
_OF_OTHERS = 0.2  # what the probability of an answer for others than who asks counts
_SURE_DESPITE = 0.4  # of an answer, where something else seemed to be wanted


def asker_in(slots: Mapping[str, Any]) -> str | None:
    """Audience of the user: as stated, else candidate if registering, else None."""
    said: str | None = slots.get("audience")
    return said or (CANDIDATE if slots.get("requested_slot") or slots.get("consent") else None)


def as_asked_by(asker: str | None, ranking: Ranking, audiences: Mapping[str, str]) -> Ranking:
    """Ranking with the answers for the other audience weighted down."""
    if asker not in {CANDIDATE, EMPLOYER}:
        return ranking
    other = EMPLOYER if asker == CANDIDATE else CANDIDATE
    weighed = [(name, chance * (_OF_OTHERS if audiences.get(name) == other else 1.0)) for name, chance in ranking]
    whole = sum(chance for _, chance in ranking) / sum(chance for _, chance in weighed)
    return tuple(sorted(((name, chance * whole) for name, chance in weighed), key=lambda one: -one[1]))


def answers_in(ranking: Ranking) -> Ranking:
    """The answers in a ranking of answers and intents. Their ids are "topic/aspect"."""
    return tuple((name, chance) for name, chance in ranking if "/" in name)


def choose(ranking: Ranking) -> str | None:
    """Id of the answer, or up to three ids joined by `OR` if ambiguous. None if no answer fits."""
    answers = answers_in(ranking)
    if not answers or (ranking[0] != answers[0] and ranking[0][1] >= _SURE):
        return None
    first, chance = answers[0]
    following = answers[1][1] if len(answers) > 1 else 0.0
    if chance >= _SURE or chance >= _CLEARLY * following:
        return first
    meant = [name for name, chance in answers if chance >= _NEAR][:MOST_MEANT]
    return OR.join(meant) if len(meant) > 1 else first


def may_be_answered(topic: str) -> bool:
    """Whether an FAQ answer may serve a topic, or be confused with it."""
    return topic.startswith(TOPIC) or topic in NOT_ANSWERED


def _is_topic(name: str | None) -> bool:
    return name is not None and name.startswith(TOPIC) and name not in _WISHES


def may_get_answers(turn: Turn) -> bool:
    """Whether to look for FAQ answers: something is asked, wanted, or not understood."""
    return not turn.is_answer or bool(turn.questions)


def with_answers(turn: Turn, heard: Heard) -> Turn:
    """Add the FAQ answers to an interpretation."""
    told = _with_answers(turn, heard)
    action = _TOLD_BY_ACTION.get(told.answers[0]) if len(told.answers) == 1 else None
    return replace(told, intent=action) if action and not told.is_answer else told


def _with_answers(turn: Turn, heard: Heard) -> Turn:
    sources = heard.asking or (heard.understood,)
    # What is said in passing, and may be a question all the same.
    passing = {one.wanted for one in sources if one.wanted in _OPEN and _fitting(one, _FITS)} & {*turn.questions}
    if passing or _is_topic(turn.intent) or any(map(_is_topic, turn.questions)):
        asking = [one for one in sources if _is_topic(one.wanted) or one.wanted in passing]
        # The whole message may tell more of a question than the part that asks it; surest first.
        told = sorted([*asking, heard.understood], key=_confidence, reverse=True)
        others = [one for one in told[1:] if len(asking) > 1 and _confidence(one) >= _FITS]
        found = (choose(one.answers) for one in [*told[:1], *others])
        chosen = [answer for answer in found if answer is not None]
        likeliest = [name for name, _ in answers_in(heard.understood.answers)[:1]]
        surest = list(dict.fromkeys(chosen or likeliest))[:MOST_ANSWERS]
        asked = [
            name for one in asking for name, _ in answers_in(one.answers)[:1]
        ]  # told in the order in which it was asked
        answers = tuple(sorted(surest, key=lambda name: asked.index(name) if name in asked else -1))
        # What else seemed to be wanted would be said in the place of the answer.
        intent = ASKED if turn.intent in _OPEN else turn.intent
        return replace(
            turn, answers=answers, intent=intent, questions=tuple(q for q in turn.questions if q not in passing)
        )
    least = _FITS if turn.intent in _OPEN else _SURE_DESPITE
    takes_none = turn.value is None and not turn.readings
    if turn.intent in _WISHES:  # « mes données » is a wish, « comment les voir ? » a question
        least = max(least, _CLEARLY * dict(heard.understood.answers).get(str(turn.intent), 0.0))
    may_be_asked = turn.intent in _OPEN | _WISHES and (turn.intent not in _DECIDED or turn.doubtful)
    if may_be_asked and takes_none and (fitting := _fitting(heard.understood, least)):
        return replace(turn, intent=ASKED, answers=(fitting,))
    return turn


def _confidence(understood: Understood) -> float:
    return next((chance for _, chance in answers_in(understood.answers)), 0.0)


def _fitting(understood: Understood, least: float) -> str | None:
    """The answer to a message without a topic, if one is likely enough."""
    best = answers_in(understood.answers[:1])
    return next((name for name, chance in best if chance >= least), None)


def by_audience(answer: str, audiences: Mapping[str, str]) -> dict[str, str]:
    """Answers for candidates and for employers, if the two likeliest differ by audience.

    Args:
        answer: as `choose` gives it.
        audiences: by answer id.

    Returns:
        The answer (one id, or several joined by `OR`) by audience; empty if it makes no difference.
    """
    meant = answer.split(OR)
    if {audiences[name] for name in meant[:2]} != {CANDIDATE, EMPLOYER}:
        return {}
    return {
        one: OR.join(name for name in meant if audiences[name] != other)
        for one, other in ((CANDIDATE, EMPLOYER), (EMPLOYER, CANDIDATE))
    }
