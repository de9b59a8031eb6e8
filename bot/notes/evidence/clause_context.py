"""Clauses with their context, the input of the clause classifier."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.clauses import Clause


@dataclass(frozen=True, eq=False)
class ClauseInContext:
    """A clause with its context.

    Attributes:
        scenario: id of the scenario answered.
        text: as typed.
        before: the clause before; empty for the first.
        after: the clause after; empty for the last.
        sentence: all clauses of its sentence.
        answer: all clauses of the answer.
    """

    scenario: str
    text: str
    before: str
    after: str
    sentence: tuple[str, ...]
    answer: tuple[str, ...]


def clauses_in_context(answer: str, scenario: str, clauses: Sequence[Clause]) -> list[ClauseInContext]:
    """Clauses of an answer with their context, in order."""
    texts = [answer[clause.start : clause.end] for clause in clauses]
    sentences: dict[int, list[str]] = {}
    for clause, text in zip(clauses, texts, strict=True):
        sentences.setdefault(clause.sentence, []).append(text)
    befores, afters = ["", *texts][:-1], [*texts, ""][1:]
    return [
        ClauseInContext(scenario, text, before, after, tuple(sentences[clause.sentence]), tuple(texts))
        for clause, text, before, after in zip(clauses, texts, befores, afters, strict=True)
    ]
