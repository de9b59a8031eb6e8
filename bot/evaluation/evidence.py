"""`bot eval evidence`: quotes found in answers against the quotes that a careful reader marked."""

import statistics
import time
from typing import Any

from bot.evaluation.files import BadFileError, Row
from bot.evidence import EvidenceReader, coverage
from bot.evidence.content import load_scenarios
from bot.evidence.scoring import Counts, score


def evaluate(rows: list[Row]) -> list[Row]:
    """Returns the rows with `got`: `{"evidence": [{"quote", "indicator", "polarity"}], "coverage", "ms"}`.

    Raises:
        BadFileError: a row names a scenario that does not exist.
    """
    scenarios = load_scenarios()
    reader = EvidenceReader.load()
    reader.read("Je lui explique.", next(iter(scenarios)))  # the first reading warms spaCy up
    scored = []
    for row in rows:
        if row["scenario"] not in scenarios:
            raise BadFileError(f"Unknown scenario {row['scenario']!r}: see bot/data/interview/scenarios.yml.")
        trait = scenarios[row["scenario"]].trait
        began = time.perf_counter()
        quotes = reader.read(row["answer"], row["scenario"])
        elapsed = (time.perf_counter() - began) * 1000
        got = {
            "evidence": [
                {"quote": quote.quote, "indicator": quote.indicator, "polarity": quote.polarity, "rule": quote.rule}
                for quote in quotes
            ],
            "coverage": coverage(quotes, trait),
            "ms": round(elapsed, 1),
        }
        scored.append({"trait": trait, **row, "got": got})
    return scored


def _figures(counts: Counts) -> dict[str, Any]:
    return {
        "expected": counts.hits + counts.missed,
        "found": counts.hits + counts.extra,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
    }


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Returns precision, recall and F1 per indicator and polarity and in all, coverage agreement, false alarms."""
    scores = score(rows)
    without = [row for row in rows if not row["evidence"]]
    return {
        "kind": "evidence",
        "examples": len(rows),
        "micro": {
            "all": _figures(scores["micro"]),
            "positive": _figures(scores["positive"]),
            "negative": _figures(scores["negative"]),
        },
        "indicators": [
            {"indicator": indicator, "polarity": polarity, **_figures(counts)}
            for (indicator, polarity), counts in scores["per_indicator"].items()
        ],
        "coverage_agreement": round(scores["coverage_agreement"], 4),
        "without_evidence": len(without),
        "false_alarms": sum(bool(row["got"]["evidence"]) for row in without),
        "ms_median": statistics.median(row["got"]["ms"] for row in rows) if rows else 0.0,
    }
