"""The classifier: what it learns, keeps, and how honest its confidences are."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.understanding.learning.kernel_regression import (
    BIAS,
    FactoredKernel,
    best_inverse_temperature,
    fit_logistic,
    folds_in_order,
    held_out_scores,
    nystroem_inverse,
    softmax,
)
from bot.understanding.nlu.hybrid_model import HybridModel

SENTENCES = {
    "salary": ["quel est le salaire", "combien on gagne", "la paye", "le salaire net", "on touche combien par mois"],
    "hello": ["bonjour", "salut", "bonsoir à tous", "bonjour madame", "coucou"],
    "distress": ["je veux mourir", "je n'en peux plus de vivre", "je dors dehors", "mon mari me frappe", "j'ai faim"],
}
TEXTS = [text for lines in SENTENCES.values() for text in lines]
INTENTS = [intent for intent, lines in SENTENCES.items() for _ in lines]


@pytest.fixture(scope="module")
def model():
    made = HybridModel({})
    made.fit(TEXTS, INTENTS)
    return made


@pytest.mark.parametrize(("text", "intent"), [
    ("c'est combien le salaire", "salary"), ("bonjour à vous", "hello"), ("je n'en peux plus", "distress"),
])  # fmt: skip
def test_learns(model, text, intent):
    shares = model.probabilities([text])
    assert model.intents[shares.argmax()] == intent
    assert shares.sum() == pytest.approx(1.0, abs=1e-5)


def test_odds_favour_what_must_not_be_missed():
    plain, careful = HybridModel({"odds": {}}), HybridModel({"odds": {"distress": 3.0}})
    for made in (plain, careful):
        made.fit(TEXTS, INTENTS)
    place = plain.intents.index("distress")
    before, after = (made.probabilities(["ça ne va pas"])[0, place] for made in (plain, careful))
    assert after / (1 - after) == pytest.approx(3 * before / (1 - before), rel=1e-3)


def test_what_is_stored_is_read_again(model, tmp_path):
    model.save(tmp_path / "model.npz")
    again = HybridModel.read(tmp_path / "model.npz", {}, model.meaning)
    assert again.intents == model.intents
    assert np.allclose(again.probabilities(["la paye ?"]), model.probabilities(["la paye ?"]))


def test_works_without_the_encoder():
    made = HybridModel({"encoder_weight": 0.0})
    made.fit(TEXTS, INTENTS)
    assert made.intents[made.probabilities(["le salaire"]).argmax()] == "salary"


@pytest.mark.parametrize("text", ["", "?", "😀", "x" * 5000, "\x00"])
def test_any_text_has_probabilities(model, text):
    assert np.isfinite(model.probabilities([text])).all()


def test_the_regression_finds_the_optimum_that_scikit_learn_finds():
    generator = np.random.default_rng(5)
    features = generator.normal(size=(120, 8)).astype(np.float32)
    labels = (features[:, :3] + 0.5 * generator.normal(size=(120, 3))).argmax(axis=1)
    coefficients = fit_logistic(features @ features.T, labels, 3, 2.0, 200)
    ours = softmax(features @ (features.T @ coefficients))
    theirs = LogisticRegression(C=2.0, fit_intercept=False, class_weight="balanced", tol=1e-8, max_iter=1000)
    assert np.allclose(ours, theirs.fit(features, labels).predict_proba(features), atol=0.01)


def test_similarities_over_landmarks_are_learned_from_like_those_written_out():
    generator = np.random.default_rng(7)
    seen, between = generator.normal(size=(90, 6)).astype(np.float32), nystroem_inverse(np.diag([2.0, 1, 3, 1, 2, 4]))
    words, labels = csr_matrix(generator.random((90, 40)) > 0.8, dtype=np.float32), generator.integers(0, 3, 90)
    kernel = FactoredKernel([words, seen], [None, between])
    written = (words @ words.T).toarray() + seen @ between @ seen.T + BIAS
    found = fit_logistic(kernel, labels, 3, 2.0, 40)
    assert np.allclose(found, fit_logistic(written, labels, 3, 2.0, 40), atol=1e-3)
    assert np.allclose(kernel.scores(kernel.weights(found)) + BIAS * found.sum(axis=0), written @ found, atol=1e-3)


def test_held_out_scores_are_those_of_others():
    """With labels of pure chance, scores of sentences that were learned would look right far too often."""
    generator = np.random.default_rng(5)
    features = generator.normal(size=(200, 300)).astype(np.float32)
    labels = generator.integers(0, 4, 200)
    scores, right = held_out_scores(FactoredKernel([features]), labels, 4, 10.0, 30, 4)
    assert len(right) == len(next(folds_in_order(labels, 4))[1])
    assert np.mean(scores.argmax(axis=1) == right) < 0.4


def test_folds_keep_the_order_of_each_class():
    labels = np.array([0] * 8 + [1] * 4)
    folds = [test.tolist() for _, test in folds_in_order(labels, 4)]
    assert folds == [[0, 1, 8], [2, 3, 9], [4, 5, 10], [6, 7, 11]]


def test_sharpness_makes_confidences_honest():
    generator = np.random.default_rng(1)
    true = generator.normal(size=(4000, 5)) * 2
    labels = np.array([generator.choice(5, p=row) for row in softmax(true)])
    assert best_inverse_temperature(true / 2, labels) == pytest.approx(2.0, rel=0.1)
