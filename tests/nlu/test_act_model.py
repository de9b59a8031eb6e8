"""The model of acts: what it learns from a few messages, in their context, and keeps."""

import numpy as np
import pytest

from bot.understanding.learning.kernel_regression import sigmoid
from bot.understanding.nlu.act_model import LEARNED, ActModel

LESSONS = {
    "yes": ("consent", ["oui", "oui bien sûr", "d'accord", "ok pour moi", "oui je veux bien"]),
    "no": ("consent", ["non", "non merci", "pas d'accord", "surtout pas", "non je refuse"]),
    "answer": ("town", ["j'habite à Lyon", "Brest", "je suis de Nantes", "à Rennes", "j'habite Lille"]),
    "ask": ("town", ["c'est payé combien ?", "quel est le salaire ?", "c'est où ?", "combien on gagne ?", "qui lit ça ?"]),
    "answer+now": ("availability", ["plus rien ne me retient", "rien ne me retient ici", "je tourne en rond"]),
    "yes+ask": ("consent", ["oui, c'est payé combien ?", "d'accord, combien on gagne ?", "oui bien sûr, c'est où ?"]),
}  # fmt: skip
TEXTS = [text for _, texts in LESSONS.values() for text in texts]
ASKED = [pending for pending, texts in LESSONS.values() for _ in texts]
DONE = [acts.split("+") for acts, (_, texts) in LESSONS.items() for _ in texts]


@pytest.fixture(scope="module")
def model():
    made = ActModel()
    made.fit(TEXTS, ASKED, DONE)
    return made


def heard(model, text, pending):
    return {
        act for act, chance in zip(LEARNED, model.probabilities([text], [pending])[0], strict=True) if chance >= 0.5
    }


@pytest.mark.parametrize(("text", "pending", "acts"), [
    ("oui", "consent", {"yes"}), ("oui d'accord", "consent", {"yes"}), ("non", "consent", {"no"}), ("non merci pas d'accord", "consent", {"no"}),
    ("j'habite à Nantes", "town", {"answer"}), ("combien c'est payé ?", "town", {"ask"}), ("oui bien sûr, combien on gagne ?", "consent", {"yes", "ask"}),
    ("rien ne me retient", "availability", {"answer", "now"}),
])  # fmt: skip
def test_learns(model, text, pending, acts):
    assert heard(model, text, pending) == acts


@pytest.mark.parametrize("pending", ["interview_ready", "erasure", "offer"])
def test_a_yes_is_heard_at_questions_of_yes_and_no_that_were_not_taught(model, pending):
    assert heard(model, "oui", pending) == {"yes"}


def test_a_likeness_counts_more_where_the_same_question_waits(model):
    one = model.texts.index("oui")
    same, alike, other = (model.likenesses("oui", asked)[one] for asked in ("consent", "erasure", "scenario"))
    assert same > alike > other > 0


def test_what_is_summed_up_says_the_same_as_the_examples(model):
    for text, asked in (("oui, c'est payé combien ?", "consent"), ("j'habite à Nantes", "town"), ("non", "erasure")):
        by_example = sigmoid(model.likenesses(text, asked) @ model.coefficients)
        assert model.probabilities([text], [asked])[0] == pytest.approx(by_example, abs=0.02)


def test_each_act_has_a_probability_by_itself(model):
    rows = model.probabilities(TEXTS, ASKED)
    assert rows.shape == (len(TEXTS), len(LEARNED))
    assert ((rows >= 0) & (rows <= 1)).all()
    assert rows[TEXTS.index("oui, c'est payé combien ?")].sum() > 1.5


def test_the_examples_that_decided_are_told(model):
    told = model.nearest("non merci", "consent", "no", 3)
    assert [share for _, _, share in told] == sorted((share for _, _, share in told), reverse=True)
    assert told[0][:2] == ("consent", "non merci")


def test_what_is_stored_is_read_again(model, tmp_path):
    model.save(tmp_path / "acts.npz")
    again = ActModel.read(tmp_path / "acts.npz", {}, model.meaning)
    unseen = (["ouii d'accord", "Marseille"], ["consent", "town"])
    assert np.allclose(again.probabilities(*unseen), model.probabilities(*unseen))


@pytest.mark.parametrize("text", ["", "?", "😀", "x" * 5000, "\x00"])
def test_any_text_has_probabilities(model, text):
    assert np.isfinite(model.probabilities([text], ["null"])).all()
