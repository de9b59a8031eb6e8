"""What the clause classifier sees of a clause: the clause, and those around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.notes.evidence.clauses import Clause


@dataclass(frozen=True, eq=False)
class Unit:
    """A clause prepared for the classifier.

    Attributes:
        scenario: id of the scenario answered.
        text: the clause as it was typed.
        before: the clause before it; empty for the first.
        after: the clause behind it; empty for the last.
        sentence: the clauses of its sentence.
        answer: all clauses of the answer.
    """

    scenario: str
    text: str
    before: str
    after: str
    sentence: tuple[str, ...]
    answer: tuple[str, ...]


def make_units(answer: str, scenario: str, clauses: Sequence[Clause]) -> list[Unit]:
    """Returns the units of an answer's clauses, in order."""
    texts = [answer[clause.start : clause.end] for clause in clauses]
    sentences: dict[int, list[str]] = {}
    for clause, text in zip(clauses, texts, strict=True):
        sentences.setdefault(clause.sentence, []).append(text)
    befores, afters = ["", *texts][:-1], [*texts, ""][1:]
    return [
        Unit(scenario, text, before, after, tuple(sentences[clause.sentence]), tuple(texts))
        for clause, text, before, after in zip(clauses, texts, befores, afters, strict=True)
    ]
