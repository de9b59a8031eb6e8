"""What messages mean: likeness to landmarks tells nearly what likeness to all training sentences tells."""

import numpy as np
import pytest

from bot.understanding.learning.kernel_regression import rbf_kernel, stable_shuffle
from bot.understanding.nlu.embedding_space import GAMMA, EmbeddingSpace, TrainingEmbeddings
from bot.understanding.nlu.hybrid_model import HybridModel

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


def _of_few_kinds(texts):
    """Returns vectors of which 20 directions tell nearly all, as those of sentences are."""
    chance = np.random.default_rng(len(texts))
    mixed = chance.standard_normal((len(texts), 20)) @ np.random.default_rng(7).standard_normal((20, 384))
    return (mixed + 0.1 * chance.standard_normal(mixed.shape)).astype(np.float32)


@pytest.mark.parametrize(("most", "off"), [(400, 0.01), (300, 0.25)])
def test_landmarks_tell_nearly_how_alike_sentences_are(most, off):
    texts = [f"phrase {number}" for number in range(400)]
    taught = TrainingEmbeddings(texts, _of_few_kinds, most)
    vectors = taught.vectors(texts)
    seen, places = taught.meaning.landmark_features(vectors), taught.meaning.project(vectors)
    assert seen.shape == (400, most)
    error = np.abs(seen @ taught.nystroem_inverse @ seen.T - rbf_kernel(places, places, GAMMA))
    error[np.diag_indices(400)] = 0.0
    assert error.max() < off


def test_one_sentence_more_hardly_moves_the_landmarks():
    texts = [f"phrase {number}" for number in range(300)]
    few, more = (set(stable_shuffle(some)[:40]) for some in (texts, [*texts, "une autre"]))
    assert len(few) == 40
    assert len(few & more) >= 39


def test_what_is_stored_is_read_again(tmp_path):
    meaning = TrainingEmbeddings(TEXTS).meaning
    meaning.save(tmp_path / "meaning.npz")
    assert np.array_equal(
        EmbeddingSpace.read(tmp_path / "meaning.npz").similarities(["la paye ?"]), meaning.similarities(["la paye ?"])
    )


def test_what_shares_no_word_is_told_by_its_meaning():
    model = HybridModel({"odds": {}})
    model.fit(TEXTS, [intent for intent, lines in SENTENCES.items() for _ in lines], TrainingEmbeddings(TEXTS, most=10))
    found = model.probabilities(["rémunération mensuelle", "hello", "un enseignement"])
    assert [model.intents[row.argmax()] for row in found] == ["salary", "hello", "training"]
