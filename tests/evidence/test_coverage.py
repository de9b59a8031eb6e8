"""Coverage of an answer, from its quotes."""

from bot.notes.evidence.coverage import coverage_of

KIND = "bienveillance.rassure"


def test_coverage_follows_the_formula() -> None:
    positives = [(f"patience.{n}", "positive") for n in range(3)]
    assert coverage_of([], "patience") == "none"
    assert coverage_of(positives[:1], "patience") == "weak"
    assert coverage_of(positives[:2], "patience") == "partial"
    assert coverage_of(positives, "patience") == "strong"
    assert coverage_of([*positives, (KIND, "negative")], "patience") == "partial"
    assert coverage_of(positives, "humilite") == "none"
