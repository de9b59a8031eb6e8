"""Spelling normalisation of messages before feature extraction."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.base.text import plain_ascii
from bot.understanding.nlu.typed_forms import DIGITS, PHRASES, PICTURES, WORDS

MAX_CHARACTERS = 2000  # of a message; the rest is dropped
MIN_COUNT = 2  # occurrences in training that make a word known
_LONG_LETTERS = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLE_LETTERS = re.compile(r"([^\W\d_])\1+")
_NOT_KEPT = re.compile(r"[^a-z0-9?!]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"(?=.*\d)(?=.*[a-z])")
_PHRASES = [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in PHRASES]
_DIGITS = [(re.compile(pattern), sound) for pattern, sound in DIGITS]
_PICTURE = re.compile("|".join(map(re.escape, PICTURES)))


def normalise(text: str) -> str:
    """Lower-case ASCII letters, digits, ? and !; everything else becomes a space, and runs of a character are cut to two."""
    return _NOT_KEPT.sub(" ", re.sub(r"(.)\1{2,}", r"\1\1", plain_ascii(text))).strip()


class Normaliser:
    """Rewrites messages in standard French. Names, numbers and unknown words are kept.

    Attributes:
        vocabulary: most frequent form of each training word, by its form without accents.
    """

    def __init__(self, vocabulary: Mapping[str, str] | None = None) -> None:
        self.vocabulary = dict(vocabulary or {})

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Normaliser:
        """Build the vocabulary from the training sentences."""
        times: Counter[str] = Counter()
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in _PLAIN_WORD.findall(text.lower()):
                times[plain_ascii(word)] += 1
                forms[plain_ascii(word)][word] += 1
        return cls({
            word: forms[word].most_common(1)[0][0] for word, count in times.items() if word and count >= MIN_COUNT
        })  # fmt: skip

    def rewrite(self, text: str) -> str:
        """Replace emoji, texting abbreviations and phonetic spellings by words. Shorten repeated letters.

        Text beyond `MAX_CHARACTERS` is dropped.
        """
        text = _PICTURE.sub(lambda found: f" {PICTURES[found[0]]} ", text[:MAX_CHARACTERS]).replace("’", "'")
        text = _LONG_LETTERS.sub(r"\1\1", text)
        for pattern, words in _PHRASES:
            text = pattern.sub(words, text)
        return _WORD.sub(lambda found: self._words(found[0]), text).strip()

    def _words(self, text: str) -> str:
        first, *rest = text.split("'")
        if not rest:
            return self._word(first)
        return "'".join(self._word(word) if len(word) > 2 else word for word in [first, *rest])

    def _word(self, word: str) -> str:
        low = word.lower()
        if low in WORDS:
            return WORDS[low]
        folded = plain_ascii(word)
        if folded in self.vocabulary or not folded or folded.isdigit():
            return word
        single = _DOUBLE_LETTERS.sub(r"\1", folded)
        if single != folded:
            if single in self.vocabulary:
                return self.vocabulary[single]
            if single in WORDS:
                return WORDS[single]
        if _MIXED.match(folded):
            for pattern, sound in _DIGITS:
                candidate = pattern.sub(sound, folded)
                if candidate in self.vocabulary:
                    return self.vocabulary[candidate]
        return word
