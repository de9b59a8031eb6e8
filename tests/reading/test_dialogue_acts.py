"""Which acts count, of what the model thinks likely."""

import pytest

from bot.base.registration import FIELDS
from bot.understanding.reading.dialogue_acts import (
    ACT_THRESHOLD,
    ALLOWED,
    KINDS,
    Act,
    QuestionKind,
    kind_of,
    select_acts,
)

LIKELY, UNLIKELY = 0.9, 0.3


def heard(pending, **chances):
    return {str(act) for act in select_acts({act: chances.get(act, 0.0) for act in Act}, pending)}


@pytest.mark.parametrize(("pending", "kind"), [
    ("consent", QuestionKind.STRICT), ("erasure", QuestionKind.STRICT), ("confirmation", QuestionKind.YES_NO), ("interview_ready", QuestionKind.YES_NO),
    ("notes_reviewed", QuestionKind.YES_NO), ("scenario", QuestionKind.FREE), ("followup", QuestionKind.FREE), ("amendment", QuestionKind.FREE),
    ("comment", QuestionKind.FREE), ("offer", QuestionKind.OFFER), ("change", QuestionKind.CHANGE), ("null", QuestionKind.NOTHING), (None, QuestionKind.NOTHING),
    *((name, QuestionKind.FIELD) for name in FIELDS),
])  # fmt: skip
def test_a_question_has_its_kind(pending, kind):
    assert kind_of(pending) is kind


def test_every_kind_allows_acts_that_any_message_may_do():
    assert set(ALLOWED) == set(QuestionKind) == set(KINDS.values())
    for allowed in ALLOWED.values():
        assert {Act.ANSWER, Act.CORRECT, Act.ASK, Act.UNCLEAR} <= allowed


@pytest.mark.parametrize("pending", ["consent", "town", "scenario", "offer", None])
@pytest.mark.parametrize("act", ["answer", "correct", "ask", "unclear"])
def test_a_likely_act_is_heard(pending, act):
    assert heard(pending, **{act: LIKELY}) == {act}


@pytest.mark.parametrize(("chance", "acts"), [(ACT_THRESHOLD, {"ask", "yes"}), (ACT_THRESHOLD - 0.01, {"yes"})])
def test_an_act_counts_from_one_half(chance, acts):
    assert heard("consent", yes=LIKELY, ask=chance) == acts


@pytest.mark.parametrize(("pending", "act", "instead"), [
    ("town", "yes", "answer"), ("town", "no", "answer"), ("town", "skip", "answer"), ("scenario", "yes", "answer"),
    ("scenario", "decline", "answer"), ("consent", "decline", "unclear"), ("offer", "unknown", "answer"),
    (None, "yes", "ask"), (None, "no", "ask"), (None, "decline", "ask"),
])  # fmt: skip
def test_an_act_that_the_question_does_not_allow_is_not_heard(pending, act, instead):
    assert heard(pending, **{act: LIKELY, instead: UNLIKELY}) == {instead}


@pytest.mark.parametrize(("pending", "one", "other"), [
    ("consent", "yes", "no"), ("confirmation", "yes", "no"), ("offer", "yes", "no"), ("scenario", "answer", "skip"),
])  # fmt: skip
def test_of_two_contrary_acts_the_likelier_is_heard(pending, one, other):
    assert heard(pending, **{one: 0.8, other: 0.7}) == {one}
    assert heard(pending, **{one: 0.7, other: 0.8}) == {other}


@pytest.mark.parametrize(("pending", "acts"), [
    ("confirmation", {"yes", "correct"}), ("consent", {"yes", "ask"}), ("town", {"answer", "ask", "correct"}),
    ("email", {"answer", "decline"}), ("town", {"answer", "unknown"}), ("scenario", {"answer", "ask"}),
])  # fmt: skip
def test_a_message_does_several_things(pending, acts):
    assert heard(pending, **dict.fromkeys(acts, LIKELY)) == acts


def test_nothing_is_unclear_beside_something_that_is_not():
    assert heard("town", unclear=0.95, answer=0.6) == {"answer"}
    assert heard("town", unclear=0.95, answer=0.4) == {"unclear"}


def test_what_changes_something_is_never_heard_on_a_guess():
    assert heard("consent", no=0.45, ask=0.1) == {"unclear"}
    assert heard("email", decline=0.45, unclear=0.1) == {"unclear"}
    assert heard("email", answer=0.45, unclear=0.1) == {"answer"}


@pytest.mark.parametrize("pending", [*KINDS, None])
def test_one_act_is_heard_at_least_the_likeliest(pending):
    assert heard(pending, ask=0.2, unclear=0.1) == {"ask"}
    assert len(heard(pending)) == 1
