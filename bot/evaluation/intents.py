"""`bot eval intents`: what the bot takes messages to be about."""

import asyncio
import contextlib
import logging
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import structlog

from bot.json_lines import Row
from bot.reading.understood import NOT_UNDERSTOOD, as_understood

REFUSED = "out_of_scope"


def parse_all(model: Path, texts: list[str]) -> list[dict[str, Any]]:
    """Returns what the trained model makes of texts: `{"intent", "intent_ranking", …}` each."""
    import skops.io  # noqa: F401 - before TensorFlow: see bot.operating.serve_rasa
    from rasa.core.agent import Agent

    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints what it loads and parses; the result goes alone
        return asyncio.run(_parse(Agent.load(str(model)), texts))


async def _parse(agent: Any, texts: list[str]) -> list[dict[str, Any]]:
    logging.getLogger().setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # messages are in its lines
    return [await agent.parse_message(text) for text in texts]


def evaluate(rows: list[Row], model: Path) -> list[Row]:
    """Returns the rows with `got`: `{"topic", "confidence"}`; `out_of_scope` where the bot would ask to rephrase."""
    parsed = parse_all(model, [row["text"] for row in rows])
    scored = []
    for row, parse in zip(rows, parsed, strict=True):
        understood = as_understood(parse)
        topic = understood.topic if understood.topic != NOT_UNDERSTOOD else REFUSED
        got = {"topic": topic, "confidence": round(understood.confidence, 4), "best": understood.intent}
        scored.append({**row, "got": got})
    return scored


def is_right(row: Row) -> bool:
    """Returns whether a scored row has a right answer."""
    return row["got"]["topic"] in {row["topic"], *row.get("also_ok", [])}


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Returns accuracy, precision and recall per intent, confusions, and how many were refused."""
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
        "accuracy": _share(right),
        "refused": sum(row["got"]["topic"] == REFUSED and row["got"]["best"] != REFUSED for row in rows),
        "intents": {
            name: {"examples": len(oks), "recall": _share(oks), "precision": _share(predicted.get(name, []))}
            for name, oks in sorted(expected.items())
        },
        "confusions": [
            {"expected": pair[0], "got": pair[1], "times": times} for pair, times in confusions.most_common()
        ],
    }


def _share(values: list[bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
