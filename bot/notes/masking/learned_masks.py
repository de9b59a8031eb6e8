"""Learned masks: passages about health, belief, family or other people.

A logistic regression on the token vectors of an encoder tuned for this purpose (`bot/tools/tuning/masks.py`), trained
on the annotated texts in `bot/data/masking`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base import places
from bot.understanding.learning.kernel_regression import sigmoid
from bot.understanding.nlu.sentence_encoder import load_encoder, tokens_in_spans

EXAMPLES = places.DATA / "masking"
LEARNED = EXAMPLES / "masks.npz"
HIDDEN = "hidden"
_SEED_THRESHOLD = 0.85  # a word this likely is masked
_GROW_THRESHOLD = 0.05  # and so are words this likely next to it
_WORD = re.compile(r"[^\W_]+(?:['’.@+-][^\W_]+)*")

Span = tuple[int, int]


def annotated_spans(row: Mapping[str, Any]) -> list[Span]:
    """Spans of all occurrences of the masked strings in an example (`text`, `mask`)."""
    spans = []
    for stretch in row["mask"]:
        start = row["text"].find(stretch)
        while start >= 0:
            spans.append((start, start + len(stretch)))
            start = row["text"].find(stretch, start + len(stretch))
    return spans


@functools.cache
def _learned() -> tuple[NDArray[Any], float]:
    with np.load(LEARNED, allow_pickle=False) as learned:
        return learned["weights"].astype(np.float32), float(learned["bias"].item())


def find_sensitive_spans(text: str) -> list[Span]:
    """Spans to mask, whole words, in order and without overlap."""
    return list(_grow_from_seeds(text, _word_probabilities(text)))


def _word_probabilities(text: str) -> list[tuple[Span, float]]:
    """Words of a text with the probability that they must be masked, the maximum of their tokens."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return []
    offsets, states = load_encoder(LEARNED).read(text)
    weights, bias = _learned()
    probabilities = sigmoid(states @ weights + bias)
    return [
        (word, float(probabilities[own].max(initial=0.0)))
        for word, own in zip(words, tokens_in_spans(offsets, words), strict=True)
    ]


def _grow_from_seeds(text: str, words: list[tuple[Span, float]]) -> Iterator[Span]:
    """Runs of likely words with at least one sure word."""
    run: list[tuple[Span, float]] = []
    for word in [*words, ((len(text), len(text)), 0.0)]:
        if word[1] >= _GROW_THRESHOLD:
            run.append(word)
            continue
        if any(probability >= _SEED_THRESHOLD for _, probability in run):
            yield run[0][0][0], run[-1][0][1]
        run = []
