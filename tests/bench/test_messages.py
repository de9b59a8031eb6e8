"""Messages of the bench: unique and unseen in training."""

import random
from itertools import islice

import pytest

from bot.base.json_lines import read_rows
from bot.tools.bench.candidates import BenchCandidate
from bot.tools.bench.messages import (
    HELD_OUT,
    button_titles,
    mistyped,
    pending_in,
    unique_messages,
    unique_questions,
    without_annotations,
)
from bot.understanding.nlu.training_data import training_examples


def test_messages_are_never_the_same_twice():
    texts = list(unique_messages(seed=1))
    assert len(texts) > 5_000
    assert len(set(texts)) == len(texts)
    assert not any(text.startswith("/") or "](" in text or "]{" in text for text in texts)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_order_and_another_another():
    first, again, other = (list(islice(unique_messages(seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_no_message_was_learned_from():
    learned = set(training_examples()[0])
    held_out = {row["text"] for row in read_rows(HELD_OUT / "intents.jsonl", ["text"])}
    assert not (set(unique_questions(seed=1)) - held_out) & learned


def test_a_mistyped_text_has_the_same_letters():
    chance = random.Random(1)
    for text in ("combien on est payé", "salaire ?", "à Lyon"):
        wrong = mistyped(text, chance)
        assert wrong != text
        assert sorted(wrong) == sorted(text)
    assert mistyped("oo", chance) != "oo"


def test_marks_of_the_training_format_are_left_out():
    annotated = 'j\'habite [Lyon]{"entity": "town", "role": "home"} // pas [loin](distance)'
    assert without_annotations(annotated) == "j'habite Lyon pas loin"


def test_each_number_is_another_candidate():
    questions = unique_questions(seed=1)
    fields = ("last_name", "town")
    answers = [tuple(map(BenchCandidate(number, questions).answer, fields)) for number in range(30)]
    assert len({name for name, _ in answers}) > 20
    assert len({town for _, town in answers}) > 20
    assert answers[3] == tuple(map(BenchCandidate(3, questions).answer, fields))


def test_a_conversation_that_ends_before_the_last_scenario_is_not_whole():
    questions = unique_questions(seed=1)
    whole, early = BenchCandidate(1, questions), BenchCandidate(1, questions)
    for candidate, scenarios in ((whole, 3), (early, 2)):
        for _ in range(scenarios):
            candidate.answer("scenario")
        assert candidate.answer(None) is None
    assert whole.is_whole
    assert not early.is_whole


def test_the_pending_question_of_stock_is_the_last_one_sent():
    messages = [{"custom": {"pending": "phone"}}, {"text": "Et votre prénom ?"}, {"custom": {"pending": "first_name"}}]
    assert pending_in(messages) == "first_name"
    assert pending_in([{"text": "Bonjour."}]) is None


def test_titles_of_both_bots_buttons():
    assert button_titles([{"text": "?", "buttons": ["Oui"]}, {"buttons": [{"title": "Non"}]}, {}]) == ["Oui", "Non"]
