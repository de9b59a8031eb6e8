"""Labelled examples → the clause classifier: made once for the data and the code as they are, and kept."""

import dataclasses
import functools
import random
import sys
from collections.abc import Iterable, Iterator, Sequence

from bot.evidence.analyser import SIGNS, Analyser, Analysis, load_analyser
from bot.evidence.clause_model import NONE, ClauseModel
from bot.evidence.denials import deny, imagine
from bot.evidence.french import keep_tables
from bot.evidence.model_file import example_files, french_path, model_path
from bot.evidence.units import Unit
from bot.json_lines import Row, read_rows
from bot.learning.kept_vectors import kept
from bot.learning.progress import tell
from bot.learning.short_text_encoder import ENCODER, encode
from bot.learning.stored import whole_file
from bot.nlu.sentence_encoder import prepare

_SHARE = 0.5
_IMAGINED = 0.4  # share of faults that are also shown as only imagined
_SEED = 20201117


def read_examples() -> list[Row]:
    """Returns the labelled answers and clauses.

    Raises:
        BadFileError: a line is not as it should be; names the file and the line.
    """
    return [row for path in example_files() for row in read_rows(path, ["scenario"])]


def labelled_units(analyser: Analyser, rows: Iterable[Row]) -> tuple[list[Unit], list[str]]:
    """Returns the clauses of labelled rows and the label of each.

    Args:
        analyser: takes the texts apart.
        rows: answers (`answer`, `scenario`, `evidence`), or single clauses (`clause`, `before`, `scenario`, `label`).
            Of those that the rules were written for, the rules that fire are not shown: they fire too well there.
    """
    found: list[tuple[Unit, str]] = []
    of_rows = list(rows)
    clauses = [row for row in of_rows if "clause" in row]
    answers = [row for row in of_rows if "clause" not in row]
    taken = analyser.analyse_all([(row["clause"], row["scenario"]) for row in clauses], whole=True)
    befores = analyser.analyse_all([(row["before"], row["scenario"]) for row in clauses])
    for row, analysis, before in zip(clauses, taken, befores, strict=True):
        found += _clause(row, analysis, before)
    taken = analyser.analyse_all([(row["answer"], row["scenario"]) for row in answers])
    for row, analysis in zip(answers, taken, strict=True):
        found += _answer(row, analysis)
    return [unit for unit, _ in found], [label for _, label in found]


def turned_faults(analyser: Analyser, units: Sequence[Unit], labels: Sequence[str]) -> tuple[list[Unit], list[str]]:
    """Returns faults among the units turned round: denied they are the merit, imagined they are nothing.

    Args:
        analyser: takes the texts apart.
        units: clauses.
        labels: the label of each.
    """
    faults = [
        (unit, label)
        for unit, label in zip(units, labels, strict=True)
        if label.endswith(SIGNS["negative"]) and not unit.denied
    ]
    turned: list[tuple[Unit, str, str]] = []
    taken = analyser.analyse_all([(unit.text, unit.scenario) for unit, _ in faults], whole=True)
    for (unit, label), analysis in zip(faults, taken, strict=True):
        chance = random.Random(f"{_SEED} {unit.text}")  # of the clause alone: other clauses change nothing here
        if denied := deny(analysis.tokens, analysis.doc, chance):
            turned.append((unit, label[:-1] + SIGNS["positive"], denied))
        if chance.random() < _IMAGINED and (imagined := imagine(analysis.tokens, analysis.doc, chance)):
            turned.append((unit, NONE, imagined))
    made = analyser.analyse_all([(text, unit.scenario) for unit, _, text in turned], whole=True)
    new = [
        (dataclasses.replace(clause, before=unit.before), label)
        for (unit, label, _), analysis in zip(turned, made, strict=True)
        for clause in analysis.units()
    ]
    return [unit for unit, _ in new], [label for _, label in new]


def marked_spans(row: Row) -> list[tuple[int, int, str]]:
    """Returns start, end and label of what is marked in a labelled answer."""
    starts = [(row["answer"].find(quote["quote"]), quote) for quote in row["evidence"]]
    return [
        (start, start + len(quote["quote"]), quote["indicator"] + SIGNS[quote["polarity"]]) for start, quote in starts
    ]


def _clause(row: Row, analysis: Analysis, before: Analysis) -> Iterator[tuple[Unit, str]]:
    units = before.units()
    for unit in analysis.units():
        yield dataclasses.replace(unit, before=units[-1].text if units else ""), row["label"]


def _answer(row: Row, analysis: Analysis) -> Iterator[tuple[Unit, str]]:
    """Yields each clause with each label of a quote that covers half of it, or of which it covers half."""
    spans = marked_spans(row)
    for number, (unit, clause) in enumerate(zip(analysis.units(), analysis.clauses, strict=True)):
        if analysis.is_ignored(number):
            continue
        start, end = analysis.tokens[clause.start].start, analysis.tokens[clause.end - 1].end
        labels = dict.fromkeys(
            label
            for first, last, label in spans
            if min(end, last) - max(start, first) >= _SHARE * min(end - start, last - first)
        )
        shown = dataclasses.replace(unit, rules=()) if row.get("rules_were_written_for_it") else unit
        yield from ((shown, label) for label in labels or [NONE])


def all_examples(analyser: Analyser) -> tuple[list[Unit], list[str]]:
    """Returns every clause that the classifier learns from, and the label of each."""
    units, labels = labelled_units(analyser, read_examples())
    turned, turned_labels = turned_faults(analyser, units, labels)
    return [*units, *turned], [*labels, *turned_labels]


def train() -> ClauseModel:
    """Returns a classifier learned from all examples."""
    model = ClauseModel()
    tell("clauses: taking answers apart")
    model.fit(*all_examples(load_analyser()), kept("clauses", ENCODER, encode))
    return model


def make_model() -> ClauseModel:
    """Returns the classifier of the data as they are, learned anew and kept; older ones are deleted."""
    path = model_path()
    model = train()
    with whole_file(path) as place:
        model.save(place)
    for old in path.parent.glob("evidence-*"):
        if old != path:
            old.unlink(missing_ok=True)
    return model


@functools.cache
def load_model() -> ClauseModel:
    """Returns the classifier of the data as they are, learned (a minute or two) if that was not done yet."""
    path = model_path()
    return ClauseModel.read(path) if path.exists() else make_model()


if __name__ == "__main__":
    if not french_path().exists():
        keep_tables()
    if "--force" in sys.argv or not model_path().exists():
        make_model()
    prepare()
