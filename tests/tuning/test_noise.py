"""Answers spelled anew for tuning: their marks go with the words."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.tools.tuning.noise import AnnotatedText, with_noise

TEXT = "J'ai pris le temps. Elle est contente, et c'est elle qui a cliqué toute seule !"
QUOTE = "c'est elle qui a cliqué toute seule"
START = TEXT.index(QUOTE)


def test_a_mark_holds_the_same_words():
    unchanged = 0
    for seed in range(200):
        new = with_noise(AnnotatedText(TEXT, "", ((START, START + len(QUOTE), "x"),)), random.Random(seed))
        ((start, end, label),) = new.spans
        unchanged += new.text == TEXT
        assert label == "x"
        assert new.text[:start].rstrip() != new.text.rstrip() and len(new.text[start:end]) > len(QUOTE) // 2
        assert not new.text[end:].strip(" !"), "nothing but the mark at the end stands behind"
    assert unchanged < 20, "most are spelled otherwise"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers())
def test_marks_stay_within_any_text(text, one, other, seed):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    new = with_noise(AnnotatedText(text, "", ((start, end, "x"),), start), random.Random(seed))
    assert all(0 <= first < last <= len(new.text) for first, last, _ in new.spans)
    assert 0 <= new.labelled_from <= len(new.text)
