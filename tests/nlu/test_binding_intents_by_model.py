"""What people do not want is not done: negated orders, stories, moods and courtesies, by somebody whose sentences train nothing."""

import json
from pathlib import Path

import pytest

from bot.understanding.reading.interpretation import CALL_OFF_HUMAN, ERASURE, HUMAN, REMOVE_FIELD, Interpretation
from bot.understanding.reading.resolution import Status

HELD_OUT = Path(__file__).parent.parent / "heldout"
ROWS = sorted(HELD_OUT.glob("grave_wishes*.jsonl"))
FILE = {
    "consent": True, "confirmed": True, "last_name": "Bérard", "first_name": "Lucie", "email": "lucie@example.org",
    "phone": "+33639980000", "town": {"commune": "Lens", "insee": "62498", "departement": "62"}, "mobility": {"kind": "national"},
    "availability": {"now": True},
}  # fmt: skip
FIELDS_ASKED = frozenset({"first_name", "town", "email", "phone", "confirmation"})
ACTS = {"erasure": ERASURE, "human": HUMAN, "call_off": CALL_OFF_HUMAN}
# Share of the messages that must not lead to an act, and may all the same; of those that must, and may be asked first.
MOST_YES, MOST_FALSE, MOST_ASKED = 0.04, 0.2, 0.25


def slots_of(pending, act):
    if act in {"change", "removes"}:
        return FILE
    if pending == "consent":
        return {}
    return {"consent": True} if pending in FIELDS_ASKED else {"consent": True, "confirmed": True, "last_name": "Bérard"}


def is_done(act, pending, turn):
    if act in ACTS:
        return ACTS[act] in {turn.intent, *turn.side_questions} and not turn.needs_confirmation
    if act == "change":
        return bool(turn.resolutions) and not turn.needs_confirmation
    if act == "decline":
        return pending in turn.resolutions and turn.resolutions[pending].status in {Status.DECLINED, Status.UNKNOWN}
    return turn.is_answer and turn.value is True and not turn.needs_confirmation


@pytest.fixture(scope="module")
def done(reader):
    """Returns of each kind of row whether the act was done."""
    found = {}
    for row in (json.loads(line) for path in ROWS for line in path.read_text(encoding="utf-8").splitlines()):
        if row["must"].startswith("removes:"):
            turn = Interpretation.of(reader.parse(row["text"], row["pending"], slots_of(row["pending"], "removes")))
            wanted = {*filter(None, row["must"].partition(":")[2].split(","))}
            found.setdefault("removed", []).append(
                (set() if turn.needs_confirmation else {*turn.resolutions}, turn.intent == REMOVE_FIELD, wanted)
            )
            continue
        must = row["must"].removeprefix("open_")
        act = must.removeprefix("no_")
        turn = Interpretation.of(reader.parse(row["text"], row["pending"], slots_of(row["pending"], act)))
        place = row["pending"] if act == "yes" else None
        found.setdefault((place, act, must.startswith("no_")), []).append(is_done(act, row["pending"], turn))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("question", ["consent", "erasure", "confirmation"])
def test_no_courtesy_or_condition_is_a_yes(done, question):
    assert sum(done[question, "yes", True]) <= MOST_YES * len(done[question, "yes", True])
    assert sum(done[question, "yes", False]) >= (1 - MOST_ASKED) * len(done[question, "yes", False])


@pytest.mark.slow
@pytest.mark.parametrize("act", ["erasure", "human", "call_off", "decline", "change"])
def test_what_is_not_wanted_is_hardly_ever_done_and_what_is_wanted_mostly(done, act):
    assert sum(done[None, act, True]) <= MOST_FALSE * len(done[None, act, True])
    assert sum(done[None, act, False]) >= (1 - MOST_ASKED) * len(done[None, act, False])


@pytest.mark.slow
def test_no_field_is_touched_but_those_that_are_named_to_be_taken_out(done):
    assert sum(bool(touched - wanted) for touched, _, wanted in done["removed"]) <= MOST_YES * len(done["removed"])
    orders = [one for one in done["removed"] if one[2]]
    assert sum(asked or touched == wanted for touched, asked, wanted in orders) >= (1 - MOST_ASKED) * len(orders)
