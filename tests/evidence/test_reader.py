"""Properties of every answer, speed, and spellings of all kinds."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evidence.analyser import load_analyser
from bot.evidence.content import load_rubric, load_scenarios
from bot.evidence.coverage import coverage
from bot.evidence.reader import EvidenceReader
from bot.evidence.scoring import score

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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANY_TEXT)
def test_quotes_are_exact_substrings_of_any_text(answer: str, reader: EvidenceReader) -> None:
    for quote in reader.read(answer, "patience_un_seul_doigt"):
        assert answer[quote.start : quote.end] == quote.quote != ""
        assert quote.indicator in load_rubric().indicators


def test_held_out_quotes_are_exact_substrings_and_unique(reader: EvidenceReader) -> None:
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        quotes = reader.read(item["answer"], item["scenario"])
        assert all(item["answer"][q.start : q.end] == q.quote for q in quotes)
        assert len({(q.indicator, q.polarity, q.start, q.end) for q in quotes}) == len(quotes)
        assert all(q.rule for q in quotes), "each quote says which rule or example made it"


def test_600_characters_take_at_most_60_ms(reader: EvidenceReader) -> None:
    text = (
        "Je lui remontre calmement, sans soupirer. Ensuite je lui écris le chemin sur un papier pour qu'il le retrouve. "
        "On prend le temps qu'il faut, étape par étape, et c'est lui qui tient la souris. Je lui dis que ce n'est pas "
        "grave et que ça arrive à tout le monde. "
    )
    answer = (text * 3)[:600]
    reader.read(answer, "patience_cinquieme_fois")
    times = []
    for _ in range(15):
        start = time.perf_counter()
        reader.read(answer, "patience_cinquieme_fois")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.060


@pytest.mark.parametrize(
    ("answer", "indicator"),
    [
        ("jlui remontre", "patience.repete_sans_reproche"),
        ("JE LUI REMONTRE", "patience.repete_sans_reproche"),
        ("je lui reexplike", "patience.repete_sans_reproche"),
        ("je mexcuse", "humilite.assume_son_erreur"),
        ("cest pas grave", "bienveillance.rassure"),
        ("on avance etape par etape", "patience.avance_par_etapes"),
        ("jattend quil trouve", "patience.laisse_le_temps"),
        ("c elle ki tape", "bienveillance.laisse_faire"),
    ],
)
def test_spelling_does_not_matter(answer: str, indicator: str) -> None:
    assert (indicator, "positive") in {key for clause in load_analyser().analyse(answer, "").fired for key in clause}


def test_held_out_scores_are_good_enough(reader: EvidenceReader) -> None:
    items = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    for item in items:
        quotes = reader.read(item["answer"], item["scenario"])
        item["got"] = {
            "evidence": [{"quote": q.quote, "indicator": q.indicator, "polarity": q.polarity} for q in quotes],
            "coverage": coverage(quotes, item["trait"]),
        }
    scores = score(items)
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
