"""Prompt-echo filter: words that only repeat the scenario are no evidence."""

from collections.abc import Sequence

_MIN_RUN_WORDS = 4
_STEM_LETTERS = 4
_MIN_SHARE = 0.5
_MIN_WORDS = 12
_ADDRESS = {
    "me": "vous", "je": "vous", "j": "vous", "ma": "votr", "mon": "votr", "mes": "vos", "ai": "avez", "suis": "etes",
}  # fmt: skip


def _stem(word: str) -> str:
    """Stem of a word that equates « je » and « vous »: « je n'ai jamais vu » repeats « vous n'avez jamais vu »."""
    return _ADDRESS.get(word, word[:_STEM_LETTERS])


def echoed_words(words: Sequence[str], scenario: Sequence[str]) -> set[int]:
    """Indices of words that repeat four or more consecutive words of the scenario.

    A few such words in an answer of one's own (« je n'ai jamais vu ce site, alors… ») do not count: at least half of
    the answer or a dozen words must be repeated.

    Args:
        words: of the answer, lower case without accents.
        scenario: words of the scenario, in the same form.
    """
    stems = [_stem(word) for word in scenario]
    runs = {tuple(stems[i : i + _MIN_RUN_WORDS]) for i in range(len(stems) - _MIN_RUN_WORDS + 1)}
    answer_stems = [_stem(word) for word in words]
    echoed: set[int] = set()
    for i in range(len(answer_stems) - _MIN_RUN_WORDS + 1):
        if tuple(answer_stems[i : i + _MIN_RUN_WORDS]) in runs:
            echoed.update(range(i, i + _MIN_RUN_WORDS))
    return echoed if len(echoed) >= min(_MIN_WORDS, _MIN_SHARE * len(words)) else set()
