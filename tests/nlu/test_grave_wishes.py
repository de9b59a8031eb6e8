"""What people do not want is not done: negated orders, stories, moods and courtesies, by somebody whose sentences train nothing."""

import json
from pathlib import Path

import pytest

from bot.understanding.reading.result import Status
from bot.understanding.reading.turn import CALL_OFF_HUMAN, ERASURE, HUMAN, Turn

HELD_OUT = Path(__file__).parent.parent / "heldout"
ROWS = [HELD_OUT / f"grave_wishes{number}.jsonl" for number in ("", "_two", "_three")]
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
        return ACTS[act] in {turn.intent, *turn.questions} and not turn.doubtful
    if act == "change":
        return bool(turn.readings) and not turn.doubtful
    if act == "decline":
        return pending in turn.readings and turn.readings[pending].status in {Status.DECLINED, Status.UNKNOWN}
    return turn.is_answer and turn.value is True and not turn.doubtful


@pytest.fixture(scope="module")
def done(reader):
    """Returns of each kind of row whether the act was done."""
    found = {}
    for row in (json.loads(line) for path in ROWS for line in path.read_text(encoding="utf-8").splitlines()):
        if row["must"].startswith("removes:"):
            turn = Turn.of(reader.parse(row["text"], row["pending"], slots_of(row["pending"], "removes")))
            gone = {name for name, reading in turn.readings.items() if reading.status is Status.DECLINED}
            wanted = {*filter(None, row["must"].partition(":")[2].split(","))}
            found.setdefault("removed", []).append((gone, wanted))
            continue
        must = row["must"].removeprefix("open_")
        act = must.removeprefix("no_")
        turn = Turn.of(reader.parse(row["text"], row["pending"], slots_of(row["pending"], act)))
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
def test_no_field_is_taken_out_but_those_that_are_named_for_it(done):
    assert sum(bool(gone - wanted) for gone, wanted in done["removed"]) <= MOST_YES * len(done["removed"])
    wanting = [(gone, wanted) for gone, wanted in done["removed"] if len(wanted) == 1]
    assert sum(gone == wanted for gone, wanted in wanting) >= (1 - MOST_ASKED) * len(wanting)
