"""Properties of every answer, and spellings of all kinds."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.interview import load_rubric, load_scenarios
from bot.notes.evidence.clause_context import ClauseInContext, clauses_in_context
from bot.notes.evidence.coverage import coverage
from bot.notes.evidence.quote import Quote
from bot.notes.evidence.quote_finder import MIN_ANSWER_PROBABILITY, MIN_PROBABILITY, QuoteFinder, select_quotes
from bot.tools.evaluation.evidence_scoring import score
from bot.understanding.clauses import split_clauses
from tests.markers import starts

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
def test_quotes_are_exact_substrings_of_any_text(answer: str, reader: QuoteFinder) -> None:
    for quote in reader.read(answer, "patience_un_seul_doigt"):
        assert answer[quote.start : quote.end] == quote.quote != ""
        assert quote.indicator in load_rubric().indicators


@pytest.fixture(scope="module")
@starts("slow")
def held_out(reader: QuoteFinder) -> list[tuple[dict[str, Any], list[Quote]]]:
    """The held-out answers, each with what is read in it: once, for reading them takes half a minute."""
    items = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    return [(item, reader.read(item["answer"], item["scenario"])) for item in items]


def test_held_out_quotes_are_exact_substrings_and_unique(held_out: list[tuple[dict[str, Any], list[Quote]]]) -> None:
    for item, quotes in held_out:
        assert all(item["answer"][q.start : q.end] == q.quote for q in quotes)
        assert len({(q.indicator, q.polarity, q.start, q.end) for q in quotes}) == len(quotes)


class _Told:
    """Names labels, and explains nothing."""

    names = np.array(["none", "patience.garde_son_calme+", "patience.garde_son_calme-", "patience.laisse_le_temps-"])

    def nearest_example(self, unit: ClauseInContext, label: str) -> str:
        return ""


def told_quotes(answer: str, *chances: list[float]) -> list[tuple[str, str, str]]:
    """Returns quote, indicator and polarity of what is read in clauses whose chances are told."""
    clauses = split_clauses(answer)
    units = clauses_in_context(answer, "patience_un_seul_doigt", clauses)
    found = select_quotes(answer, clauses, units, np.array(chances), _Told())
    return [(quote.quote, quote.indicator, quote.polarity) for quote in found]


@pytest.mark.parametrize(("surest", "quotes"), [(MIN_ANSWER_PROBABILITY - 0.01, 0), (MIN_ANSWER_PROBABILITY, 2)])
def test_an_answer_in_which_nothing_is_sure_shows_nothing(surest: float, quotes: int) -> None:
    found = told_quotes(
        "Je respire. Elle recommence. Je souris.", [0, MIN_PROBABILITY["+"], 0, 0], [0.9, 0.1, 0, 0], [0, surest, 0, 0]
    )
    assert len(found) == quotes


CALM, TIME = "patience.garde_son_calme", "patience.laisse_le_temps"


@pytest.mark.parametrize(
    ("chances", "shown"),
    [
        ([0.0, 0.6, 0.95, 0.0], [("je lui dis bien d'attendre", CALM, "negative")]),
        ([0.0, 0.96, 0.95, 0.0], [("je lui dis bien d'attendre", CALM, "positive")]),
        ([0.0, 0.6, 0.0, 0.95], [("je lui dis bien d'attendre", TIME, "negative")]),
        ([0.0, 0.96, 0.0, 0.95], [("je lui dis bien d'attendre", CALM, "positive")]),
        ([0.0, 0.55, 0.7, 0.0], []),  # more of a fault than a merit, and not surely a fault
    ],
)
def test_no_passage_is_a_merit_and_a_fault(chances: list[float], shown: list[tuple[str, str, str]]) -> None:
    assert told_quotes("je lui dis bien d'attendre", chances) == shown


def test_a_fault_within_a_longer_merit_is_told_apart() -> None:
    merit, fault = [0.0, 0.7, 0.2, 0.0], [0.0, 0.6, 0.95, 0.0]
    found = told_quotes("je lui montre encore et je reste debout et je souffle bien fort", merit, merit, fault)
    assert found == [
        ("je lui montre encore et je reste debout", CALM, "positive"), ("et je souffle bien fort", CALM, "negative"),
    ]  # fmt: skip


def test_the_same_words_said_twice_are_read_one_way() -> None:
    found = told_quotes("Je respire. Il part. Je respire.", [0, 0.6, 0, 0], [1, 0, 0, 0], [0, 0, 0.97, 0])
    assert found == [("Je respire", CALM, "negative")]


def test_a_fault_is_shown_only_if_it_is_sure() -> None:
    assert told_quotes("Je soupire.", [0, 0, 0.75, 0]) == []
    assert told_quotes("Je soupire.", [0, 0, MIN_PROBABILITY["-"], 0]) == [("Je soupire", CALM, "negative")]


@pytest.mark.parametrize(
    ("scenario", "answer"),
    [
        (
            "bienveillance_honte_de_la_souris",
            "je m'assois à coté de lui et je lui met la main sur la souris s'il est d'accord",
        ),
        (
            "patience_cinquieme_fois",
            "Je montre avec doigt. Je dis les autres personnes attendre un peu s'il vous plaît.",
        ),
        ("patience_colere_tablette", "Je souffle un coup. Je lui demande ce qui ne va pas."),
        ("patience_colere_tablette", "Je souffle un grand coup dans le couloir, puis je reviens lui parler."),
        ("patience_cinquieme_fois", "Je demande à ceux derrière de patienter s'il vous plaît, et je lui remontre."),
        ("patience_colere_tablette", "Je ne m'énerve jamais, je n'ai jamais haussé la voix sur personne."),
        ("patience_un_seul_doigt", "Je ne regarde pas l'heure et je ne tape jamais à sa place."),
    ],
)
def test_no_fault_is_seen_in_a_merit(scenario: str, answer: str, reader: QuoteFinder) -> None:
    assert [quote.quote for quote in reader.read(answer, scenario) if quote.polarity == "negative"] == []


def test_held_out_passages_are_merits_or_faults(held_out: list[tuple[dict[str, Any], list[Quote]]]) -> None:
    for item, quotes in held_out:
        faults = [quote for quote in quotes if quote.polarity == "negative"]
        for merit in (quote for quote in quotes if quote.polarity == "positive"):
            assert all(merit.end <= fault.start or fault.end <= merit.start for fault in faults), item["scenario"]


def test_who_writes_by_ear_is_read_too(reader: QuoteFinder) -> None:
    for answer in ("Je lui dis de prendre tout son temps.", "jelui di de prandre tou son tan"):
        quotes = reader.read(answer, "patience_un_seul_doigt")
        assert "patience.laisse_le_temps" in {quote.indicator for quote in quotes if quote.polarity == "positive"}


def test_what_is_said_again_is_quoted_once(reader: QuoteFinder) -> None:
    once = reader.read("Je lui remontre calmement sans soupirer.", "patience_cinquieme_fois")
    again = reader.read(" ".join(["Je lui remontre calmement sans soupirer."] * 22), "patience_cinquieme_fois")
    assert once, "it shows something"
    keys = [(quote.quote, quote.indicator) for quote in again]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("scenario", load_scenarios().values(), ids=lambda scenario: scenario.id)
def test_a_scenario_copied_back_is_no_evidence(scenario, reader: QuoteFinder) -> None:
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
def test_spelling_does_not_matter(answer: str, indicator: str, reader: QuoteFinder) -> None:
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
    assert scores["negative"].precision >= 0.95, "of twenty faults shown nineteen are there"
    assert scores["negative"].recall >= 0.35
    assert scores["coverage_agreement"] >= 0.75
    assert scores["false_alarms_on_none"] <= 0.10


def test_content_is_complete() -> None:
    rubric, scenarios = load_rubric(), load_scenarios()
    assert {scenario.trait for scenario in scenarios.values()} == set(rubric.traits)
    follow_ups = {scenario.follow_up for scenario in scenarios.values()}
    assert len(follow_ups) == len(scenarios), "each has one in its own words"
    assert all(follow_up.startswith("Pouvez-vous raconter plus précisément") for follow_up in follow_ups)
