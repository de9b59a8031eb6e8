"""Properties of every answer, and spellings of all kinds."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evidence.clauses import cut
from bot.evidence.content import load_rubric, load_scenarios
from bot.evidence.coverage import coverage
from bot.evidence.quote import Quote
from bot.evidence.reader import LEAST, SHOWS, EvidenceReader, quotes_of
from bot.evidence.scoring import score
from bot.evidence.units import Unit, make_units

HELD_OUT = Path(__file__).parents[1] / "heldout" / "evidence.jsonl"
WORDS = [
    "je",
    "ne",
    "m'énerve",
    "jamais",
    "pas",
    "jlui",
    "remontre",
    ",",
    ".",
    "«",
    "et",
    "c'est",
    "l'",
    "😀",
    "\n",
    "É",
]
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANY_TEXT)
def test_quotes_are_exact_substrings_of_any_text(answer: str, reader: EvidenceReader) -> None:
    for quote in reader.read(answer, "patience_un_seul_doigt"):
        assert answer[quote.start : quote.end] == quote.quote != ""
        assert quote.indicator in load_rubric().indicators


@pytest.fixture(scope="module")
def held_out(reader: EvidenceReader) -> list[tuple[dict[str, Any], list[Quote]]]:
    """The held-out answers, each with what is read in it: once, for reading them takes half a minute."""
    items = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    return [(item, reader.read(item["answer"], item["scenario"])) for item in items]


def test_held_out_quotes_are_exact_substrings_and_unique(held_out: list[tuple[dict[str, Any], list[Quote]]]) -> None:
    for item, quotes in held_out:
        assert all(item["answer"][q.start : q.end] == q.quote for q in quotes)
        assert len({(q.indicator, q.polarity, q.start, q.end) for q in quotes}) == len(quotes)


class _Told:
    """Names labels, and explains nothing."""

    names = np.array(["none", "patience.garde_son_calme+"])

    def nearest_example(self, unit: Unit, label: str) -> str:
        return ""


@pytest.mark.parametrize(("surest", "quotes"), [(SHOWS - 0.01, 0), (SHOWS, 2)])
def test_an_answer_in_which_nothing_is_sure_shows_nothing(surest: float, quotes: int) -> None:
    answer = "Je respire. Elle recommence. Je souris."
    clauses = cut(answer)
    told = np.array([[0.0, LEAST["+"]], [0.9, 0.1], [0.0, surest]])
    found = quotes_of(answer, clauses, make_units(answer, "patience_un_seul_doigt", clauses), told, _Told())
    assert len(found) == quotes


def test_who_writes_by_ear_is_read_too(reader: EvidenceReader) -> None:
    for answer in ("Je lui dis de prendre tout son temps.", "jelui di de prandre tou son tan"):
        quotes = reader.read(answer, "patience_un_seul_doigt")
        assert "patience.laisse_le_temps" in {quote.indicator for quote in quotes if quote.polarity == "positive"}


def test_what_is_said_again_is_quoted_once(reader: EvidenceReader) -> None:
    once = reader.read("Je lui remontre calmement sans soupirer.", "patience_cinquieme_fois")
    again = reader.read(" ".join(["Je lui remontre calmement sans soupirer."] * 22), "patience_cinquieme_fois")
    assert once, "it shows something"
    keys = [(quote.quote, quote.indicator) for quote in again]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("scenario", load_scenarios().values(), ids=lambda scenario: scenario.id)
def test_a_scenario_copied_back_is_no_evidence(scenario, reader: EvidenceReader) -> None:
    assert reader.read(scenario.text, scenario.id) == []


@pytest.mark.parametrize(
    ("answer", "indicator"),
    [
        ("jlui remontre sans soupirer", "patience.repete_sans_reproche"),
        ("cest pas grave ca arrive a tt le monde", "bienveillance.rassure"),
        ("on avance etape par etape", "patience.avance_par_etapes"),
        ("jattend quil trouve tout seul le tan quil fo", "patience.laisse_le_temps"),
    ],
)
def test_spelling_does_not_matter(answer: str, indicator: str, reader: EvidenceReader) -> None:
    assert (indicator, "positive") in {
        (q.indicator, q.polarity) for q in reader.read(answer, "patience_cinquieme_fois")
    }


def test_held_out_scores_are_good_enough(held_out: list[tuple[dict[str, Any], list[Quote]]]) -> None:
    got = [
        {
            "evidence": [{"quote": q.quote, "indicator": q.indicator, "polarity": q.polarity} for q in quotes],
            "coverage": coverage(quotes, item["trait"]),
        }
        for item, quotes in held_out
    ]
    scores = score([{**item, "got": found} for (item, _), found in zip(held_out, got, strict=True)])
    assert scores["positive"].f1 >= 0.70
    assert scores["negative"].f1 >= 0.55
    assert scores["coverage_agreement"] >= 0.75
    assert scores["false_alarms_on_none"] <= 0.10


def test_content_is_complete() -> None:
    rubric, scenarios = load_rubric(), load_scenarios()
    assert len(rubric.indicators) == 21
    assert len(scenarios) == 9
    assert {scenario.trait for scenario in scenarios.values()} == set(rubric.traits)
    follow_ups = {scenario.follow_up for scenario in scenarios.values()}
    assert len(follow_ups) == len(scenarios), "each has one in its own words"
    assert all(follow_up.startswith("Pouvez-vous raconter plus précisément") for follow_up in follow_ups)
