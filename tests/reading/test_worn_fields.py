"""Earlier held-out sets of form answers, worn by work on the readers: what was read rightly stays so."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.fields import evaluate, is_right

SETS = sorted(Path(__file__).parent.glob("worn_fields*.jsonl"))
LEAST_RIGHT = 0.98


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_worn_answers_stay_right(path: Path):
    rows = evaluate(
        [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line], date(2026, 11, 24)
    )
    misses = [(row["text"], row["expected"], row["got"]) for row in rows if not is_right(row)]
    assert 1 - len(misses) / len(rows) >= LEAST_RIGHT, misses
