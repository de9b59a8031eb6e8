"""What is given before the agreement: joined at a yes, forgotten at a no, never anywhere but in memory."""

import time

import pytest

from bot.understanding.nlu import preconsent_memory
from bot.understanding.nlu.preconsent_memory import MAX_AGE_SECONDS, PreConsentMemory
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Resolution, Status

ASKING = {"requested_slot": "consent"}
AGREED = {"consent": True, "requested_slot": "last_name"}
LUCIE = {"first_name": Resolution(Status.VALUE, "Lucie")}
MARC = {"first_name": Resolution(Status.VALUE, "Marc")}
LYON = {"town": Resolution(Status.AMBIGUOUS, candidates=("Lyon", "Lyons"))}
YES, NO = Interpretation(acts=("yes",), value=True), Interpretation(acts=("no",), value=False)


class Clock:
    """Seconds that go on when told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def waiting(clock):
    made = PreConsentMemory(clock)
    yield made
    if made._timer is not None:
        made._timer.cancel()


def given(readings, intent="start_registration"):
    return Interpretation(acts=("answer",), intent=intent, resolutions=readings)


def at_yes(waiting, sender="lucie"):
    return dict(waiting.merge(sender, YES, ASKING).resolutions)


def test_what_is_given_before_the_agreement_is_not_in_the_turn(waiting):
    turn = waiting.merge("lucie", given(LUCIE), {})
    assert (dict(turn.resolutions), turn.before_consent) == ({}, ("first_name",))
    assert turn.intent == "start_registration"
    assert "Lucie" not in str(turn)


def test_it_is_joined_at_the_yes(waiting):
    waiting.merge("lucie", given(LUCIE), {})
    waiting.merge("lucie", given(LYON), ASKING)
    turn = waiting.merge("lucie", YES, ASKING)
    assert (dict(turn.resolutions), set(turn.before_consent), turn.value) == (
        LUCIE | LYON,
        {"first_name", "town"},
        True,
    )


def test_what_the_yes_itself_gives_goes_before_what_was_given_earlier(waiting):
    waiting.merge("lucie", given(MARC | LYON), {})
    turn = waiting.merge("lucie", Interpretation(acts=("yes", "answer"), value=True, resolutions=LUCIE), ASKING)
    assert dict(turn.resolutions) == LUCIE | LYON


def test_a_yes_that_gives_something_keeps_it_where_nothing_waited(waiting):
    turn = waiting.merge("lucie", Interpretation(acts=("yes", "answer"), value=True, resolutions=LUCIE), ASKING)
    assert dict(turn.resolutions) == LUCIE


def test_the_same_yes_handed_over_again_brings_the_same(waiting):
    waiting.merge("lucie", given(LUCIE), {})
    assert at_yes(waiting) == at_yes(waiting) == LUCIE


def test_it_is_forgotten_once_the_agreement_is_known(waiting):
    waiting.merge("lucie", given(LUCIE), {})
    at_yes(waiting)
    turn = waiting.merge("lucie", given(LYON), AGREED)
    assert dict(turn.resolutions) == LYON
    assert at_yes(waiting) == {}


ASKING_ERASURE = {**ASKING, "awaiting": "erasure"}


@pytest.mark.parametrize(("turn", "slots", "left"), [
    pytest.param(given({"first_name": Resolution(Status.DECLINED)}, "remove_field"), ASKING, LYON, id="a field is taken out"),
    pytest.param(NO, ASKING, {}, id="no"), pytest.param(YES, {"awaiting": "erasure"}, {}, id="erasure"),
    *[pytest.param(given({"phone": Resolution(status)}), {}, LUCIE | LYON, id=f"a field that is {status}")
      for status in (Status.INVALID, Status.DECLINED, Status.UNKNOWN)],
    pytest.param(NO, {}, LUCIE | LYON, id="no to nothing"), pytest.param(NO, ASKING_ERASURE, LUCIE | LYON, id="no erasure"),
    pytest.param(Interpretation(acts=("unclear",)), ASKING, LUCIE | LYON, id="unclear"),
    pytest.param(Interpretation(intent="ask_salary"), ASKING, LUCIE | LYON, id="a question"),
    pytest.param(Interpretation(acts=("yes",), needs_confirmation=True), ASKING, LUCIE | LYON, id="a doubtful yes"),
])  # fmt: skip
def test_what_waits_after_another_message(waiting, turn, slots, left):
    waiting.merge("lucie", given(LUCIE | LYON), {})
    waiting.merge("lucie", turn, slots)
    assert at_yes(waiting) == left


@pytest.mark.parametrize(("turn", "slots"), [
    (YES, {}), (YES, ASKING_ERASURE), (YES, {"requested_slot": "confirmation"}), (Interpretation(acts=("yes",), needs_confirmation=True), ASKING),
    (Interpretation(intent="affirm", value=True), ASKING),
])  # fmt: skip
def test_another_yes_is_no_agreement(waiting, turn, slots):
    waiting.merge("lucie", given(LUCIE), {})
    assert dict(waiting.merge("lucie", turn, slots).resolutions) == {}


def test_what_one_gives_is_not_joined_to_the_yes_of_another(waiting):
    waiting.merge("lucie", given(LUCIE), {})
    waiting.merge("marc", given(MARC), {})
    assert at_yes(waiting, "paul") == {}
    assert at_yes(waiting, "marc") == MARC
    assert at_yes(waiting, "lucie") == LUCIE


@pytest.mark.parametrize(("seconds", "left"), [(MAX_AGE_SECONDS, LUCIE), (MAX_AGE_SECONDS + 1, {})])
def test_it_is_gone_after_a_day(waiting, clock, seconds, left):
    waiting.merge("lucie", given(LUCIE), {})
    clock.now += seconds
    assert at_yes(waiting) == left


def test_a_message_of_anybody_forgets_what_is_old(waiting, clock):
    waiting.merge("lucie", given(LUCIE), {})
    clock.now += MAX_AGE_SECONDS + 1
    waiting.merge("marc", Interpretation(intent="greet"), {})
    clock.now -= MAX_AGE_SECONDS
    assert at_yes(waiting) == {}


def test_the_day_begins_with_the_last_message_that_gave_something(waiting, clock):
    waiting.merge("lucie", given(LUCIE), {})
    waiting.merge("marc", given(MARC), {})
    clock.now += MAX_AGE_SECONDS
    waiting.merge("lucie", given(LYON), {})
    clock.now += 1
    assert at_yes(waiting, "marc") == {}
    assert at_yes(waiting, "lucie") == LUCIE | LYON


def is_empty_at_last(waiting):
    for _ in range(200):
        if not waiting._kept:
            return True
        time.sleep(0.01)
    return False


def test_what_came_later_is_gone_too_although_nobody_writes(monkeypatch):
    monkeypatch.setattr(preconsent_memory, "MAX_AGE_SECONDS", 0.2)
    waiting = PreConsentMemory()
    waiting.merge("lucie", given(LUCIE), {})
    time.sleep(0.1)
    waiting.merge("marc", given(MARC), {})
    assert is_empty_at_last(waiting)


def test_no_more_conversations_are_kept_than_the_most(waiting, monkeypatch):
    monkeypatch.setattr(preconsent_memory, "MAX_CONVERSATIONS", 3)
    for sender in ["a", "b", "c", "a", "d"]:
        waiting.merge(sender, given(LUCIE), {})
    assert {sender for sender in "abcd" if at_yes(waiting, sender)} == {"a", "c", "d"}


def test_another_process_knows_nothing_of_it(waiting, clock, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    waiting.merge("lucie", given(LUCIE), {})
    assert at_yes(PreConsentMemory(clock)) == {}
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_down_before_the_agreement():
    """The module opens no file and knows no database."""
    import ast
    from pathlib import Path

    tree = ast.parse(Path(preconsent_memory.__file__).read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name.startswith("bot.")} == {
        "bot.understanding.reading.resolution",
        "bot.understanding.reading.interpretation",
    }
    assert not {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    } & {"open"}
