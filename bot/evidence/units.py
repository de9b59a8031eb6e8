"""What the clause classifier sees of a clause: its words, lemmas, the rules that fired in it, and its vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from bot.evidence.clauses import Clause, is_verb
from bot.evidence.negation import is_denied
from bot.evidence.tokens import Token


@dataclass(frozen=True, eq=False)
class Unit:
    """A clause prepared for the classifier.

    Attributes:
        scenario: id of the scenario answered.
        text: the clause's words, SMS spellings undone.
        before: the words of the clause before it; empty for the first.
        words: unaccented words, joined by spaces.
        lemmas: lemmas, those of denied verbs marked ("non_enerver"), joined by spaces.
        rules: the rules that fired in it, as "indicator+" or "indicator-".
        vector: mean of its words' vectors, shape (300,).
    """

    scenario: str
    text: str
    before: str
    words: str
    lemmas: str
    rules: tuple[str, ...]
    vector: NDArray[Any]


def _lemma(tokens: Sequence[Token], doc: Doc, clause: Clause, index: int) -> str:
    lemma = doc[index].lemma_.lower() or tokens[index].norm
    if is_verb(doc, index) and is_denied(tokens, clause, index, index + 1, False):
        return f"non_{lemma}"
    return lemma


def make_units(
    scenario: str, tokens: Sequence[Token], doc: Doc, clauses: Sequence[Clause], rules: Sequence[tuple[str, ...]]
) -> list[Unit]:
    """Returns the units of an answer's clauses, in order; `rules` runs parallel to `clauses`."""
    texts = [" ".join(token.surface for token in tokens[c.start : c.end]).replace("' ", "'") for c in clauses]
    units = []
    for number, clause in enumerate(clauses):
        span = range(clause.start, clause.end)
        vectors = [doc[i].vector for i in span if doc[i].has_vector]
        units.append(
            Unit(
                scenario=scenario,
                text=texts[number],
                before=texts[number - 1] if number else "",
                words=" ".join(tokens[i].norm for i in span),
                lemmas=" ".join(_lemma(tokens, doc, clause, i) for i in span),
                rules=rules[number],
                vector=np.mean(vectors, axis=0) if vectors else np.zeros(doc.vocab.vectors_length, dtype=np.float32),
            )
        )
    return units
