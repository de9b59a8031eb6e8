"""What is given before the agreement: joined at a yes, forgotten at a no, never anywhere but in memory."""

import time

import pytest

from bot.understanding.nlu import waiting_words
from bot.understanding.nlu.waiting_words import SECONDS, WaitingWords
from bot.understanding.reading.result import Reading, Status
from bot.understanding.reading.turn import Turn

ASKING = {"requested_slot": "consent"}
AGREED = {"consent": True, "requested_slot": "last_name"}
LUCIE = {"first_name": Reading(Status.VALUE, "Lucie")}
MARC = {"first_name": Reading(Status.VALUE, "Marc")}
LYON = {"town": Reading(Status.AMBIGUOUS, candidates=("Lyon", "Lyons"))}
YES, NO = Turn(acts=("yes",), value=True), Turn(acts=("no",), value=False)


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
    made = WaitingWords(clock)
    yield made
    if made._timer is not None:
        made._timer.cancel()


def given(readings, intent="start_registration"):
    return Turn(acts=("answer",), intent=intent, readings=readings)


def at_yes(waiting, sender="lucie"):
    return dict(waiting.join(sender, YES, ASKING).readings)


def test_what_is_given_before_the_agreement_is_not_in_the_turn(waiting):
    turn = waiting.join("lucie", given(LUCIE), {})
    assert (dict(turn.readings), turn.before) == ({}, ("first_name",))
    assert turn.intent == "start_registration"
    assert "Lucie" not in str(turn)


def test_what_is_taken_out_again_waits_no_more(waiting):
    waiting.join("lucie", given({**LUCIE, **LYON}), {})
    waiting.join("lucie", given({"first_name": Reading(Status.DECLINED)}, "remove_field"), ASKING)
    assert at_yes(waiting) == LYON


def test_it_is_joined_at_the_yes(waiting):
    waiting.join("lucie", given(LUCIE), {})
    waiting.join("lucie", given(LYON), ASKING)
    turn = waiting.join("lucie", YES, ASKING)
    assert (dict(turn.readings), set(turn.before), turn.value) == (LUCIE | LYON, {"first_name", "town"}, True)


def test_what_the_yes_itself_gives_goes_before_what_was_given_earlier(waiting):
    waiting.join("lucie", given(MARC | LYON), {})
    turn = waiting.join("lucie", Turn(acts=("yes", "answer"), value=True, readings=LUCIE), ASKING)
    assert dict(turn.readings) == LUCIE | LYON


def test_a_yes_that_gives_something_keeps_it_where_nothing_waited(waiting):
    turn = waiting.join("lucie", Turn(acts=("yes", "answer"), value=True, readings=LUCIE), ASKING)
    assert dict(turn.readings) == LUCIE


def test_the_same_yes_handed_over_again_brings_the_same(waiting):
    waiting.join("lucie", given(LUCIE), {})
    assert at_yes(waiting) == at_yes(waiting) == LUCIE


def test_it_is_forgotten_once_the_agreement_is_known(waiting):
    waiting.join("lucie", given(LUCIE), {})
    at_yes(waiting)
    turn = waiting.join("lucie", given(LYON), AGREED)
    assert dict(turn.readings) == LYON
    assert at_yes(waiting) == {}


def test_it_is_gone_at_a_no(waiting):
    waiting.join("lucie", given(LUCIE), {})
    waiting.join("lucie", NO, ASKING)
    assert at_yes(waiting) == {}


@pytest.mark.parametrize(("turn", "slots"), [
    (NO, {}), (NO, {**ASKING, "awaiting": "erasure"}), (Turn(acts=("unclear",)), ASKING), (Turn(intent="ask_salary"), ASKING),
    (Turn(acts=("yes",), doubtful=True), ASKING),
])  # fmt: skip
def test_another_message_takes_nothing_away(waiting, turn, slots):
    waiting.join("lucie", given(LUCIE), {})
    assert waiting.join("lucie", turn, slots) == turn
    assert at_yes(waiting) == LUCIE


@pytest.mark.parametrize(("turn", "slots"), [
    (YES, {}), (YES, {**ASKING, "awaiting": "erasure"}), (YES, {"requested_slot": "confirmation"}), (Turn(acts=("yes",), doubtful=True), ASKING),
    (Turn(intent="affirm", value=True), ASKING),
])  # fmt: skip
def test_another_yes_is_no_agreement(waiting, turn, slots):
    waiting.join("lucie", given(LUCIE), {})
    assert dict(waiting.join("lucie", turn, slots).readings) == {}


def test_erasure_takes_it_away(waiting):
    waiting.join("lucie", given(LUCIE), {})
    waiting.join("lucie", YES, {"awaiting": "erasure"})
    assert at_yes(waiting) == {}


@pytest.mark.parametrize("status", [Status.INVALID, Status.DECLINED, Status.UNKNOWN])
def test_what_is_no_value_does_not_wait(waiting, status):
    waiting.join("lucie", given({"phone": Reading(status)}), {})
    assert at_yes(waiting) == {}


def test_what_one_gives_is_not_joined_to_the_yes_of_another(waiting):
    waiting.join("lucie", given(LUCIE), {})
    waiting.join("marc", given(MARC), {})
    assert at_yes(waiting, "paul") == {}
    assert at_yes(waiting, "marc") == MARC
    assert at_yes(waiting, "lucie") == LUCIE


@pytest.mark.parametrize(("seconds", "left"), [(SECONDS, LUCIE), (SECONDS + 1, {})])
def test_it_is_gone_after_a_day(waiting, clock, seconds, left):
    waiting.join("lucie", given(LUCIE), {})
    clock.now += seconds
    assert at_yes(waiting) == left


def test_a_message_of_anybody_forgets_what_is_old(waiting, clock):
    waiting.join("lucie", given(LUCIE), {})
    clock.now += SECONDS + 1
    waiting.join("marc", Turn(intent="greet"), {})
    clock.now -= SECONDS
    assert at_yes(waiting) == {}


def test_the_day_begins_with_the_last_message_that_gave_something(waiting, clock):
    waiting.join("lucie", given(LUCIE), {})
    waiting.join("marc", given(MARC), {})
    clock.now += SECONDS
    waiting.join("lucie", given(LYON), {})
    clock.now += 1
    assert at_yes(waiting, "marc") == {}
    assert at_yes(waiting, "lucie") == LUCIE | LYON


def is_empty_at_last(waiting):
    for _ in range(200):
        if not waiting._kept:
            return True
        time.sleep(0.01)
    return False


def test_it_is_gone_although_nobody_writes(monkeypatch):
    monkeypatch.setattr(waiting_words, "SECONDS", 0.05)
    waiting = WaitingWords()
    waiting.join("lucie", given(LUCIE), {})
    assert is_empty_at_last(waiting)


def test_what_came_later_is_gone_too_although_nobody_writes(monkeypatch):
    monkeypatch.setattr(waiting_words, "SECONDS", 0.2)
    waiting = WaitingWords()
    waiting.join("lucie", given(LUCIE), {})
    time.sleep(0.1)
    waiting.join("marc", given(MARC), {})
    assert is_empty_at_last(waiting)


def test_no_more_conversations_are_kept_than_the_most(waiting, monkeypatch):
    monkeypatch.setattr(waiting_words, "MOST_CONVERSATIONS", 3)
    for sender in ["a", "b", "c", "a", "d"]:
        waiting.join(sender, given(LUCIE), {})
    assert {sender for sender in "abcd" if at_yes(waiting, sender)} == {"a", "c", "d"}


def test_another_process_knows_nothing_of_it(waiting, clock, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    waiting.join("lucie", given(LUCIE), {})
    assert at_yes(WaitingWords(clock)) == {}
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_down_before_the_agreement():
    """The module opens no file and knows no database."""
    import ast
    from pathlib import Path

    tree = ast.parse(Path(waiting_words.__file__).read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name.startswith("bot.")} == {
        "bot.understanding.reading.result",
        "bot.understanding.reading.turn",
    }
    assert not {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    } & {"open"}
