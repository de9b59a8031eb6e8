"""`make bench-evidence`: ways to find quotes, learned from the same examples and judged on the same held-out answers.

All cut the answers into the same clauses and differ only in what they make of a clause.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression

from bot.base import places
from bot.base.json_lines import Row, read_rows
from bot.notes.evidence.clauses import Clause
from bot.notes.evidence.reader import EvidenceReader, own_clauses, quotes_of
from bot.notes.evidence.scoring import score
from bot.notes.evidence.training import labelled_units, read_examples
from bot.notes.evidence.units import Unit, make_units
from bot.understanding.learning.kernel_regression import unit_vectors
from bot.understanding.learning.short_text_encoder import encode

HELD_OUT = places.HOME / "tests" / "heldout" / "evidence.jsonl"
Way = Callable[[str, Sequence[Clause], Sequence[Unit]], NDArray[Any]]


class _Plain:
    """What tells of clauses by their embeddings alone: 1 for what a clause shows, 0 for all else."""

    def __init__(self, names: NDArray[Any], units: Sequence[Unit], labels: Sequence[str]) -> None:
        raw = encode([unit.text for unit in units])
        self.names, self._centre, self._spread = list(names), raw.mean(axis=0), raw.std(axis=0) + 1e-6
        self.examples, self.labels = unit_vectors(raw, self._centre, self._spread), np.array(labels)

    def _rows(self, texts: Sequence[str], labels: Callable[[NDArray[Any]], Sequence[str]]) -> NDArray[Any]:
        found = labels(unit_vectors(encode(list(texts)), self._centre, self._spread))
        return np.array([[float(name == label) for name in self.names] for label in found])

    def nearest(self, _: str, __: Sequence[Clause], units: Sequence[Unit]) -> NDArray[Any]:
        """Tells what the example nearest in meaning shows."""
        return self._rows(
            [unit.text for unit in units], lambda rows: self.labels[(rows @ self.examples.T).argmax(axis=1)]
        )

    def regression(self) -> Way:
        """Returns a logistic regression: its best label, since its probabilities know none of our thresholds."""
        model = LogisticRegression(C=1.0, max_iter=300).fit(self.examples, self.labels)
        return lambda _, __, units: self._rows([unit.text for unit in units], model.predict)


def ways(read: EvidenceReader) -> Mapping[str, Callable[[], Way]]:
    """Returns what makes each way, by its name."""
    plain = _Plain(read.model.names, *labelled_units(read_examples()))

    return {
        "nearest example by sentence embedding": lambda: plain.nearest,
        "logistic regression on sentence embeddings": plain.regression,
        "clauses by themselves": lambda: EvidenceReader(read.model, read.context, 0.0).probabilities,
        "words where they stand": lambda: EvidenceReader(read.model, read.context, 1.0).probabilities,
        "both: in use": lambda: read.probabilities,
    }


def judge(read: EvidenceReader, way: Way, rows: Sequence[Row]) -> tuple[dict[str, Any], float]:
    """Returns the scores of one way (as `bot.notes.evidence.scoring.score`), and its milliseconds an answer."""
    found, began = [], time.perf_counter()
    for row in rows:
        clauses = own_clauses(row["answer"], row["scenario"])
        units = make_units(row["answer"], row["scenario"], clauses)
        chances = way(row["answer"], clauses, units) if units else np.zeros((0, len(read.model.names)))
        quotes = quotes_of(row["answer"], clauses, units, chances, read.model)
        evidence = [{"quote": q.quote, "indicator": q.indicator, "polarity": q.polarity} for q in quotes]
        found.append({**row, "got": {"evidence": evidence}})
    return score(found), 1000 * (time.perf_counter() - began) / max(1, len(rows))


def compare(held_out: Path) -> Table:
    """Returns the table of all ways."""
    rows, read = read_rows(held_out, ["scenario", "trait", "answer", "evidence"]), EvidenceReader.load()
    table = Table("way", "F1 +", "F1 −", "precision", "recall", "coverage", "false alarms", "ms an answer")
    for name, make in ways(read).items():
        print(f"… {name}", flush=True)
        scores, milliseconds = judge(read, make(), rows)
        table.add_row(
            name,
            *(f"{100 * scores[kind].f1:.1f} %" for kind in ("positive", "negative")),
            f"{100 * scores['micro'].precision:.1f} %",
            f"{100 * scores['micro'].recall:.1f} %",
            f"{100 * scores['coverage_agreement']:.1f} %",
            f"{100 * scores['false_alarms_on_none']:.1f} %",
            f"{milliseconds:.1f}",
        )
    print(f"judged on {len(rows)} answers of {held_out.name}")
    return table


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--held-out", type=Path, default=HELD_OUT, help="JSON Lines of labelled answers")
    Console(width=150).print(compare(parser.parse_args().held_out))


if __name__ == "__main__":
    main()
