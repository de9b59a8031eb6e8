"""`bot eval unanswered`: what could not be answered, what is alike together, for the editors of the FAQ."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.operating.commands.tables import check_tables
from bot.records.conversations import unanswered
from bot.records.models import UnansweredQuestion
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.understanding.similar_questions import group


def grouped(rows: Sequence[UnansweredQuestion]) -> list[dict[str, Any]]:
    """Returns what is kept in groups, the most frequent first.

    Returns:
        `{"number", "first_week", "last_week", "reasons": {reason: number}, "questions": [{"text", "number"}]}`; weeks by
        their Mondays.
    """
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers[row.text] += row.number
    texts = list(numbers)
    found = []
    for indices in group(texts):
        members = dict(Counter({texts[index]: numbers[texts[index]] for index in indices}).most_common())
        its = [row for row in rows if row.text in members]
        reasons: Counter[str] = Counter()
        for row in its:
            reasons[row.reason] += row.number
        found.append({
            "number": sum(members.values()),
            "first_week": min(row.week for row in its).isoformat(), "last_week": max(row.week for row in its).isoformat(),
            "reasons": dict(reasons.most_common()),
            "questions": [{"text": text, "number": number} for text, number in members.items()],
        })  # fmt: skip
    return sorted(found, key=lambda one: -one["number"])


def report_unanswered(*, as_json: bool = False) -> str:
    """Returns what this installation could not answer as lines, or as one JSON object.

    Raises:
        OperatingError: the tables are not there.
    """
    check_tables()
    with default_database().session_scope() as session:
        found = grouped(unanswered.all_kept(session))
        audit.record(session, actor="operator", act="read_unanswered")
    if as_json:
        return json.dumps({"unanswered": found, "total": sum(one["number"] for one in found)}, ensure_ascii=False)
    lines = []
    for one in found:
        reasons = ", ".join(f"{reason} {number}" for reason, number in one["reasons"].items())
        lines.append(f"{one['number']:>5}  weeks of {one['first_week']} to {one['last_week']}  {reasons}")
        lines += [f"       {question['number']:>3}  {question['text']}" for question in one["questions"]]
    return "\n".join(lines) if lines else "No question without an answer is kept."
