"""Labelled examples → the clause classifier: made once for the data and the code as they are, and kept."""

import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot import settings
from bot.evidence.clause_model import NONE, ClauseModel
from bot.evidence.content import INTERVIEW
from bot.evidence.reader import Analyser, load_analyser
from bot.evidence.units import Unit

EXAMPLES = INTERVIEW / "examples"
_SIGNS = {"positive": "+", "negative": "-"}
_SHARE = 0.5

Row = Mapping[str, Any]


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yields the labelled answers and clauses of JSON Lines files."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def example_files() -> list[Path]:
    """Returns the files of labelled examples, in order."""
    return sorted(EXAMPLES.glob("*.jsonl"))


def labelled_units(analyser: Analyser, rows: Iterable[Row]) -> tuple[list[Unit], list[str]]:
    """Returns the clauses of labelled rows and the label of each.

    Args:
        analyser: takes the texts apart.
        rows: answers (`answer`, `scenario`, `evidence`), or single clauses (`clause`, `before`, `scenario`, `label`).
    """
    units: list[Unit] = []
    labels: list[str] = []
    for row in rows:
        found = _clause(analyser, row) if "clause" in row else _answer(analyser, row)
        for unit, label in found:
            units.append(unit)
            labels.append(label)
    return units, labels


def _clause(analyser: Analyser, row: Row) -> Iterator[tuple[Unit, str]]:
    units = analyser.analyse(row["clause"], row["scenario"], whole=True).units()
    before = analyser.analyse(row["before"], row["scenario"]).units()
    for unit in units:
        yield Unit(**{**vars(unit), "before": before[-1].text if before else ""}), row["label"]


def _answer(analyser: Analyser, row: Row) -> Iterator[tuple[Unit, str]]:
    """Yields each clause with each label of a quote that covers half of it, or of which it covers half."""
    analysis = analyser.analyse(row["answer"], row["scenario"])
    spans = []
    for quote in row["evidence"]:
        start = row["answer"].find(quote["quote"])
        spans.append((start, start + len(quote["quote"]), quote["indicator"] + _SIGNS[quote["polarity"]]))
    for unit, clause in zip(analysis.units(), analysis.clauses, strict=True):
        if all(index in analysis.ignored for index in range(clause.start, clause.end)):
            continue
        start, end = analysis.tokens[clause.start].start, analysis.tokens[clause.end - 1].end
        labels = dict.fromkeys(
            label
            for first, last, label in spans
            if min(end, last) - max(start, first) >= _SHARE * min(end - start, last - first)
        )
        yield from ((unit, label) for label in labels or [NONE])


def fingerprint() -> str:
    """Returns a hash of what the classifier is made of: examples, rubric, patterns, and this room's code."""
    digest = hashlib.sha256()
    code = [*Path(__file__).parent.glob("*.py"), *(Path(__file__).parent.parent / "learning").glob("*.py")]
    for path in sorted([*INTERVIEW.rglob("*.yml"), *example_files(), *code]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Returns where the classifier for the data as they are lies."""
    return settings.HOME / "models" / f"evidence-{fingerprint()}.skops"


def train(rows: Sequence[Row] | None = None) -> ClauseModel:
    """Returns a classifier learned from the rows; by default from all example files."""
    units, labels = labelled_units(load_analyser(), read_rows(example_files()) if rows is None else rows)
    model = ClauseModel()
    model.fit(units, labels)
    return model


@functools.cache
def load_model() -> ClauseModel:
    """Returns the classifier of the data as they are, learned (a minute) and kept if that was not done yet."""
    path = model_path()
    if path.exists():
        return ClauseModel.read(path)
    model = train()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    model.save(Path(name))
    os.replace(name, path)  # several processes may do this at once: each leaves a whole file
    for old in path.parent.glob("evidence-*.skops"):
        if old != path:
            old.unlink(missing_ok=True)
    return model
