"""`bot eval turns`: dialogue acts of messages, given the pending question."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from bot.base.json_lines import Row
from bot.base.registration import FIELDS
from bot.tools.evaluation.intents import REPORTED, share
from bot.tools.evaluation.loaded_model import LoadedModel, frozen_date, to_eval_format
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Status
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, topic_ranking_of

STRICT = frozenset({"consent", "erasure"})
_SAID = frozenset({Status.VALUE, Status.UNKNOWN})


def evaluate(rows: list[Row], today: date, model: LoadedModel) -> list[Row]:
    """The rows with `got`: `{"acts", "topic", "values"}`."""
    with frozen_date(today):
        return [{**row, "got": _read(model, row)} for row in rows]


def _read(model: LoadedModel, row: Row) -> dict[str, Any]:
    parsed = model.parse(row["text"], row["pending"], row.get("slots"))
    turn = Interpretation.of(parsed)
    topics = [turn.intent, *turn.side_questions] if turn.intent else list(turn.side_questions)
    topic = next((name for name in topics if name != NOT_UNDERSTOOD), None)
    if topic is None and "ask" in turn.acts:
        topic = topic_ranking_of(parsed).topic
    values = {
        FIELDS[name].key: to_eval_format(name, reading)
        for name, reading in turn.resolutions.items()
        if reading.status in _SAID
    }
    return {"acts": acts_of(turn), "topic": REPORTED.get(topic, topic) if topic else None, "values": values}


def acts_of(turn: Interpretation) -> list[str]:
    """The acts that count; a yes that needs confirmation does not."""
    if turn.needs_confirmation:
        return [act for act in turn.acts if act != "yes"] or ["unclear"]
    return list(turn.acts) or ["ask" if turn.intent else "answer"]


def is_right(row: Row) -> bool:
    """Whether the acts are the expected set or an accepted alternative."""
    wanted = [row["expected"]["acts"], *row.get("also_ok", [])]
    return set(row["got"]["acts"]) in [set(acts) for acts in wanted]


def is_false_yes(row: Row) -> bool:
    """Whether consent or erasure got a yes that was not meant."""
    meant = any("yes" in acts for acts in [row["expected"]["acts"], *row.get("also_ok", [])])
    return row["pending"] in STRICT and "yes" in row["got"]["acts"] and not meant


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Shares of right acts by question and kind of message, number of false yeses, each miss."""
    right: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        right[str(row["pending"])][is_right(row)] += 1
        right[f"({row.get('kind', 'all')})"][is_right(row)] += 1
    misses = [
        {"pending": row["pending"], "text": row["text"], "expected": row["expected"]["acts"], "got": row["got"]["acts"]}
        for row in rows
        if not is_right(row)
    ]
    return {
        "kind": "turns",
        "examples": len(rows),
        "accuracy": share([is_right(row) for row in rows]),
        "false_yes": sum(map(is_false_yes, rows)),
        "questions": {
            name: {"examples": sum(n.values()), "accuracy": round(n[True] / sum(n.values()), 4)}
            for name, n in sorted(right.items())
        },
        "misses": misses,
    }
