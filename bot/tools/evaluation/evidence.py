"""`bot eval evidence`: quotes found in answers, compared with annotated ones."""

import statistics
import time
from collections.abc import Iterable, Mapping
from typing import Any

from bot.base.json_lines import BadFileError, Row
from bot.content.interview import load_scenarios
from bot.notes.evidence.coverage import coverage
from bot.notes.evidence.quote_finder import QuoteFinder
from bot.tools.evaluation.evidence_scoring import Counts, compare, score


def evaluate(rows: list[Row]) -> list[Row]:
    """The rows with `got`: `{"evidence": [{"quote", "indicator", "polarity"}], "coverage", "ms"}`.

    Raises:
        BadFileError: unknown scenario.
    """
    scenarios = load_scenarios()
    finder = QuoteFinder.load()
    finder.read("Je lui explique.", next(iter(scenarios)))  # the first reading loads what it needs
    scored = []
    for row in rows:
        if row["scenario"] not in scenarios:
            raise BadFileError(f"Unknown scenario {row['scenario']!r}: see bot/data/interview/scenarios.yml.")
        trait = scenarios[row["scenario"]].trait
        began = time.perf_counter()
        quotes = finder.read(row["answer"], row["scenario"])
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


def _totals(counts: Counts) -> dict[str, Any]:
    return {
        "expected": counts.hits + counts.missed,
        "found": counts.hits + counts.extra,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
    }


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Precision, recall and F1 (total, by indicator and polarity), coverage agreement, false alarms."""
    scores = score(rows)
    without = [row for row in rows if not row["evidence"]]
    return {
        "kind": "evidence",
        "examples": len(rows),
        "micro": {
            "all": _totals(scores["micro"]),
            "positive": _totals(scores["positive"]),
            "negative": _totals(scores["negative"]),
        },
        "indicators": [
            {"indicator": indicator, "polarity": polarity, **_totals(counts)}
            for (indicator, polarity), counts in scores["per_indicator"].items()
        ],
        "coverage_agreement": round(scores["coverage_agreement"], 4),
        "without_evidence": len(without),
        "false_alarms": sum(bool(row["got"]["evidence"]) for row in without),
        "ms_median": statistics.median(row["got"]["ms"] for row in rows) if rows else 0.0,
    }


def against(earlier: list[Row], rows: list[Row]) -> dict[str, Any]:
    """Changes since an earlier run over the same answers.

    Args:
        earlier: rows with `got`, as written by `--out`.
        rows: rows with `got` of the present run.

    Returns:
        `{"answers": number compared, "only_in_one": number, "before" and "after": micro figures,
        "indicators": [{"indicator", "polarity", "before": F1, "after": F1}] of those that changed,
        "changes": [{"scenario", "answer", "kind": won | lost | new_false | gone_false, "quote", "indicator",
        "polarity"}]}`.
    """
    before = {(row["scenario"], row["answer"]): row for row in earlier if "got" in row}
    pairs = [(before[key], row) for row in rows if (key := (row["scenario"], row["answer"])) in before]
    old, new = score([{**row, "got": then["got"]} for then, row in pairs]), score([row for _, row in pairs])
    keys = sorted({*old["per_indicator"], *new["per_indicator"]})
    indicators = [
        {"indicator": key[0], "polarity": key[1], "before": was, "after": now}
        for key in keys
        if (was := _f1(old, key)) != (now := _f1(new, key))
    ]
    return {
        "answers": len(pairs),
        "only_in_one": len(rows) + len(before) - 2 * len(pairs),
        "before": {kind: _totals(old[kind]) for kind in ("positive", "negative", "micro")},
        "after": {kind: _totals(new[kind]) for kind in ("positive", "negative", "micro")},
        "indicators": indicators,
        "changes": [change for then, row in pairs for change in _changes(then, row)],
    }


def _f1(scores: dict[str, Any], key: tuple[str, str]) -> float | None:
    counts = scores["per_indicator"].get(key)
    return None if counts is None else round(counts.f1, 4)


def _changes(then: Row, row: Row) -> list[dict[str, Any]]:
    old = compare(then["got"]["evidence"], row["evidence"], row["trait"])
    new = compare(row["got"]["evidence"], row["evidence"], row["trait"])

    def keys(items: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, str], Mapping[str, Any]]:
        return {(item["quote"], item["indicator"], item["polarity"]): item for item in items}

    sides = {
        "won": (keys(new_ for _, new_ in new.hits), keys(old_ for _, old_ in old.hits)),
        "lost": (keys(old_ for _, old_ in old.hits), keys(new_ for _, new_ in new.hits)),
        "new_false": (keys(new.extra), keys(old.extra)),
        "gone_false": (keys(old.extra), keys(new.extra)),
    }
    return [
        {"scenario": row["scenario"], "answer": row["answer"], "kind": kind, "quote": quote, "indicator": indicator,
         "polarity": polarity}
        for kind, (these, those) in sides.items()
        for quote, indicator, polarity in these
        if (quote, indicator, polarity) not in those
    ]  # fmt: skip
