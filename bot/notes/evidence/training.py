"""Training of the clause classifier on labelled examples."""

import dataclasses
import functools
import sys
from collections.abc import Iterable, Iterator, Sequence

from bot.base.json_lines import Row, read_rows
from bot.notes.evidence.clause_context import ClauseInContext, clauses_in_context
from bot.notes.evidence.clause_model import NONE, ClauseModel
from bot.notes.evidence.model_file import example_files, model_path
from bot.notes.evidence.quote import SIGNS
from bot.understanding.clauses import Clause, split_clauses
from bot.understanding.learning.embedding_cache import cached_encoder
from bot.understanding.learning.npz_store import atomic_write
from bot.understanding.learning.short_text_encoder import ENCODER, encode
from bot.understanding.nlu.sentence_encoder import prepare

_MIN_OVERLAP = 0.5


def read_examples() -> list[Row]:
    """Labelled answers and clauses.

    Raises:
        BadFileError: a line is invalid; names the file and the line.
    """
    return [row for path in example_files() for row in read_rows(path, ["scenario"])]


def labelled_clauses(rows: Iterable[Row]) -> tuple[list[ClauseInContext], list[str]]:
    """Clauses of labelled rows, and the label of each.

    Args:
        rows: answers (`answer`, `scenario`, `evidence`) or single clauses (`clause`, `before`, `scenario`, `label`).
    """
    pairs = [
        pair for row in rows for pair in (_clause_with_label(row) if "clause" in row else _clauses_with_labels(row))
    ]
    return [unit for unit, _ in pairs], [label for _, label in pairs]


def marked_spans(row: Row) -> list[tuple[int, int, str]]:
    """Start, end and label of each annotation in a labelled answer."""
    starts = [(row["answer"].find(quote["quote"]), quote) for quote in row["evidence"]]
    return [
        (start, start + len(quote["quote"]), quote["indicator"] + SIGNS[quote["polarity"]]) for start, quote in starts
    ]


def _clause_with_label(row: Row) -> Iterator[tuple[ClauseInContext, str]]:
    """The clause of a row, not split further, with its label."""
    before, clauses = row.get("before", ""), split_clauses(row["clause"])
    around = clauses_in_context(before, row["scenario"], split_clauses(before))
    if clauses:
        (unit,) = clauses_in_context(row["clause"], row["scenario"], [functools.reduce(Clause.joined, clauses)])
        yield dataclasses.replace(unit, before=around[-1].text if around else ""), row["label"]


def _clauses_with_labels(row: Row) -> Iterator[tuple[ClauseInContext, str]]:
    """Each clause with the labels of the quotes that cover half of it, or half of which it covers."""
    spans, clauses = marked_spans(row), split_clauses(row["answer"])
    for unit, clause in zip(clauses_in_context(row["answer"], row["scenario"], clauses), clauses, strict=True):
        labels = dict.fromkeys(
            label
            for start, end, label in spans
            if min(clause.end, end) - max(clause.start, start)
            >= _MIN_OVERLAP * min(clause.end - clause.start, end - start)
        )
        yield from ((unit, label) for label in labels or [NONE])


def train(rows: Sequence[Row]) -> ClauseModel:
    """Train a classifier on labelled rows."""
    model = ClauseModel()
    model.fit(*labelled_clauses(rows), cached_encoder("clauses", ENCODER, encode))
    return model


def train_and_save() -> ClauseModel:
    """Train and save the classifier for the present data and code, and delete older ones."""
    path = model_path()
    model = train(read_examples())
    with atomic_write(path) as place:
        model.save(place)
    for old in path.parent.glob("evidence-*"):
        if old != path:
            old.unlink(missing_ok=True)
    return model


@functools.cache
def load_model() -> ClauseModel:
    """The classifier for the present data and code, trained first (a minute or two) if it is missing."""
    path = model_path()
    return ClauseModel.read(path) if path.exists() else train_and_save()


if __name__ == "__main__":
    if "--force" in sys.argv or not model_path().exists():
        train_and_save()
    prepare()
