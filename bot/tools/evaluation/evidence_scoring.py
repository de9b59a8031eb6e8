"""Scoring of found quotes against expected ones, for `bot eval evidence`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.notes.evidence.coverage import coverage_of

Evidence = Mapping[str, Any]
_WORD = re.compile(r"\w+")


@dataclass
class Counts:
    """Hits, extra quotes and missed quotes."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found quotes that were expected, 1 if none was found."""
        found = self.hits + self.extra
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected quotes that were found, 1 if none was expected."""
        expected = self.hits + self.missed
        return self.hits / expected if expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / total if total else 1.0

    def add(self, other: "Counts") -> None:
        """Add another count to this one."""
        self.hits += other.hits
        self.extra += other.extra
        self.missed += other.missed


@dataclass(frozen=True)
class Comparison:
    """Outcome of one answer: matched pairs, extra and missed quotes. Optional extras are not listed."""

    hits: tuple[tuple[Evidence, Evidence], ...]
    extra: tuple[Evidence, ...]
    missed: tuple[Evidence, ...]


def words_in_common(one: str, other: str) -> float:
    """Share of the shorter quote's words that the longer one contains, 0 to 1."""
    short, long = sorted((_WORD.findall(one.lower()), _WORD.findall(other.lower())), key=len)
    if not short:
        return 0.0
    rest = list(long)
    common = 0
    for word in short:
        if word in rest:
            rest.remove(word)
            common += 1
    return common / len(short)


def matches(got: Evidence, expected: Evidence) -> bool:
    """Whether a found quote is the expected one: indicator, polarity, and half of the shorter one's words."""
    return (
        got["indicator"] == expected["indicator"]
        and got["polarity"] == expected["polarity"]
        and words_in_common(got["quote"], expected["quote"]) >= 0.5
    )


def compare(got: Sequence[Evidence], expected: Sequence[Evidence], trait: str) -> Comparison:
    """Match each expected quote with at most one found quote, the most similar first.

    Positive quotes of traits other than `trait` are optional: they never count as extra.
    """
    pairs = sorted(
        ((words_in_common(g["quote"], e["quote"]), i, j) for i, g in enumerate(got) for j, e in enumerate(expected)
         if matches(g, e)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )  # fmt: skip
    used_got: set[int] = set()
    used_expected: set[int] = set()
    hits: list[tuple[Evidence, Evidence]] = []
    for _, i, j in pairs:
        if i not in used_got and j not in used_expected:
            used_got.add(i)
            used_expected.add(j)
            hits.append((got[i], expected[j]))

    def optional(item: Evidence) -> bool:
        return item["polarity"] == "positive" and not item["indicator"].startswith(trait + ".")

    # A second quote of a clause already matched says the same thing again.
    extra = [
        g for i, g in enumerate(got)
        if i not in used_got and not optional(g) and not any(matches(g, e) for e in expected)
    ]  # fmt: skip
    missed = [e for j, e in enumerate(expected) if j not in used_expected and not any(matches(g, e) for g in got)]
    return Comparison(tuple(hits), tuple(extra), tuple(missed))


def score(items: Iterable[Evidence]) -> dict[str, Any]:
    """Aggregate scores of evaluated answers, each with `trait`, `evidence`, `expected_coverage` and `got`.

    Returns:
        `{"per_indicator": {(indicator, polarity): Counts}, "positive": Counts, "negative": Counts, "micro": Counts,
        "coverage_agreement": share of answers with the expected coverage, "false_alarms_on_none": share of answers
        without expected evidence that got a quote}`.
    """
    per: dict[tuple[str, str], Counts] = {}
    agreed = answers = empty = alarmed = 0
    for item in items:
        got: list[Evidence] = item["got"]["evidence"]
        outcome = compare(got, item["evidence"], item["trait"])
        for _, expected in outcome.hits:
            per.setdefault((expected["indicator"], expected["polarity"]), Counts()).hits += 1
        for extra in outcome.extra:
            per.setdefault((extra["indicator"], extra["polarity"]), Counts()).extra += 1
        for missed in outcome.missed:
            per.setdefault((missed["indicator"], missed["polarity"]), Counts()).missed += 1
        answers += 1
        pairs = ((quote["indicator"], quote["polarity"]) for quote in got)
        marked = ((quote["indicator"], quote["polarity"]) for quote in item["evidence"])
        expected_coverage = item.get("expected_coverage") or coverage_of(marked, item["trait"])
        agreed += coverage_of(pairs, item["trait"]) == expected_coverage
        if not item["evidence"]:
            empty += 1
            alarmed += bool(got)
    sums = {"positive": Counts(), "negative": Counts(), "micro": Counts()}
    for (_, polarity), counts in per.items():
        sums[polarity].add(counts)
        sums["micro"].add(counts)
    return {
        "per_indicator": dict(sorted(per.items())),
        **sums,
        "coverage_agreement": agreed / answers if answers else 1.0,
        "false_alarms_on_none": alarmed / empty if empty else 0.0,
    }
