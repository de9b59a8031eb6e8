"""Answers cut into normalised words that remember where they stand in the text.

SMS spellings and missing apostrophes are undone (« jlui » is « je » and « lui »), accents are dropped, elisions restored.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.evidence.content import INTERVIEW
from bot.evidence.lexicon import Lexicon, plain

ELISIONS = {
    "j": "je", "l": "le", "d": "de", "m": "me", "s": "se", "n": "ne", "c": "ce", "t": "te", "qu": "que",
    "jusqu": "jusque", "lorsqu": "lorsque", "puisqu": "puisque", "quoiqu": "quoique", "quelqu": "quelque",
}  # fmt: skip
STOP = "."
PAUSE = ","
_PIECES = re.compile(r"[^\W_]+|\n+|[^\w\s]|_")
_APOSTROPHES = "'’ʼ`´‘"
_STOPS = ".!?…;\n"
_SILENT = '«»"“”*_-‐‑~'
_SHORT_WORD = 5
_LONG_WORD = 9


@dataclass(frozen=True)
class Token:
    """A word or a mark of an answer.

    Attributes:
        norm: unaccented lower-case word, or STOP or PAUSE.
        surface: the word as spaCy should read it.
        start: offset of the first character of what was written.
        end: offset after it; words written as one (« jlui ») share their offsets.
    """

    norm: str
    surface: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Tells a word from a mark."""
        return self.norm not in (STOP, PAUSE)


@functools.cache
def load_spellings() -> dict[str, list[str]]:
    """Returns the full words of each SMS spelling."""
    raw: dict[str, str] = yaml.load((INTERVIEW / "spellings.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {plain(str(short)): words.split() for short, words in raw.items()}


def _norm(word: str) -> str:
    short = plain(word)
    return ELISIONS.get(short[:-1], short) if short.endswith("'") else short


class Tokenizer:
    """Cuts answers into tokens, mending words that French does not know towards those that the patterns know."""

    def __init__(self, lexicon: Lexicon, vocabulary: frozenset[str]) -> None:
        self._words, self._vocabulary = lexicon.words, vocabulary
        self._targets = sorted(word for word in vocabulary if len(word) >= _SHORT_WORD)
        self._spellings = load_spellings()
        self._mend = functools.lru_cache(maxsize=10_000)(self._mend_unknown)

    def __call__(self, answer: str) -> list[Token]:
        """Returns the tokens of the answer, in order."""
        return list(self._tokens(answer))

    def _tokens(self, answer: str) -> Iterator[Token]:
        pieces = list(_PIECES.finditer(answer))
        skip = False
        for index, piece in enumerate(pieces):
            if skip:
                skip = False
                continue
            text, start, end = piece.group(), piece.start(), piece.end()
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            apostrophe = following is not None and following.start() == end and following.group() in _APOSTROPHES
            short = plain(text)
            if apostrophe and short in ELISIONS:
                skip = True
                after = plain(pieces[index + 2].group()) if index + 2 < len(pieces) else ""
                norm = "si" if short == "s" and after in ("il", "ils") else ELISIONS[short]
                yield Token(norm, text + "'", start, end + 1)
            elif text[0].isalnum():
                yield from self._word(text, short, start, end)
            elif text[0] in _STOPS:
                yield Token(STOP, ".", start, end)
            elif text[0] not in _SILENT and text[0] not in _APOSTROPHES:
                yield Token(PAUSE, ",", start, end)

    def _word(self, text: str, short: str, start: int, end: int) -> Iterator[Token]:
        words = self._spellings.get(short)
        if words is not None:
            yield from (Token(_norm(word), word, start, end) for word in words)
        elif self._knows(short) or not short.isalpha():
            yield Token(short, text, start, end)
        else:
            yield from (Token(plain(word), word, start, end) for word in self._mend(short))

    def _knows(self, word: str) -> bool:
        return word in self._vocabulary or word in self._words

    def _mend_unknown(self, word: str) -> tuple[str, ...]:
        for elided, full in ELISIONS.items():
            rest = word[len(elided) :]
            if word.startswith(elided) and len(rest) > 1 and (elided == "j" or rest[0] in "aeiouyh"):
                ending = next((rest + end for end in ("", "s", "t") if self._knows(rest + end)), None)
                if ending:
                    return full, ending
        for end in ("s", "t", "e"):
            if self._knows(word + end):
                return (word + end,)
        if len(word) < _SHORT_WORD:
            return (word,)
        cutoff = 2 if len(word) >= _LONG_WORD else 1
        found = process.extractOne(word, self._targets, scorer=OSA.distance, score_cutoff=cutoff)
        return (found[0],) if found else (word,)
