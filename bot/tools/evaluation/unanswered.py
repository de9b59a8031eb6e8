"""`bot eval unanswered`: unanswered questions, clustered by similarity, for the editors of the FAQ."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.operating.commands.tables import checked_session
from bot.records.conversations import unanswered
from bot.records.models import UnansweredQuestion
from bot.records.store import audit
from bot.understanding.similar_questions import cluster_questions


def clusters(rows: Sequence[UnansweredQuestion]) -> list[dict[str, Any]]:
    """Clusters of similar questions, the most frequent first.

    Returns:
        `{"number", "first_week", "last_week", "reasons": {reason: number}, "questions": [{"text", "number"}]}`; weeks by
        their Mondays.
    """
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers[row.text] += row.number
    texts = list(numbers)
    groups = []
    for indices in cluster_questions(texts):
        members = dict(Counter({texts[index]: numbers[texts[index]] for index in indices}).most_common())
        its = [row for row in rows if row.text in members]
        reasons: Counter[str] = Counter()
        for row in its:
            reasons[row.reason] += row.number
        groups.append({
            "number": sum(members.values()),
            "first_week": min(row.week for row in its).isoformat(), "last_week": max(row.week for row in its).isoformat(),
            "reasons": dict(reasons.most_common()),
            "questions": [{"text": text, "number": number} for text, number in members.items()],
        })  # fmt: skip
    return sorted(groups, key=lambda one: -one["number"])


def report_unanswered(*, as_json: bool = False) -> str:
    """The unanswered questions of this installation as lines or one JSON object.

    Raises:
        OperatingError: the tables are missing.
    """
    with checked_session() as session:
        groups = clusters(unanswered.list_all(session))
        audit.record(session, actor="operator", act="read_unanswered")
    if as_json:
        return json.dumps({"unanswered": groups, "total": sum(one["number"] for one in groups)}, ensure_ascii=False)
    lines = []
    for one in groups:
        reasons = ", ".join(f"{reason} {number}" for reason, number in one["reasons"].items())
        lines.append(f"{one['number']:>5}  weeks of {one['first_week']} to {one['last_week']}  {reasons}")
        lines += [f"       {question['number']:>3}  {question['text']}" for question in one["questions"]]
    return "\n".join(lines) if lines else "No question without an answer is kept."
