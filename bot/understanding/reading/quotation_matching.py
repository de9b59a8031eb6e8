"""Quotation matching: words of a scenario or of an earlier answer that a message repeats, with or without quotes."""

from collections.abc import Sequence

from bot.base.text import fold
from bot.understanding.reading.tokens import tokenize

_QUOTATION_MARKS = (("«", "»"), ("“", "”"), ('"', '"'), ("„", "“"))
MIN_RUN_WORDS = 3  # of a run that is not a coincidence
_MIN_DISTINCTIVE_LETTERS = 5  # of a word that identifies a scenario


def quoted_text(text: str) -> str | None:
    """The text between the outermost quotation marks, None without any."""
    for opening, closing in _QUOTATION_MARKS:
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end and text[start + 1 : end].strip():
            return text[start + 1 : end].strip()
    return None


def remove_passage(text: str, words: str) -> str | None:
    """Text without the passage that repeats the words. None if there is no such passage, or nothing else.

    Case, accents and punctuation may differ.
    """
    tokens = [token for token in tokenize(text) if fold(token.plain)]
    wanted = [plain for token in tokenize(words) if (plain := fold(token.plain))]
    starts = range(len(tokens) - len(wanted) + 1) if wanted else ()
    folded = [fold(token.plain) for token in tokens]
    position = next((start for start in starts if folded[start : start + len(wanted)] == wanted), None)
    if position is None or len(wanted) == len(tokens):
        return None
    before, after = text[: tokens[position].start], text[tokens[position + len(wanted) - 1].end :]
    if not before.strip() or before.rstrip()[-1] in ".!?\n":
        after = after.lstrip(" ,;:.!?")  # a whole sentence goes with its punctuation
    return f"{before.rstrip(' «“,;:')} {after.lstrip(' »”')}".replace(" .", ".").replace(" ,", ",").strip()


def longest_common_run(one: str, other: str) -> int:
    """Length in words of the longest run that two texts share."""
    words, text, longest = fold(one).split(), f" {fold(other)} ", 0
    for end in range(1, len(words) + 1):
        # Extending the longest run by at most one word tries no start twice.
        if f" {' '.join(words[end - longest - 1 : end])} " in text:
            longest += 1
    return longest


def best_match(words: str, among: Sequence[str], *, is_quoted: bool) -> int | None:
    """Index of the text that the words repeat, or None without a single best match.

    Args:
        is_quoted: the words are a quotation: a short one may match if all of it does.
    """
    lengths = [longest_common_run(words, text) for text in among]
    longest = max(lengths, default=0)
    fewest = min(MIN_RUN_WORDS, len(fold(words).split())) if is_quoted else MIN_RUN_WORDS
    whole = [len(fold(text).split()) for text in among]
    enough = [
        index
        for index, length in enumerate(lengths)
        if length and length == longest and (length >= fewest or (is_quoted and length == whole[index]))
    ]
    return enough[0] if len(enough) == 1 else None


def find_scenario(named: str, situations: Sequence[str]) -> int | None:
    """Index of the scenario that the words name ("la souris"), None if it is none or several.

    Args:
        situations: texts of the scenarios with their titles.
    """
    words = _distinctive_words(named)
    shared = [len(words & _distinctive_words(situation)) for situation in situations]
    best = max(shared, default=0)
    return shared.index(best) if best and shared.count(best) == 1 else None


def _distinctive_words(text: str) -> set[str]:
    return {word.rstrip("sx") for word in fold(text).split() if len(word) >= _MIN_DISTINCTIVE_LETTERS}
