"""What is never evidence: the scenario copied back."""

from collections.abc import Sequence

_RUN = 4
_STEM = 4
_MOSTLY = 0.5
_MANY = 12
_ADDRESS = {
    "me": "vous", "je": "vous", "j": "vous", "ma": "votr", "mon": "votr", "mes": "vos", "ai": "avez", "suis": "etes",
}  # fmt: skip


def _swap(word: str) -> str:
    """Returns the beginning of the word, « je » and « vous » made one: « je n'ai jamais vu » copies « vous n'avez… »."""
    return _ADDRESS.get(word, word[:_STEM])


def copied(words: Sequence[str], scenario: Sequence[str]) -> set[int]:
    """Returns the indices of words that repeat four or more of the scenario's words in a row.

    A few such words in an answer of one's own (« je n'ai jamais vu ce site, alors… ») are no copy: most of the answer, or
    a dozen words, must be.

    Args:
        words: of the answer, unaccented and in lower case.
        scenario: the same of the scenario.
    """
    known = [_swap(word) for word in scenario]
    runs = {tuple(known[i : i + _RUN]) for i in range(len(known) - _RUN + 1)}
    said = [_swap(word) for word in words]
    found: set[int] = set()
    for i in range(len(said) - _RUN + 1):
        if tuple(said[i : i + _RUN]) in runs:
            found.update(range(i, i + _RUN))
    return found if len(found) >= min(_MANY, _MOSTLY * len(words)) else set()
