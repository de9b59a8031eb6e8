"""What messages mean: likeness to landmarks tells nearly what likeness to all training sentences tells."""

import numpy as np
import pytest

from bot.learning.kernel_regression import closeness
from bot.nlu.hybrid_model import HybridModel
from bot.nlu.meaning import SHARPNESS, Meaning, Taught, sentence_vectors

SENTENCES = {
    "salary": ["quel est le salaire", "combien on gagne", "la paye", "le salaire net", "on touche combien par mois"],
    "hello": ["bonjour", "salut", "bonsoir à tous", "bonjour madame", "coucou"],
    "training": [
        "la formation dure combien de temps",
        "où se passe la formation",
        "on est formés",
        "le stage",
        "les cours",
    ],
}
TEXTS = [text for lines in SENTENCES.values() for text in lines]


@pytest.mark.parametrize("most", [len(TEXTS), len(TEXTS) - 3])
def test_landmarks_tell_nearly_how_alike_sentences_are(most):
    taught = Taught(TEXTS, sentence_vectors, most)
    seen = taught.meaning.alike(TEXTS)
    assert seen.shape == (len(TEXTS), most)
    places = taught.meaning.place(taught.vectors(TEXTS))
    off = np.abs(seen @ taught.metric @ seen.T - closeness(places, places, SHARPNESS))
    assert off.max() < (0.01 if most == len(TEXTS) else 1.0)
    assert np.median(off) < 0.01


def test_the_landmarks_are_the_same_each_time():
    vectors = np.random.default_rng(4).standard_normal((300, 384)).astype(np.float32)
    assert np.array_equal(Meaning.learn(vectors, 40).landmarks, Meaning.learn(vectors, 40).landmarks)
    assert len(np.unique(Meaning.learn(vectors, 40).landmarks, axis=0)) == 40


def test_what_is_stored_is_read_again(tmp_path):
    meaning = Taught(TEXTS).meaning
    meaning.save(tmp_path / "meaning.npz")
    assert np.array_equal(Meaning.read(tmp_path / "meaning.npz").alike(["la paye ?"]), meaning.alike(["la paye ?"]))


def test_what_shares_no_word_is_told_by_its_meaning():
    model = HybridModel({"odds": {}})
    model.fit(TEXTS, [intent for intent, lines in SENTENCES.items() for _ in lines], Taught(TEXTS, most=10))
    found = model.probabilities(["rémunération mensuelle", "hello", "un enseignement"])
    assert [model.intents[row.argmax()] for row in found] == ["salary", "hello", "training"]
