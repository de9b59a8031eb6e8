"""`python -m bot.tools.evaluation.agreement`: do two readers mark the same passages? One marked all examples, one some anew."""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bot.base import places
from bot.base.json_lines import Row, read_rows
from bot.content.interview import load_scenarios
from bot.notes.evidence.scoring import score
from bot.notes.evidence.training import labelled_units, read_examples

SECOND = places.HOME / "tests" / "evidence" / "second_reading.jsonl"


def kappa(first: list[str], second: list[str]) -> float:
    """Returns Cohen's kappa of two labellings of the same things: 1 is full agreement, 0 what chance would give."""
    count = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    ones, others = Counter(first), Counter(second)
    by_chance = sum(ones[label] * others[label] for label in ones) / count**2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _clause_labels(rows: list[Row]) -> list[list[tuple[str, str]]]:
    """Returns, per answer, its clauses with their first label."""
    found = []
    for row in rows:
        units, labels = labelled_units([row])
        clauses: dict[int, tuple[str, str]] = {}
        for unit, label in zip(units, labels, strict=True):
            clauses.setdefault(id(unit), (unit.text, label))
        found.append(list(clauses.values()))
    return found


def compare(second: Path) -> dict[str, Any]:
    """Returns how far the second reader's marks and those of the examples agree.

    Args:
        second: JSON Lines of the second reader; each answer stands among the examples too.
    """
    anew = read_rows(second, ["scenario", "answer", "evidence"])
    known = {(row["scenario"], row["answer"]): row for row in read_examples() if "answer" in row}
    first = [known[row["scenario"], row["answer"]] for row in anew]
    items = [
        {
            **one,
            "trait": load_scenarios()[one["scenario"]].trait,
            "got": {"evidence": other["evidence"]},
        }
        for one, other in zip(first, anew, strict=True)
    ]
    scores = score(items)
    ours, theirs = (
        [label for answer in _clause_labels(rows) for _, label in answer] for rows in (list(first), list(anew))
    )
    return {
        "answers": len(items),
        "quotes": [sum(len(row["evidence"]) for row in rows) for rows in (first, anew)],
        "clauses": len(ours),
        "kappa": round(kappa(ours, theirs), 3),
        "f1": {kind: round(scores[kind].f1, 3) for kind in ("positive", "negative", "micro")},
        "coverage_agreement": round(scores["coverage_agreement"], 3),
    }


def main() -> None:
    """Prints the agreement as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--second", type=Path, default=SECOND, help="what the second reader marked")
    print(json.dumps(compare(parser.parse_args().second), ensure_ascii=False))


if __name__ == "__main__":
    main()
