"""The scoring rules of `bot eval evidence`."""

from typing import Any

from bot.tools.evaluation.evidence_scoring import compare, matches, score, words_in_common

CALM = "patience.garde_son_calme"
KIND = "bienveillance.rassure"


def item(quote: str, indicator: str = CALM, polarity: str = "positive") -> dict[str, Any]:
    return {"quote": quote, "indicator": indicator, "polarity": polarity}


def test_half_of_the_shorter_quote_is_enough() -> None:
    assert words_in_common("je reste calme", "je reste") == 1.0
    assert matches(item("je reste calme ici"), item("je reste"))
    assert not matches(item("elle part"), item("je reste calme"))


def test_polarity_and_indicator_must_agree() -> None:
    assert not matches(item("je reste", polarity="negative"), item("je reste"))
    assert not matches(item("je reste", KIND), item("je reste"))


def test_positive_quotes_of_other_traits_found_in_vain_are_no_extra_but_missed_ones_are_missed() -> None:
    outcome = compare([item("c'est pas grave", KIND)], [item("ça arrive", KIND)], "patience")
    assert (outcome.hits, outcome.extra, len(outcome.missed)) == ((), (), 1)


def test_negative_quotes_of_other_traits_count() -> None:
    outcome = compare([item("c'est facile", "bienveillance.ne_juge_pas", "negative")], [], "patience")
    assert len(outcome.extra) == 1


def test_scores_of_a_small_file() -> None:
    scores = score(
        [
            {
                "trait": "patience",
                "evidence": [item("je reste calme")],
                "expected_coverage": "weak",
                "got": {"evidence": [item("je reste calme"), item("je crie", polarity="negative")]},
            },
            {"trait": "patience", "evidence": [], "expected_coverage": "none", "got": {"evidence": []}},
        ]
    )
    assert (scores["positive"].f1, scores["negative"].precision) == (1.0, 0.0)
    assert scores["coverage_agreement"] == 1.0
    assert scores["false_alarms_on_none"] == 0.0
