"""What the encoder is tuned on, and that tuning learns from it."""

import random

import numpy as np
import pytest

from bot.notes.masking.learned_masks import HIDDEN
from bot.tools.tuning.learning import tune
from bot.tools.tuning.noise import AnnotatedText
from bot.tools.tuning.tasks import NOTHING_ASKED, PIECES, Task, all_questions

CALM, KIND = "patience.garde_son_calme+", "bienveillance.rassure+"
READ = frozenset({CALM, KIND})
ANSWER = "Je reste calme, et mon voisin Karim la rassure."
QUESTIONS = ["one", NOTHING_ASKED]


def mark(text: str, words: str, label: str) -> tuple[int, int, str]:
    return text.index(words), text.index(words) + len(words), label


@pytest.fixture
def pieces() -> Task:
    answer = AnnotatedText(
        ANSWER, "one", (mark(ANSWER, "Je reste calme", CALM), mark(ANSWER, "Karim", HIDDEN)), READ | {HIDDEN}
    )
    clause = AnnotatedText("Elle tremble. Je la rassure.", "one", ((14, 28, KIND),), READ, 14)
    masked = AnnotatedText("Ma sœur est malade.", NOTHING_ASKED, ((12, 18, HIDDEN),), frozenset({HIDDEN}))
    return Task(PIECES, (KIND, HIDDEN, CALM), [answer, clause, masked], per_piece=True)


@pytest.fixture
def questions() -> Task:
    texts = {
        "c'est payé combien": "pay",
        "quel est le salaire": "pay",
        "où est le poste": "place",
        "dans quelle ville": "place",
    }
    annotated = [AnnotatedText(text, NOTHING_ASKED, ((0, len(text), label),)) for text, label in texts.items()]
    return Task("answers", ("pay", "place"), annotated, per_piece=False, single_label=True)


def test_a_piece_counts_for_what_its_text_was_read_for(pieces, monkeypatch):
    monkeypatch.setattr("bot.tools.tuning.tasks._NOISY_SHARE", 0.0)
    ((ids, is_text, wanted, counts, asked),) = pieces.batches(QUESTIONS, random.Random(1))
    assert wanted.shape == counts.shape == (*ids.shape, 3)
    for row, question in enumerate(asked):
        read = counts[row].max(axis=0) > 0
        shown = wanted[row].max(axis=0) > 0
        assert not (shown & ~read).any(), "nothing is wanted that was not read for"
        assert read[1] == (question == 1 or shown[2])
    assert (counts[is_text == 0] == 0).all()
    assert sorted(map(tuple, (wanted.max(axis=1) > 0).tolist())) == [
        (False, True, False), (False, True, True), (True, False, False),
    ]  # fmt: skip


def test_what_stands_before_a_clause_does_not_count(pieces, monkeypatch):
    monkeypatch.setattr("bot.tools.tuning.tasks._NOISY_SHARE", 0.0)
    alone = Task(PIECES, pieces.labels, pieces.texts[1:2], per_piece=True)
    ((ids, _, wanted, counts, _),) = alone.batches(QUESTIONS, random.Random(1))
    counted = counts[0, :, 0] > 0
    assert 0 < counted.sum() < ids.shape[1] / 2
    assert (wanted[0, counted, 0] == 1).all()


@pytest.mark.slow
def test_tuning_learns_pieces_and_sentences_together(pieces, questions):
    network, heads = tune([pieces, questions], QUESTIONS, passes=2)
    learned = network.export()
    assert {name.split(".")[-1] for name in learned} == {"a", "b"}
    assert any(np.abs(array).max() > 0 for name, array in learned.items() if name.endswith(".b")), (
        "factors begin at nothing"
    )
    weights, bias, of_question = heads[PIECES].export()
    assert weights.shape == (384, 3) and bias.shape == (3,) and of_question.shape == (2, 3)
    assert heads["answers"].weights.shape == (384, 2)


@pytest.mark.slow
def test_a_text_may_mean_one_thing_after_one_question_and_another_after_another():
    texts = [
        AnnotatedText(text, question, ((0, len(text), label),))
        for text in ("non c'est tout", "rien d'autre", "non merci", "ça ira")
        for question, label in (("consent", "no"), ("followup", "skip"))
    ]
    acts = Task("acts", ("no", "skip"), texts, per_piece=False)
    _, heads = tune([acts], all_questions([acts]), passes=30)
    consent, followup = heads["acts"].of_question.numpy()
    assert consent[0] > followup[0] and consent[1] < followup[1]
