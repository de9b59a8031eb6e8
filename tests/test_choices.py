"""Matching a message to one of the offered choices."""

import json

import pytest

from bot.understanding.reading import directives
from bot.understanding.reading.choice_matching import interpret_choice, match_choice
from bot.understanding.reading.interpretation import NONE_OF_THEM
from bot.understanding.reading.resolution import Status

TOWNS = ["Saint-Marcel (71)", "Saint-Marcel (27)", "Saint-Marcel-lès-Valence (26)"]
ANSWERS = ["Oui, je commence", "Plus tard", "Une question"]


@pytest.mark.parametrize(("text", "index"), [
    ("1", 0), ("2", 1), ("3", 2), ("le 2", 1), ("la 2", 1), ("numéro 3", 2), ("n°3", 2), ("choix 2", 1), ("2 !", 1), ("le premier", 0),
    ("la première svp", 0), ("1er", 0), ("le second", 1), ("la deuxième", 1), ("je prends la troisième", 2), ("deux", 1), ("le dernier", 2),
    ("La dernière, merci", 2),
])  # fmt: skip
def test_a_number_or_a_rank_picks(text, index):
    assert match_choice(text, TOWNS) == index


@pytest.mark.parametrize(("text", "index"), [
    ("candidate", 0), ("je suis candidat", 0), ("je cherche un emploi", 0), ("je recrute", 1), ("Employeur", 1), ("une mairie", 1),
    ("nous recrutons !", 1), ("vous recrutez ?", None), ("ma mairie recrute-t-elle", None), ("candidat ou pas candidat", None),
])  # fmt: skip
def test_other_words_for_a_title_pick_it_too(text, index):
    assert match_choice(text, ["Je cherche un poste", "Je recrute"]) == index


def test_they_pick_no_other_title():
    assert match_choice("candidate", ["Le métier", "Je m'inscris"]) is None


@pytest.mark.parametrize("text", ["4", "0", "12", "le quatrième", "1" * 6000], ids=lambda text: text[:12])
def test_what_was_not_offered_is_not_picked(text):
    assert match_choice(text, TOWNS) is None


DAYS = ["Tout de suite", "Dans un mois", "Dans trois mois", "Je ne sais pas encore"]
REVIEW = ["Modifier une réponse", "Ce passage ne dit pas cela", "Oui, c'est bien"]
DATES = ["à partir du lundi 4 janvier 2027", "à partir du jeudi 1er avril 2027"]


@pytest.mark.parametrize(("text", "titles"), [
    ("02", TOWNS), ("le 02", TOWNS), ("02", DAYS), ("le 4", DAYS), ("le 1er", DAYS), ("le premier", DAYS), ("pour le 2", DAYS),
    ("la 3", REVIEW), ("réponse 3", REVIEW), ("la troisième", REVIEW), ("numéro 3", REVIEW), ("la dernière", REVIEW),
])  # fmt: skip
def test_a_number_that_names_something_else_picks_nothing(text, titles):
    assert match_choice(text, titles) is None


@pytest.mark.parametrize(("text", "titles", "index"), [
    ("2", DAYS, 1), ("2 !", DAYS, 1), ("deux", DAYS, 1), ("la 4", DAYS, 3), ("numéro 2", DAYS, 1), ("la deuxième", DAYS, 1), ("réponse 4", DAYS, 3),
    ("3", REVIEW, 2), ("troisième", REVIEW, 2), ("le 2", DATES, 1), ("le premier", DATES, 0), ("la 2", ["situation 1", "situation 2"], 1),
])  # fmt: skip
def test_a_number_of_what_is_offered_picks_it(text, titles, index):
    assert match_choice(text, titles) == index


@pytest.mark.parametrize("text", ["aucun", "aucune", "autre", "une autre", "une autre ville", "autre commune"])
def test_none_of_them(text):
    assert match_choice(text, TOWNS) == -1


@pytest.mark.parametrize("text", ["aucun des deux", "ni l'un ni l'autre", "rien de tout ça", "aucune de celles-ci"])
def test_none_of_them_in_several_words(text):
    assert match_choice(text, TOWNS) == -1


@pytest.mark.parametrize(("text", "index"), [
    ("Saint-Marcel (27)", 1), ("saint marcel 27", 1), ("SAINT-MARCEL (71)", 0), ("Saint-Marcel-lès-Valence (26)", 2),
    ("c'est saint marcel 27 merci", 1), ("je vis à Saint-Marcel (71)", 0),
])  # fmt: skip
def test_a_title_picks_itself(text, index):
    assert match_choice(text, TOWNS) == index


@pytest.mark.parametrize(("text", "index"), [
    ("plus tard", 1), ("Plus tard svp", 1), ("non, plus tard", 1), ("oui je commence", 0), ("oui, je commence maintenant", 0), ("question", 2),
])  # fmt: skip
def test_the_words_of_a_title_pick_it_in_a_short_sentence(text, index):
    assert match_choice(text, ANSWERS) == index


@pytest.mark.parametrize("text", [
    "", " ", "🙂", "Saint-Marcel", "Lyon", "oui", "le 2 ?", "c'est quoi la différence entre la 1 et la 2 ?", "je ne sais pas", "Bérard",
    "il y en a deux ou trois que je connais", "j'habite dans le 93",
])  # fmt: skip
def test_anything_else_picks_nothing(text):
    assert match_choice(text, TOWNS) is None


@pytest.mark.parametrize("text", [
    "dans un mois et demi", "pas tout de suite", "toute la France sauf Paris", "je la laisse passer devant", "plutôt après, dans un mois",
])  # fmt: skip
def test_the_words_of_a_title_beside_others_that_change_them_pick_nothing(text):
    assert match_choice(text, ["Tout de suite", "Dans un mois", "Toute la France", "Passer"]) is None


@pytest.mark.parametrize(
    ("text", "index"), [("retirer", 1), ("Modifier", 0), ("commenter !", 2), ("situation", None), ("oui", None)]
)
def test_a_directive_is_picked_by_its_verb_alone(text, index):
    assert (
        match_choice(
            text,
            [
                directives.amend_sentence(2),
                directives.withdraw_sentence(2),
                directives.comment_sentence(2),
                "Oui, c'est bien",
            ],
        )
        == index
    )


def test_words_behind_the_colon_of_a_title_are_not_thrown_away():
    titles = [directives.amend_sentence(1), directives.comment_sentence(1)]
    assert match_choice("Commenter la situation 1 : trop fatiguée", titles) is None
    assert match_choice("Commenter la situation 1 :", titles) == 1


def test_a_verb_of_two_directives_picks_neither():
    assert match_choice("retirer", [directives.withdraw_sentence(1), directives.withdraw_sentence(2)]) is None


def test_a_title_lost_in_a_long_message_is_not_picked():
    assert match_choice("je vous écrirai plus tard pour vous dire ce que j'en pense avec ma femme", ANSWERS) is None


def test_two_titles_in_one_message_pick_neither():
    assert match_choice("saint marcel 71 ou 27", TOWNS) is None


@pytest.mark.parametrize("text", ["1", "aucun", "Lyon"])
def test_nothing_is_picked_where_nothing_was_offered(text):
    assert match_choice(text, []) is None


def test_last_is_the_last_of_those_that_were_offered():
    assert match_choice("le dernier", TOWNS[:2]) == 1


BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}
SLOTS = {
    "requested_slot": "town", "choices": {
        TOWNS[0]: "value:" + json.dumps(BREST), TOWNS[1]: "field:email", TOWNS[2]: "intent:withdraw_note=2",
    },
}  # fmt: skip


def test_a_choice_may_be_the_value_of_the_asked_field():
    taken = interpret_choice(0, TOWNS, SLOTS)
    assert {name: (reading.status, reading.value) for name, reading in taken.resolutions.items()} == {
        "town": (Status.VALUE, BREST)
    }
    assert taken.is_answer


def test_a_value_is_of_the_question_that_goes_first():
    assert set(interpret_choice(0, TOWNS, {**SLOTS, "awaiting": "mobility"}).resolutions) == {"mobility"}


def test_a_choice_may_name_a_field():
    assert (interpret_choice(1, TOWNS, SLOTS).intent, interpret_choice(1, TOWNS, SLOTS).value) == (None, "email")


def test_a_choice_may_be_a_wish_with_what_it_is_about():
    assert (interpret_choice(2, TOWNS, SLOTS).intent, interpret_choice(2, TOWNS, SLOTS).value) == ("withdraw_note", "2")


def test_a_wish_may_be_about_nothing():
    taken = interpret_choice(0, ["Plus tard"], {"choices": {"Plus tard": "intent:stop_pause"}})
    assert (taken.intent, taken.value) == ("stop_pause", None)


@pytest.mark.parametrize("slots", [{}, {"choices": None}, {"choices": {"Autre": "field:email"}}])
def test_a_title_that_stands_for_nothing_is_heard_like_any_words(slots):
    assert interpret_choice(0, TOWNS, slots) is None


def test_none_of_them_is_no_value_of_the_asked_field():
    reading = interpret_choice(-1, TOWNS, SLOTS).resolutions["town"]
    assert (reading.status, reading.reason) == (Status.INVALID, NONE_OF_THEM)


@pytest.mark.parametrize(
    "slots", [{}, {"requested_slot": "consent"}, {"requested_slot": "town", "awaiting": "erasure"}]
)
def test_none_of_them_is_heard_like_any_words_where_no_field_was_asked(slots):
    assert interpret_choice(-1, TOWNS, slots) is None
