"""Lexical evidence of an agreement: a yes counts only if its words occur in known agreements.

The act model generalises to unseen words, sometimes with high confidence. A yes is binding (consent, confirmation,
erasure), so it must also contain a pair of adjacent words typical of agreements (start and end of the message count as
words), and most of its words must be known from agreements.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.understanding.nlu.normalise import normalise

MIN_PAIR_MESSAGES = 2  # with a pair of words that is evidence
MIN_WORD_MESSAGES = 3  # messages with a word that is known
_MIN_AGREEING_SHARE = 0.5  # of agreements among the messages with a pair
_MIN_KNOWN_SHARE = 0.6  # of the words of a message
_START, _END = "^", "$"
Pair = tuple[str, str]


class Agreements:
    """Vocabulary of the agreements among the training messages.

    Attributes:
        pairs: adjacent words that indicate an agreement.
        words: known from agreements.
    """

    def __init__(self, pairs: Iterable[Pair] = (), words: Iterable[str] = ()) -> None:
        self.pairs, self.words = frozenset(pairs), frozenset(words)

    @classmethod
    def learn(cls, texts: Iterable[str], agreed: Iterable[bool]) -> Agreements:
        """Learn from messages that answer a yes-or-no question.

        Args:
            texts: rewritten in standard French.
            agreed: whether each message agrees.
        """
        pairs: dict[bool, Counter[Pair]] = {True: Counter(), False: Counter()}
        words: Counter[str] = Counter()
        for text, agrees in zip(texts, agreed, strict=True):
            words_of_text = normalise(text).split()
            pairs[agrees].update(_pairs(words_of_text))
            words.update({*words_of_text} if agrees else ())
        return cls(
            (
                pair
                for pair, count in pairs[True].items()
                if count >= MIN_PAIR_MESSAGES and count >= _MIN_AGREEING_SHARE * (count + pairs[False][pair])
            ),
            (word for word, count in words.items() if count >= MIN_WORD_MESSAGES),
        )

    def supports(self, text: str, other_words: Iterable[str] = ()) -> bool:
        """Whether the words of a message are evidence of an agreement.

        Args:
            other_words: words with another meaning, such as a name.
        """
        others = {*normalise(" ".join(other_words)).split()}
        if not (words := normalise(text).split()):
            return False  # signs alone, or another script
        evidence = _pairs(words) & self.pairs
        # A single word agrees only if agreements begin and end with it.
        enough = len(evidence) >= (2 if len(words) == 1 else 1)
        return enough and sum(word in self.words | others for word in words) >= _MIN_KNOWN_SHARE * len(words)

    def save(self, path: Path) -> None:
        """Save as JSON."""
        learned = {"pairs": sorted(self.pairs), "words": sorted(self.words)}
        path.write_text(json.dumps(learned), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Agreements:
        """Load a saved vocabulary."""
        learned = json.loads(path.read_text(encoding="utf-8"))
        return cls(map(tuple, learned["pairs"]), learned["words"])


def _pairs(words: list[str]) -> set[Pair]:
    return {*itertools.pairwise([_START, *words, _END])}
