"""What is never evidence: the scenario copied back, and bare lists of keywords."""

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.evidence.clauses import Clause
from bot.evidence.tokens import Token

_RUN = 4
_LIST_ITEM = 4
_LIST_LENGTH = 3
_STEM = 4
_MOSTLY = 0.5
_MANY = 12
_ADDRESS = {
    "me": "vous", "je": "vous", "ma": "votr", "mon": "votr", "mes": "vos", "ai": "avez", "suis": "etes",
}  # fmt: skip


def _swap(word: str) -> str:
    """Returns the beginning of the word, « je » and « vous » made one: « je n'ai jamais vu » copies « vous n'avez… »."""
    return _ADDRESS.get(word, word[:_STEM])


def copied(tokens: Sequence[Token], scenario: Sequence[Token]) -> set[int]:
    """Returns the indices of words that repeat four or more of the scenario's words in a row.

    A few such words in an answer of one's own (« je n'ai jamais vu ce site, alors… ») are no copy: most of the answer, or
    a dozen words, must be.
    """
    known = [_swap(token.norm) for token in scenario if token.is_word]
    runs = {tuple(known[i : i + _RUN]) for i in range(len(known) - _RUN + 1)}
    places = [index for index, token in enumerate(tokens) if token.is_word]
    said = [_swap(tokens[index].norm) for index in places]
    found: set[int] = set()
    for i in range(len(said) - _RUN + 1):
        if tuple(said[i : i + _RUN]) in runs:
            found.update(places[i : i + _RUN])
    return found if len(found) >= min(_MANY, _MOSTLY * len(places)) else set()


def keyword_lists(tokens: Sequence[Token], doc: Doc, clauses: Sequence[Clause]) -> set[int]:
    """Returns the indices of words in enumerations of three or more short items without a verb."""
    found: set[int] = set()
    run: list[Clause] = []
    for clause in [*clauses, None]:
        bare = (
            clause is not None
            and clause.end - clause.start <= _LIST_ITEM
            and not any(doc[i].pos_ in ("VERB", "AUX") for i in range(clause.start, clause.end))
        )
        if clause is not None and bare:
            run.append(clause)
            continue
        if len(run) >= _LIST_LENGTH:
            found.update(i for item in run for i in range(item.start, item.end))
        run = []
    return found
