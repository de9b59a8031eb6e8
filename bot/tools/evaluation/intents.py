"""`bot eval intents`: topics of messages."""

from collections import Counter, defaultdict
from typing import Any

from bot.base.json_lines import Row
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, topic_ranking_of

REFUSED = "out_of_scope"
# Wishes of our own, by the agreed name that is nearest.
REPORTED = {
    NOT_UNDERSTOOD: REFUSED, "amend_note": "ask_change_my_data", "change_field": "ask_change_my_data",
    "comment_note": "ask_change_my_data", "withdraw_comment": "ask_delete_my_data",
    "withdraw_note": "ask_delete_my_data", "remove_field": "ask_delete_my_data", "resume": "start_registration",
    "start_interview": "start_registration", "leave_remark": "ask_change_my_data",
    "resume_code": "ask_technical_problem", "ask_who_read": "ask_who_sees_my_answers", "stop_reminder": "stop_pause",
    "ask_erasure": "ask_delete_my_data", "call_off_human": "ask_human",
}  # fmt: skip


def evaluate(rows: list[Row], model: LoadedModel) -> list[Row]:
    """The rows with `got`: `{"topic", "confidence"}`; `out_of_scope` where the bot would ask to rephrase."""
    scored = []
    for row in rows:
        understood = topic_ranking_of(model.parse(row["text"]))
        topic = REPORTED.get(understood.topic, understood.topic)
        got = {"topic": topic, "confidence": round(understood.confidence, 4), "best": understood.intent}
        scored.append({**row, "got": got})
    return scored


def is_right(row: Row) -> bool:
    """Whether the topic is the expected one or an accepted alternative."""
    return row["got"]["topic"] in {row["topic"], *row.get("also_ok", [])}


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Accuracy, precision and recall by intent, confusions, number of refusals."""
    right = [is_right(row) for row in rows]
    expected: dict[str, list[bool]] = defaultdict(list)
    predicted: dict[str, list[bool]] = defaultdict(list)
    confusions: Counter[tuple[str, str]] = Counter()
    for row, ok in zip(rows, right, strict=True):
        expected[row["topic"]].append(ok)
        predicted[row["got"]["topic"]].append(ok)
        if not ok:
            confusions[(row["topic"], row["got"]["topic"])] += 1
    return {
        "kind": "intents",
        "examples": len(rows),
        "accuracy": share(right),
        "refused": sum(row["got"]["topic"] == REFUSED and row["got"]["best"] != REFUSED for row in rows),
        "intents": {
            name: {"examples": len(oks), "recall": share(oks), "precision": share(predicted.get(name, []))}
            for name, oks in sorted(expected.items())
        },
        "confusions": [
            {"expected": pair[0], "got": pair[1], "times": times} for pair, times in confusions.most_common()
        ],
    }


def share(values: list[bool]) -> float | None:
    """The share of true values, None if there are none."""
    return round(sum(values) / len(values), 4) if values else None
