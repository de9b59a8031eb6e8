"""Words of an answer that are said again."""

import pytest

from bot.understanding.reading.quotation_matching import (
    best_match,
    find_scenario,
    longest_common_run,
    quoted_text,
    remove_passage,
)

ANSWER = "Je lui prends la souris. Puis je m'énerve un peu, et je m'excuse."
PASSAGES = ["je lui prends la souris", "je m'énerve un peu", "je m'excuse"]


@pytest.mark.parametrize(("text", "words"), [
    ("enlève « je crie » de la 1", "je crie"), ('"je crie" non', "je crie"), ("“je crie”", "je crie"),
    ("« il dit « non » et part »", "il dit « non » et part"), ("je crie", None), ("« » rien", None), ("» à l'envers «", None),
])  # fmt: skip
def test_what_is_quoted(text, words):
    assert quoted_text(text) == words


@pytest.mark.parametrize(("words", "left"), [
    ("Puis je m'énerve un peu", "Je lui prends la souris. et je m'excuse."),
    ("JE LUI PRENDS LA SOURIS", "Puis je m'énerve un peu, et je m'excuse."),
    ("et je m'excuse", "Je lui prends la souris. Puis je m'énerve un peu."),
    ("un peu", "Je lui prends la souris. Puis je m'énerve, et je m'excuse."),
])  # fmt: skip
def test_a_stretch_goes_and_the_rest_stays(words, left):
    assert remove_passage(ANSWER, words) == left


@pytest.mark.parametrize("words", ["je me fâche", "", "souris je", ANSWER, "!!"])
def test_what_the_answer_does_not_say_or_all_of_it_is_not_struck(words):
    assert remove_passage(ANSWER, words) is None


def test_the_longest_stretch_counts_words_in_a_row():
    assert longest_common_run("j'ai dit je lui prends la souris hier", ANSWER) == 5
    assert longest_common_run("souris la prends lui je", ANSWER) == 1
    assert longest_common_run("", ANSWER) == 0


@pytest.mark.parametrize(("words", "is_quoted", "place"), [
    ("je lui ai pris la souris", True, None), ("je lui prends la souris", True, 0), ("je m'excuse", True, 2),
    ("quand je dis je m'énerve un peu c'est pour rire", False, 1), ("je ne suis pas d'accord", False, None),
    ("il dit je m'excuse", True, 2), ("je", True, None), ("prends la souris", True, 0),
])  # fmt: skip
def test_which_passage_is_meant(words, is_quoted, place):
    assert best_match(words, PASSAGES, is_quoted=is_quoted) == place


def test_nothing_is_meant_among_nothing():
    assert best_match("je crie", [], is_quoted=True) is None


SITUATIONS = ["patience Monsieur Armand demande ses messages", "bienveillance un ancien maçon a honte de la souris"]


@pytest.mark.parametrize(("named", "place"), [
    ("la souris", 1), ("monsieur armand", 0), ("le maçon", 1), ("la patience", 0), ("la dame", None), ("", None),
    ("les messages du maçon", None),
])  # fmt: skip
def test_a_situation_is_named_by_its_words(named, place):
    assert find_scenario(named, SITUATIONS) == place
