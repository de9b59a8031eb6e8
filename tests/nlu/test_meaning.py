"""Two looks at what messages mean: the second only where the first leaves doubt."""

import numpy as np
import pytest

from bot.nlu import sentence_space
from bot.nlu.hybrid_model import HybridModel
from bot.nlu.meaning import in_two_looks

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


@pytest.fixture
def encoded(monkeypatch):
    """The texts that the encoder which takes longer was asked for."""
    asked = []
    encode = sentence_space.encode

    def listening(texts):
        asked.extend(texts)
        return encode(texts)

    monkeypatch.setattr(sentence_space, "_long_vectors", sentence_space._Remembering(listening))
    return asked


@pytest.fixture(scope="module")
def model():
    made = HybridModel({"odds": {}})
    made.fit(TEXTS, [intent for intent, lines in SENTENCES.items() for _ in lines])
    return made


def test_only_what_is_doubtful_is_looked_at_again(model, encoded):
    model.config["sure"] = 0.9
    found = model.probabilities(["quel est le salaire", "bonjour", "la pluie tombe"])
    assert encoded == ["la pluie tombe"]
    assert [model.intents[row.argmax()] for row in found[:2]] == ["salary", "hello"]


def test_the_first_look_says_nearly_the_same(model):
    found = []
    for sure in (0.0, 1.1):
        model.config["sure"] = sure
        found.append(model.probabilities([*TEXTS, "combien on est payé", "les horaires des cours"]))
    first, thorough = found
    assert (first.argmax(axis=1) == thorough.argmax(axis=1)).all()
    assert np.abs(first - thorough).max() < 0.2


def test_rows_keep_their_places():
    def tell(look, rows):
        return np.array([[0.9, 0.1] if row % 2 else [0.5, 0.5] for row in rows]) + look

    found = in_two_looks(4, tell, lambda rows: rows.max(axis=1) >= 0.9)
    assert found.tolist() == [[1.5, 1.5], [0.9, 0.1], [1.5, 1.5], [0.9, 0.1]]


def test_the_second_look_is_not_taken_where_nothing_is_doubtful():
    looks = []

    def tell(look, rows):
        looks.append(look)
        return np.ones((len(rows), 2))

    in_two_looks(3, tell, lambda rows: np.ones(len(rows), dtype=bool))
    assert looks == [0]
