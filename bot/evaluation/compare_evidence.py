"""`make bench-evidence`: ways to find quotes, learned from the same examples and judged on the same held-out answers.

All cut the answers into the same clauses and differ only in what they make of a clause.
"""

import argparse
import math
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression

from bot import settings
from bot.evidence.analyser import Analysis, load_analyser
from bot.evidence.clause_model import NONE, ClauseModel
from bot.evidence.reader import Labeller, quotes_of
from bot.evidence.scoring import score
from bot.evidence.training import all_examples
from bot.evidence.units import Unit
from bot.json_lines import Row, read_rows
from bot.learning.kept_vectors import Encode
from bot.learning.kernel_regression import unit_vectors
from bot.learning.short_text_encoder import encode

HELD_OUT = settings.HOME / "tests" / "heldout" / "evidence.jsonl"
KEYWORDS = 15  # for each behaviour
_LEAST_KEYWORDS = 2  # in one clause


class Way(Labeller, Protocol):
    """One way to find quotes."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns from clauses and their labels."""

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns the probabilities of `names`, or 1 and 0, shape (len(units), len(self.names))."""


class _Plain:
    """What the simple ways share."""

    def __init__(self) -> None:
        self.names: NDArray[Any] = np.array([])

    def _take_names(self, labels: Sequence[str]) -> None:
        self.names = np.array(sorted({*labels, NONE}))

    def _as_rows(self, found: Sequence[Sequence[str]]) -> NDArray[Any]:
        return np.array([[float(name in labels) for name in self.names] for labels in found]).reshape(
            -1, len(self.names)
        )

    def nearest_example(self, unit: Unit, label: str) -> str:
        """Returns nothing: no figure depends on it."""
        return ""


class Keywords(_Plain):
    """A clause shows the behaviour of which it holds the most telling words, two at least."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns."""
        self._take_names(labels)
        by_label: dict[str, Counter[str]] = defaultdict(Counter)
        for unit, label in zip(units, labels, strict=True):
            by_label[label].update(set(unit.lemmas.split()))
        everywhere = sum(by_label.values(), Counter())
        total = sum(everywhere.values())
        self.words: dict[str, set[str]] = {}
        for label, counts in by_label.items():
            size = sum(counts.values())
            telling = {
                word: times * math.log((times / size) / (everywhere[word] / total)) for word, times in counts.items()
            }
            self.words[label] = set(sorted(telling, key=lambda word: (-telling[word], word))[:KEYWORDS])

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns 1 for what a clause shows, or probabilities."""
        found = []
        for unit in units:
            words = set(unit.lemmas.split())
            held = {label: len(words & telling) for label, telling in self.words.items() if label != NONE}
            best = max(held, key=lambda label: (held[label], label))
            found.append([best] if held[best] >= _LEAST_KEYWORDS else [NONE])
        return self._as_rows(found)


class NearestExample(_Plain):
    """A clause shows what the example nearest by sentence embedding shows."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns."""
        self._take_names(labels)
        raw = encode([unit.text for unit in units])
        self.centre, self.spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
        self.examples, self.labels = self._standard(raw), list(labels)

    def _standard(self, raw: NDArray[Any]) -> NDArray[Any]:
        return unit_vectors(raw, self.centre, self.spread)

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns 1 for what a clause shows, or probabilities."""
        if not units:
            return self._as_rows([])
        nearest = np.argmax(self._standard(encode([unit.text for unit in units])) @ self.examples.T, axis=1)
        return self._as_rows([[self.labels[index]] for index in nearest])


class Rules(_Plain):
    """The hand-written patterns alone."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns."""
        self._take_names(labels)

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns 1 for what a clause shows, or probabilities."""
        return self._as_rows([unit.rules or [NONE] for unit in units])


class EmbeddingRegression(NearestExample):
    """Logistic regression on the clause's embedding: its best label, since its probabilities know none of our thresholds."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns."""
        super().fit(units, labels)
        self.model = LogisticRegression(C=1.0, max_iter=300).fit(self.examples, labels)
        self.names = self.model.classes_

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns 1 for what a clause shows, or probabilities."""
        if not units:
            return self._as_rows([])
        found = self.model.predict(self._standard(encode([unit.text for unit in units])))
        return self._as_rows([[str(label)] for label in found])


class WithoutRules(ClauseModel):
    """The classifier in use, blind to the patterns."""

    def fit(self, units: Sequence[Unit], labels: Sequence[str], encode: Encode = encode) -> None:
        """Learns."""
        super().fit([replace(unit, rules=()) for unit in units], labels, encode)

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns 1 for what a clause shows, or probabilities."""
        return super().probabilities([replace(unit, rules=()) for unit in units])


WAYS: Mapping[str, type[Any]] = {
    "keywords": Keywords,
    "nearest example by sentence embedding": NearestExample,
    "logistic regression on sentence embeddings": EmbeddingRegression,
    "hand-written rules alone": Rules,
    "clause classifier without the rules": WithoutRules,
    "clause classifier with the rules: in use": ClauseModel,
}


def judge(way: Way, rows: Sequence[Row], analyses: Sequence[Analysis]) -> tuple[dict[str, Any], float]:
    """Returns the scores of one way (as `bot.evidence.scoring.score`), and its milliseconds an answer.

    The time is that of the judging of clauses; what all ways share (tokens, parse, patterns) is not in it.
    """
    found = []
    seconds = 0.0
    for row, analysis in zip(rows, analyses, strict=True):
        units = analysis.units()
        began = time.perf_counter()
        quotes = quotes_of(analysis, units, way.probabilities(units), way)
        seconds += time.perf_counter() - began
        evidence = [{"quote": q.quote, "indicator": q.indicator, "polarity": q.polarity} for q in quotes]
        found.append({**row, "got": {"evidence": evidence}})
    return score(found), 1000 * seconds / max(1, len(rows))


def compare(held_out: Path) -> Table:
    """Returns the table of all ways."""
    analyser = load_analyser()
    rows = read_rows(held_out, ["scenario", "trait", "answer", "evidence"])
    analyses = [analyser.analyse(row["answer"], row["scenario"]) for row in rows]
    units, labels = all_examples(analyser)
    table = Table("way", "F1 +", "F1 −", "precision", "recall", "coverage", "false alarms", "ms an answer", "learning")
    for name, make in WAYS.items():
        print(f"… {name}", flush=True)
        way: Way = make()
        began = time.monotonic()
        way.fit(units, labels)
        learning = time.monotonic() - began
        scores, milliseconds = judge(way, rows, analyses)
        table.add_row(
            name,
            *(f"{100 * scores[kind].f1:.1f} %" for kind in ("positive", "negative")),
            f"{100 * scores['micro'].precision:.1f} %",
            f"{100 * scores['micro'].recall:.1f} %",
            f"{100 * scores['coverage_agreement']:.1f} %",
            f"{100 * scores['false_alarms_on_none']:.1f} %",
            f"{milliseconds:.1f}",
            f"{learning:.0f} s",
        )
    print(f"{len(units)} clauses to learn from; judged on {len(rows)} answers of {held_out.name}")
    return table


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--held-out", type=Path, default=HELD_OUT, help="JSON Lines of labelled answers")
    Console(width=150).print(compare(parser.parse_args().held_out))


if __name__ == "__main__":
    main()
