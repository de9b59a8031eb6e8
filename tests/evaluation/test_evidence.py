"""Comparisons of evidence runs."""

import json
from pathlib import Path

import pytest

from bot.base.json_lines import read_rows
from bot.content.interview import load_rubric, load_scenarios
from bot.notes.evidence.model_file import example_files
from bot.notes.evidence.training import read_examples
from bot.tools.evaluation.evidence import against

ANSWER = "Je remontre sans soupirer. Je prends la souris."
TRUE = {"quote": "Je remontre sans soupirer", "indicator": "patience.repete_sans_reproche", "polarity": "positive"}
FAULT = {"quote": "Je prends la souris", "indicator": "bienveillance.laisse_faire", "polarity": "negative"}
WRONG = {"quote": "Je prends la souris", "indicator": "patience.garde_son_calme", "polarity": "negative"}


def row(*got: dict[str, str]) -> dict[str, object]:
    return {
        "scenario": "patience_cinquieme_fois",
        "trait": "patience",
        "answer": ANSWER,
        "evidence": [TRUE, FAULT],
        "got": {"evidence": list(got), "coverage": "weak"},
    }


def test_changes_since_an_earlier_run_are_listed_by_quote():
    changes = against([row(TRUE, WRONG)], [row(FAULT)])
    assert {(change["kind"], change["quote"], change["indicator"]) for change in changes["changes"]} == {
        ("won", FAULT["quote"], FAULT["indicator"]),
        ("lost", TRUE["quote"], TRUE["indicator"]),
        ("gone_false", WRONG["quote"], WRONG["indicator"]),
    }
    assert changes["answers"] == 1
    assert changes["only_in_one"] == 0
    assert changes["before"]["positive"]["f1"] == 1.0
    assert changes["after"]["positive"]["f1"] == 0.0


def test_answers_that_only_one_run_holds_are_counted_not_compared():
    other = {**row(TRUE), "answer": "Autre chose."}
    changes = against([row(TRUE), other], [row(TRUE)])
    assert changes["answers"] == 1
    assert changes["only_in_one"] == 1
    assert changes["changes"] == []


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_marked_examples_name_what_exists_and_quote_what_was_said(path: Path):
    indicators, scenarios = load_rubric().indicators, load_scenarios()
    labels = {f"{indicator}{sign}" for indicator in indicators for sign in "+-"} | {"none"}
    for example in read_rows(path, []):
        where = json.dumps(example, ensure_ascii=False)[:120]
        assert example["scenario"] in scenarios, where
        if "clause" in example:
            assert example["label"] in labels, where
            assert example["clause"].strip(), where
        for quote in example.get("evidence", []):
            assert quote["indicator"] in indicators, where
            assert quote["polarity"] in ("positive", "negative"), where
            assert quote["quote"].strip(), where
            assert quote["quote"] in example["answer"], where


def test_no_held_out_answer_is_learned_from():
    learned = {" ".join(row["answer"].lower().split()) for row in read_examples() if "answer" in row}
    held_out = read_rows(Path(__file__).parents[1] / "heldout" / "evidence.jsonl", [])
    found = [number for number, row in enumerate(held_out, 1) if " ".join(row["answer"].lower().split()) in learned]
    is_clean = not found
    assert is_clean, f"evidence.jsonl, lines {found}"
