"""Vectors of training sentences are made once, for as long as they are wanted and of the encoder that is in use."""

import numpy as np
import pytest

from bot.base import places
from bot.understanding.learning.embedding_cache import cached_encoder


class Encoder:
    """Gives the length of a text and a third, and counts what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([[len(text), 1 / 3] for text in texts], dtype=np.float32)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def encoder():
    return Encoder()


def test_what_is_kept_is_not_encoded_again_and_stays_the_same(home, encoder):
    first = cached_encoder("topics", "one", encoder)(["oui", "non merci", "oui"])
    assert sorted(encoder.asked) == ["non merci", "oui"]
    second = cached_encoder("topics", "one", encoder)(["oui", "non merci", "oui"])
    assert len(encoder.asked) == 2
    assert np.array_equal(first, second)
    assert first.dtype == np.float32
    assert first[:, 0].tolist() == [3, 9, 3]
    assert np.allclose(first[:, 1], 1 / 3, atol=1e-3)


def test_new_sentences_are_encoded_and_old_ones_forgotten(home, encoder):
    cached_encoder("topics", "one", encoder)(["oui", "non merci"])
    found = cached_encoder("topics", "one", encoder)(["oui", "peut-être"])
    assert found[:, 0].tolist() == [3, 9]
    assert encoder.asked[-1:] == ["peut-être"]
    cached_encoder("topics", "one", encoder)(["non merci"])
    assert encoder.asked[-1:] == ["non merci"]


def test_another_encoder_and_another_purpose_have_vectors_of_their_own(home, encoder):
    cached_encoder("topics", "one", encoder)(["oui"])
    cached_encoder("topics", "two", encoder)(["oui"])
    cached_encoder("turns", "two", encoder)(["oui"])
    assert encoder.asked == ["oui"] * 3


def test_a_spoiled_file_is_made_anew(home, encoder):
    cached_encoder("topics", "one", encoder)(["oui"])
    (file,) = (home / "models").iterdir()
    file.write_bytes(file.read_bytes()[:40])
    assert cached_encoder("topics", "one", encoder)(["oui"])[0, 0] == 3
    assert encoder.asked == ["oui", "oui"]
    cached_encoder("topics", "one", encoder)(["oui"])
    assert encoder.asked == ["oui", "oui"]


def test_progress_is_told(home, encoder, capsys):
    cached_encoder("topics", "one", encoder)([f"phrase {number}" for number in range(1500)])
    assert capsys.readouterr().err.splitlines() == [
        "training: topics vectors 0 1500", "training: topics vectors 1024 1500", "training: topics vectors 1500 1500",
    ]  # fmt: skip


def test_nothing_is_kept_of_no_sentences(home, encoder):
    assert len(cached_encoder("topics", "one", encoder)([])) == 0
