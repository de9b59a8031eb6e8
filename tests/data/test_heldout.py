"""The held-out examples can be trusted: they name what exists, and quote what was said."""

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.facts import check
from bot.evaluation.fields import FIELD_NAMES
from bot.evidence.content import load_rubric, load_scenarios
from bot.settings import DATA, HOME

HELDOUT = Path(__file__).parent.parent / "heldout"
INTENTS = set(yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["intents"])
EMPTY = {name: [] for name in ("candidates", "notes", "note_versions", "human_requests", "conversation_events")}
COVERAGES = {"none", "weak", "partial", "strong"}
KINDS = {"none", "radius", "departement", "region", "national"}
# Keys of `expected` that say something of the answer, for each field.
KEYS = {
    "nom": {"nom", "prenom"}, "prenom": {"nom", "prenom"}, "ville": {"commune", "insee", "departement", "ambiguous"},
    "mobilite": {"kind", "km", "places", "minutes"}, "disponibilite": {"date", "immediate", "vague", "tolerance_days"},
    "email": {"email"}, "telephone": {"telephone"},
}  # fmt: skip
ANY_FIELD = {"unknown", "vague", "invalid", "refused", "note", "permis", "exclude", "also"}


def rows(kind: str) -> list[Any]:
    lines = (HELDOUT / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(json.loads(line), id=f"{kind}-{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


@pytest.fixture(scope="module")
def communes() -> set[tuple[str, str, str]]:
    """Returns (code, official name, département) of the communes of today, without those that were merged into them."""
    with (DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["code"], row["nom"], row["departement"]) for row in csv.DictReader(file) if row["type"] == "commune"
        }


@pytest.mark.parametrize("row", rows("intents"))
def test_an_intent_is_known(row):
    assert {row["topic"], *row.get("also_ok", [])} <= INTENTS
    assert row["text"].strip()


@pytest.mark.parametrize("row", rows("fields"))
def test_a_field_has_a_normal_form_of_its_own(row, communes):
    assert row["field"] in FIELD_NAMES
    assert row["text"].strip()
    assert row["prompt_context"].strip()
    others = row.get("also") or []
    for expected in [row["expected"], *(others if isinstance(others, list) else [others])]:
        unknown = {key for key in expected if not key.startswith("hint_")} - KEYS[row["field"]] - ANY_FIELD
        assert unknown == set()
        towns = expected.get("ambiguous") or []
        for town in [expected] if "insee" in expected else towns if isinstance(towns, list) else []:
            assert (town["insee"], town["commune"], town["departement"]) in communes
        assert expected.get("kind", "none") in KINDS
        if "date" in expected:
            datetime.date.fromisoformat(expected["date"])


@pytest.mark.parametrize("row", rows("evidence"))
def test_evidence_quotes_the_answer(row):
    scenario, indicators = load_scenarios()[row["scenario"]], load_rubric().indicators
    assert scenario.trait == row["trait"]
    assert row["expected_coverage"] in COVERAGES
    for quote in row["evidence"]:
        assert quote["quote"] in row["answer"]
        assert quote["quote"].strip()
        assert quote["indicator"] in indicators
        assert quote["polarity"] in {"positive", "negative"}


@pytest.mark.parametrize("row", rows("evidence"))
def test_expected_coverage_is_counted_by_the_rule(row):
    """Distinct positive indicators of the scenario's trait, less distinct negative ones of any trait."""
    positive = {
        quote["indicator"]
        for quote in row["evidence"]
        if quote["polarity"] == "positive" and quote["indicator"].startswith(f"{row['trait']}.")
    }
    negative = {quote["indicator"] for quote in row["evidence"] if quote["polarity"] == "negative"}
    rest = len(positive) - len(negative)
    expected = "none" if not positive else "weak" if rest <= 1 else "partial" if rest == 2 else "strong"
    assert row["expected_coverage"] == expected


@pytest.mark.parametrize("row", rows("dialogues"))
def test_a_dialogue_has_a_hint_for_each_turn_and_facts_that_can_be_checked(row, communes):
    assert len(row["hints"]) == len(row["turns"])
    assert row["id"]
    assert check(row["must"], EMPTY), "no line that can be checked"
    for line in row["must"]:
        if line.startswith("town.insee="):
            assert line.partition("=")[2] in {code for code, _, _ in communes}


@pytest.mark.parametrize("kind", ["intents", "fields", "evidence", "dialogues"])
def test_no_example_stands_twice(kind):
    seen = [
        json.dumps(
            {key: row.values[0].get(key) for key in ("text", "field", "scenario", "answer", "id")}, sort_keys=True
        )
        for row in rows(kind)
    ]
    assert sorted(text for text in set(seen) if seen.count(text) > 1) == []
