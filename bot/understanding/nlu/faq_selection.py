"""Selection of FAQ answers for a message."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.nlu.training_data import NOT_ANSWERED
from bot.understanding.reading.directives import LEAVE_REMARK
from bot.understanding.reading.interpretation import CALL_OFF_HUMAN, ERASURE, HUMAN, Interpretation, NluResult
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, Ranking, TopicRanking

ASKED = "ask_answer"  # what is asked when no topic told it, but an answer fits
SOURCE_OF = "ask_source"  # where an answer comes from
ASK_WHO_READ, ASK_STATUS = "ask_who_read", "ask_status"  # of one's own file: actions tell it
# Answers that an action tells as they are for who asks.
_SERVED_BY_ACTION = {
    "candidature/vu": ASK_WHO_READ,
    "candidature/suivi": ASK_STATUS,
    "assistant/enregistre": ASK_STATUS,
}
ASKED_AS = "ask_as"  # what is asked, by somebody who said whether they apply or recruit
MAX_ANSWERS = 2  # in one turn
MAX_ALTERNATIVES = 3  # that somebody is asked to choose from
OR = "|"  # between the ids of answers of which one is meant
TOPIC_PREFIX = "ask_"
CANDIDATE, EMPLOYER = "candidate", "structure"  # audiences of answers
# What actions do, whatever answer looks like it; below, a surer answer goes before.
_ACTION_INTENTS = frozenset({
    "ask_access_my_data", "ask_change_my_data", "ask_delete_my_data", "ask_human", "call_off_human", ASK_STATUS, "start_registration",
    "whether_required", LEAVE_REMARK,
})  # fmt: skip
# On their evidence, see `bot.understanding.reading.binding_intents`.
_BINDING = frozenset({ERASURE, HUMAN, CALL_OFF_HUMAN})
_OPEN_INTENTS = frozenset({NOT_UNDERSTOOD, "out_of_scope", "complain_process", "repeat_question", "dont_understand"})
_MIN_SURE = 0.5
_CLEAR_RATIO = 2.0  # times as likely as the next
_MIN_FIT = 0.2  # of an answer, where nothing else was understood
_MIN_ALTERNATIVE = 0.15  # probability of an answer that may be meant
_OTHER_AUDIENCE_WEIGHT = 0.2  # what the probability of an answer for others than who asks counts
_MIN_FIT_DESPITE_INTENT = 0.4  # of an answer, where something else seemed to be wanted


def audience_of_user(slots: Mapping[str, Any]) -> str | None:
    """Audience of the user: as stated, else candidate if registering, else None."""
    stated: str | None = slots.get("audience")
    return stated or (CANDIDATE if slots.get("requested_slot") or slots.get("consent") else None)


def reweight_for_audience(asker: str | None, ranking: Ranking, audiences: Mapping[str, str]) -> Ranking:
    """Ranking with the answers for the other audience weighted down."""
    if asker not in {CANDIDATE, EMPLOYER}:
        return ranking
    other = EMPLOYER if asker == CANDIDATE else CANDIDATE
    weighed = [
        (name, probability * (_OTHER_AUDIENCE_WEIGHT if audiences.get(name) == other else 1.0))
        for name, probability in ranking
    ]
    factor = sum(probability for _, probability in ranking) / sum(probability for _, probability in weighed)
    return tuple(sorted(((name, probability * factor) for name, probability in weighed), key=lambda one: -one[1]))


def only_answers(ranking: Ranking) -> Ranking:
    """The answers in a ranking of answers and intents. Their ids are "topic/aspect"."""
    return tuple((name, probability) for name, probability in ranking if "/" in name)


def select_answer(ranking: Ranking) -> str | None:
    """Id of the answer, or up to three ids joined by `OR` if ambiguous. None if no answer fits."""
    answers = only_answers(ranking)
    if not answers or (ranking[0] != answers[0] and ranking[0][1] >= _MIN_SURE):
        return None
    first, probability = answers[0]
    following = answers[1][1] if len(answers) > 1 else 0.0
    if probability >= _MIN_SURE or probability >= _CLEAR_RATIO * following:
        return first
    alternatives = [name for name, probability in answers if probability >= _MIN_ALTERNATIVE][:MAX_ALTERNATIVES]
    return OR.join(alternatives) if len(alternatives) > 1 else first


def may_be_answered(topic: str) -> bool:
    """Whether an FAQ answer may serve a topic, or be confused with it."""
    return topic.startswith(TOPIC_PREFIX) or topic in NOT_ANSWERED


def _is_topic(name: str | None) -> bool:
    return name is not None and name.startswith(TOPIC_PREFIX) and name not in _ACTION_INTENTS


def may_get_answers(turn: Interpretation) -> bool:
    """Whether to look for FAQ answers: something is asked, wanted, or not understood."""
    return not turn.is_answer or bool(turn.side_questions)


def with_answers(turn: Interpretation, nlu: NluResult) -> Interpretation:
    """Add the FAQ answers to an interpretation."""
    answered = _with_answers(turn, nlu)
    action = _SERVED_BY_ACTION.get(answered.answers[0]) if len(answered.answers) == 1 else None
    return replace(answered, intent=action) if action and not answered.is_answer else answered


def _with_answers(turn: Interpretation, nlu: NluResult) -> Interpretation:
    sources = nlu.question_parts or (nlu.understood,)
    # What is said in passing, and may be a question all the same.
    open_questions = {one.wanted for one in sources if one.wanted in _OPEN_INTENTS and _fitting(one, _MIN_FIT)}
    passing = open_questions & {*turn.side_questions}
    if passing or _is_topic(turn.intent) or any(map(_is_topic, turn.side_questions)):
        asking = [one for one in sources if _is_topic(one.wanted) or one.wanted in passing]
        # What else seemed to be wanted would be said in the place of the answer.
        intent = ASKED if turn.intent in _OPEN_INTENTS else turn.intent
        questions = tuple(topic for topic in turn.side_questions if topic not in passing)
        return replace(turn, answers=_answers_to(asking, nlu.understood), intent=intent, side_questions=questions)
    if _may_be_question(turn, nlu.text) and (fitting := _fitting(nlu.understood, _min_fit(turn, nlu.understood))):
        return replace(turn, intent=ASKED, answers=(fitting,))
    return turn


def _answers_to(asking: Sequence[TopicRanking], whole: TopicRanking) -> tuple[str, ...]:
    """The surest answers to the parts that ask, in the order in which they ask.

    Args:
        whole: topics of the whole message, which may tell more of a question than the part that asks it.
    """
    ranked = sorted([*asking, whole], key=_confidence, reverse=True)
    others = [one for one in ranked[1:] if len(asking) > 1 and _confidence(one) >= _MIN_FIT]
    chosen = [answer for one in [*ranked[:1], *others] if (answer := select_answer(one.answers)) is not None]
    likeliest = [name for name, _ in only_answers(whole.answers)[:1]]
    surest = list(dict.fromkeys(chosen or likeliest))[:MAX_ANSWERS]
    asked = [name for one in asking for name, _ in only_answers(one.answers)[:1]]
    return tuple(sorted(surest, key=lambda name: asked.index(name) if name in asked else -1))


def _may_be_question(turn: Interpretation, text: str) -> bool:
    """Whether a message without a topic and without a value may ask something all the same."""
    if turn.value is not None or turn.words or turn.resolutions or turn.intent not in _OPEN_INTENTS | _ACTION_INTENTS:
        return False
    if turn.intent == LEAVE_REMARK and "?" not in text:
        return False
    return turn.intent not in _BINDING or turn.needs_confirmation


def _min_fit(turn: Interpretation, understood: TopicRanking) -> float:
    """Minimum probability of an answer: « mes données » is a wish, « comment les voir ? » a question."""
    minimum = _MIN_FIT if turn.intent in _OPEN_INTENTS else _MIN_FIT_DESPITE_INTENT
    if turn.intent in _ACTION_INTENTS:
        return max(minimum, _CLEAR_RATIO * dict(understood.answers).get(str(turn.intent), 0.0))
    return minimum


def _confidence(topics: TopicRanking) -> float:
    return next((probability for _, probability in only_answers(topics.answers)), 0.0)


def _fitting(topics: TopicRanking, minimum: float) -> str | None:
    """The answer to a message without a topic, if one is likely enough."""
    best = only_answers(topics.answers[:1])
    return next((name for name, probability in best if probability >= minimum), None)


def by_audience(answer: str, audiences: Mapping[str, str]) -> dict[str, str]:
    """Answers for candidates and for employers, if the two likeliest differ by audience.

    Args:
        answer: as `select_answer` gives it.
        audiences: by answer id.

    Returns:
        The answer (one id, or several joined by `OR`) by audience; empty if it makes no difference.
    """
    ids = answer.split(OR)
    if {audiences[name] for name in ids[:2]} != {CANDIDATE, EMPLOYER}:
        return {}
    return {
        one: OR.join(name for name in ids if audiences[name] != other)
        for one, other in ((CANDIDATE, EMPLOYER), (EMPLOYER, CANDIDATE))
    }
