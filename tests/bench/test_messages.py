"""What the bench says: messages that no cache has seen."""

import random
from itertools import islice

import pytest

from bot.base.json_lines import read_rows
from bot.tools.bench.candidates import Candidate
from bot.tools.bench.messages import HELD_OUT, mistyped, unlike_messages, unlike_questions, without_marks
from bot.tools.demo.asked import what_is_asked
from bot.understanding.nlu.training_data import training_examples


def test_messages_are_never_the_same_twice():
    texts = list(unlike_messages(seed=1))
    assert len(texts) > 5_000
    assert len(set(texts)) == len(texts)
    assert not any(text.startswith("/") or "](" in text or "]{" in text for text in texts)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_order_and_another_another():
    first, again, other = (list(islice(unlike_messages(seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_no_message_was_learned_from():
    learned = set(training_examples()[0])
    held_out = {row["text"] for row in read_rows(HELD_OUT / "intents.jsonl", ["text"])}
    assert not (set(unlike_questions(seed=1)) - held_out) & learned


def test_a_mistyped_text_is_another_of_the_same_letters():
    chance = random.Random(1)
    for text in ("combien on est payé", "salaire ?", "à Lyon"):
        wrong = mistyped(text, chance)
        assert wrong != text
        assert sorted(wrong) == sorted(text)
    assert mistyped("oo", chance) != "oo"


def test_marks_of_the_training_format_are_left_out():
    marked = 'j\'habite [Lyon]{"entity": "town", "role": "home"} // pas [loin](distance)'
    assert without_marks(marked) == "j'habite Lyon pas loin"


def test_candidates_of_unlike_numbers_answer_unlike():
    questions = unlike_questions(seed=1)
    asked = [{"text": "Quel est votre nom de famille ?"}], [{"text": "Dans quelle ville ou commune habitez-vous ?"}]
    told = [tuple(Candidate(number, questions).answer(said) for said in asked) for number in range(30)]
    assert len({name for name, _ in told}) > 20
    assert len({town for _, town in told}) > 20
    assert told[3] == tuple(Candidate(3, questions).answer(said) for said in asked)


def test_what_is_asked_is_in_the_last_words_and_a_leave_anywhere():
    said = [{"text": "Un numéro de téléphone ?"}, {"text": "Et votre prénom ?"}, {"text": "Voilà."}]
    assert what_is_asked(said) == "first_name"
    assert what_is_asked([{"text": "Merci d'avoir pris ce temps !"}, {"text": "Votre prénom ?"}]) == "done"
    assert what_is_asked([{"text": "Bonjour."}, {"text": None}]) is None
