"""The network that reads messages: any text is read, spans stand where they are said to, the best path is the best."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.nlu.message_reader import ACTS, MAX_CHARACTERS, best_path, first_pieces, load_reader
from bot.understanding.nlu.training_data import is_left_out, message_examples
from bot.understanding.reading.dialogue_acts import KINDS
from bot.understanding.reading.spans import Role
from bot.understanding.reading.tokens import tokenize

QUESTIONS = sorted({one.pending for one in message_examples()})


def read(text, pending):
    return load_reader().read([(text, pending)])[0]


@pytest.mark.parametrize(
    "text", ["", " ", "?", "🙂", "\x00", "я" * 5000, "a b " * 3000], ids=lambda text: repr(text[:3])
)
def test_any_text_is_read(text):
    reading = read(text, "town")
    assert np.isfinite(reading.acts).all() and np.isfinite(reading.scores).all()
    assert len(reading.tokens) == len(reading.scores) <= MAX_CHARACTERS
    for span in load_reader().spans(reading):
        assert text[span.start : span.end] == span.text


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=4), data=st.data())
def test_what_is_read_together_is_read_as_alone(texts, data):
    messages = [(text, data.draw(st.sampled_from(QUESTIONS))) for text in texts]
    for message, reading in zip(messages, load_reader().read(messages), strict=True):
        alone = load_reader().read([message])[0]
        assert np.allclose(reading.acts, alone.acts, atol=0.1)
        assert reading.tokens == alone.tokens


@pytest.mark.parametrize(("pending", "text", "spans"), [
    ("town", "j'habite à Toulouse", [("town", "Toulouse", "own")]), ("town", "combien ça paye ?", []),
    ("town", "je ne vis plus à Caen mais à Toulouse", [("town", "Caen", "denied"), ("town", "Toulouse", "own")]),
    ("first_name", "je m'appelle Marie Dubois", [("first_name", "Marie", "own"), ("last_name", "Dubois", "own")]),
])  # fmt: skip
def test_names_are_found_with_their_roles(pending, text, spans):
    assert [(span.label, span.text, span.role) for span in load_reader().spans(read(text, pending))] == spans


def test_the_pending_question_decides_what_a_message_does():
    yes, skip = ACTS.index("yes"), ACTS.index("skip")
    assert read("oui", "consent").acts[yes] > 0.9
    assert read("oui", "scenario").acts[yes] < 0.5
    assert read("je passe", "scenario").acts[skip] > 0.5


@pytest.mark.parametrize(
    ("text", "name"), [("Zdravko, merci", "Zdravko"), ("bon, Zdravko", "Zdravko"), ("Zdravko", "Zdravko")]
)
def test_what_nothing_announces_is_found_where_it_is_known_to_be_there(text, name):
    found = load_reader().likeliest(read(text, "first_name"), "first_name")
    assert (found.text, found.label, found.role) == (name, "first_name", Role.OWN)
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(("text", "label"), [("", "first_name"), ("Zdravko", "no_label")])
def test_nothing_is_likeliest_in_no_words_or_of_an_unknown_label(text, label):
    assert load_reader().likeliest(read(text, "first_name"), label) is None


def test_probabilities_of_tags_add_up_to_one():
    shares = load_reader().probabilities(read("moi c'est Lucie, de Lyon, plutôt après 18 h", "first_name"))
    assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-3)


@given(words=st.integers(1, 5), seed=st.integers(0, 999))
def test_the_best_path_is_the_best_of_all(words, seed):
    chance = np.random.default_rng(seed)
    scores, chain = chance.standard_normal((words, 3)), chance.standard_normal((3, 3))

    def score(path):
        return sum(scores[word, tag] for word, tag in enumerate(path)) + sum(
            chain[pair] for pair in itertools.pairwise(path)
        )

    assert score(best_path(scores, chain)) == pytest.approx(max(map(score, itertools.product(range(3), repeat=words))))


@given(text=st.text(alphabet="aé '.9@", max_size=30), size=st.integers(1, 4))
def test_each_word_begins_in_its_first_piece(text, size):
    where = [(start, min(start + size, len(text))) for start in range(0, len(text), size)]
    tokens = tokenize(text)
    for token, first in zip(tokens, first_pieces(tokens, where), strict=True):
        start, end = where[first - 2]
        assert start <= token.start < end


def test_every_question_is_known():
    assert set(QUESTIONS) | {"offer", "change", "topic"} == set(KINDS)


def test_one_example_in_twenty_is_left_out_whatever_is_added():
    examples = message_examples()
    left_out = [one for one in examples if is_left_out(one)]
    assert 0.04 < len(left_out) / len(examples) < 0.06
    assert [one for one in examples[::-1] if is_left_out(one)] == left_out[::-1]
