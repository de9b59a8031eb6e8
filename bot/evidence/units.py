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

_DENIED = "non_"


@dataclass(frozen=True, eq=False)
class Unit:
    """A clause prepared for the classifier.

    Attributes:
        scenario: id of the scenario answered.
        text: the clause's words, SMS spellings undone.
        before: the words of the clause before it; empty for the first.
        after: the words of the clause behind it; empty for the last.
        sentence: the texts of the clauses of its sentence.
        answer: the texts of all clauses of the answer.
        words: unaccented words, joined by spaces.
        lemmas: lemmas, those of denied verbs marked ("non_enerver"), joined by spaces.
        rules: the rules that fired in it, as "indicator+" or "indicator-"; with "not_" before if they were refused.
        denied: whether a verb of it is denied (« ne pas », « sans », « au lieu de »).
        vector: mean of its words' vectors, shape (300,).
    """

    scenario: str
    text: str
    before: str
    after: str
    sentence: tuple[str, ...]
    answer: tuple[str, ...]
    words: str
    lemmas: str
    rules: tuple[str, ...]
    denied: bool
    vector: NDArray[Any]


def _lemma(tokens: Sequence[Token], doc: Doc, clause: Clause, index: int) -> str:
    lemma = doc[index].lemma_.lower() or tokens[index].norm
    if is_verb(doc, index) and is_denied(tokens, clause, index, index + 1, False):
        return _DENIED + lemma
    return lemma


def make_units(
    scenario: str, tokens: Sequence[Token], doc: Doc, clauses: Sequence[Clause], rules: Sequence[tuple[str, ...]]
) -> list[Unit]:
    """Returns the units of an answer's clauses, in order; `rules` runs parallel to `clauses`."""
    texts = [
        " ".join(token.surface for token in tokens[c.start : c.end]).replace("' ", "'").replace(" ,", ",")
        for c in clauses
    ]
    sentences: dict[int, list[str]] = {}
    for clause, text in zip(clauses, texts, strict=True):
        sentences.setdefault(clause.sentence, []).append(text)
    units = []
    for number, clause in enumerate(clauses):
        span = [i for i in range(clause.start, clause.end) if tokens[i].is_word]
        vectors = [doc[i].vector for i in span if doc[i].has_vector]
        lemmas = [_lemma(tokens, doc, clause, i) for i in span]
        units.append(
            Unit(
                scenario=scenario,
                text=texts[number],
                before=texts[number - 1] if number else "",
                after=texts[number + 1] if number + 1 < len(texts) else "",
                sentence=tuple(sentences[clause.sentence]),
                answer=tuple(texts),
                words=" ".join(tokens[i].norm for i in span),
                lemmas=" ".join(lemmas),
                rules=rules[number],
                denied=any(lemma.startswith(_DENIED) for lemma in lemmas),
                vector=np.mean(vectors, axis=0) if vectors else np.zeros(doc.vocab.vectors_length, dtype=np.float32),
            )
        )
    return units
