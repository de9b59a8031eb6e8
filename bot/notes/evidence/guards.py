"""Prompt-echo filter: words that only repeat the scenario are no evidence."""

from collections.abc import Sequence

_RUN = 4
_STEM = 4
_MOSTLY = 0.5
_MANY = 12
_ADDRESS = {
    "me": "vous", "je": "vous", "j": "vous", "ma": "votr", "mon": "votr", "mes": "vos", "ai": "avez", "suis": "etes",
}  # fmt: skip


def _swap(word: str) -> str:
    """Stem of a word that equates « je » and « vous »: « je n'ai jamais vu » repeats « vous n'avez jamais vu »."""
    return _ADDRESS.get(word, word[:_STEM])


def copied(words: Sequence[str], scenario: Sequence[str]) -> set[int]:
    """Indices of words that repeat four or more consecutive words of the scenario.

    A few such words in an answer of one's own (« je n'ai jamais vu ce site, alors… ») do not count: at least half of
    the answer or
    a dozen words must be repeated.

    Args:
        words: of the answer, lower case without accents.
        scenario: words of the scenario, in the same form.
    """
    known = [_swap(word) for word in scenario]
    runs = {tuple(known[i : i + _RUN]) for i in range(len(known) - _RUN + 1)}
    said = [_swap(word) for word in words]
    found: set[int] = set()
    for i in range(len(said) - _RUN + 1):
        if tuple(said[i : i + _RUN]) in runs:
            found.update(range(i, i + _RUN))
    return found if len(found) >= min(_MANY, _MOSTLY * len(words)) else set()
