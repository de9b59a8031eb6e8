"""What meaning adds to scores: sums over landmarks that come close to sums over all training sentences."""

import numpy as np
import pytest

from bot.learning.kernel_regression import closeness
from bot.nlu.hybrid_model import HybridModel
from bot.nlu.meaning import Meaning
from bot.nlu.sentence_space import SentenceSpace, sentence_vectors

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
SHARPNESS = 2.0


@pytest.mark.parametrize("most", [len(TEXTS), len(TEXTS) - 3])
def test_landmarks_say_nearly_what_all_sentences_say(most):
    vectors = sentence_vectors(TEXTS)
    space = SentenceSpace.learn(vectors)
    places = space.place(vectors)
    coefficients = np.random.default_rng(1).standard_normal((len(TEXTS), 2, 3)).astype(np.float32) / len(TEXTS)
    meaning = Meaning.fit(space, places, coefficients, most, SHARPNESS)
    assert len(meaning.landmarks) == most
    said = np.tensordot(meaning.alike(TEXTS), meaning.weights, axes=1)
    wanted = np.tensordot(closeness(places, places, SHARPNESS), coefficients, axes=1)
    assert np.abs(said - wanted).max() < 0.5 * np.abs(wanted).max()
    if most == len(TEXTS):
        assert np.abs(said - wanted).max() < 0.01


def test_what_shares_no_word_is_told_by_its_meaning():
    model = HybridModel({"odds": {}, "landmarks": 10})
    model.fit(TEXTS, [intent for intent, lines in SENTENCES.items() for _ in lines])
    found = model.probabilities(["rémunération mensuelle", "hello", "un enseignement"])
    assert [model.intents[row.argmax()] for row in found] == ["salary", "hello", "training"]
