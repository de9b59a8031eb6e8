"""Rows that the network learns messages from: no example that is left out, tags where the words are, arrays that fit."""

import random

import pytest

from bot.tools.tuning.message_rows import Examples, learned_examples, row_of
from bot.understanding.nlu.message_reader import OUTPUTS
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.training_data import is_left_out
from bot.understanding.reading.spans import Span


@pytest.fixture(scope="module")
def few():
    return learned_examples()[::300]


def test_what_is_left_out_is_never_learned():
    assert not any(map(is_left_out, learned_examples()))


def test_each_word_has_the_tag_of_its_span():
    row = row_of(
        "Lyon, pas Brest", "town", [Span("town", "Lyon", 0, 4), Span("town", "Brest", 10, 15, "denied")], ("answer",)
    )
    assert row.tags == ["town", "O", "O", "town:denied"]
    assert len(row.firsts) == len(row.features) == len(row.tags)


def test_a_pass_holds_every_example_once_and_some_that_say_nothing(few):
    made = Examples(few, Normaliser())
    batches = list(made.batches(random.Random(1)))
    assert sum(len(batch[0]) for batch in batches) == len(few) + round(0.02 * len(few))
    for ids, is_text, firsts, features, tags, is_tagged, acts, has_acts, is_word in batches:
        assert ids.shape == is_text.shape and firsts.shape == tags.shape == is_tagged.shape == is_word.shape
        assert (
            features.shape[:2] == firsts.shape and acts.shape == (len(ids), len(OUTPUTS)) and len(has_acts) == len(ids)
        )
        assert (is_tagged <= is_word).all() and (firsts < is_text.sum(axis=1, keepdims=True)).all()


def test_the_same_chance_makes_the_same_rows(few):
    made = Examples(few, Normaliser())
    one, other = (list(made.batches(random.Random(7))) for _ in range(2))
    assert all(
        (a == b).all() for first, second in zip(one, other, strict=True) for a, b in zip(first, second, strict=True)
    )
