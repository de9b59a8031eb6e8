"""Matching a message to one of the offered choices."""

import json

import pytest

from bot.understanding.reading import directives
from bot.understanding.reading.choice_matching import interpret_choice, match_choice
from bot.understanding.reading.interpretation import NONE_OF_THEM
from bot.understanding.reading.resolution import Status

TOWNS = ["Saint-Marcel (71)", "Saint-Marcel (27)", "Saint-Marcel-lès-Valence (26)"]
ANSWERS = ["Oui, je commence", "Plus tard", "Une question"]


WHO_WRITES = ["Je cherche un poste", "Je recrute"]
DAYS = ["Tout de suite", "Dans un mois", "Dans trois mois", "Je ne sais pas encore"]
REVIEW = ["Modifier une réponse", "Ce passage ne dit pas cela", "Oui, c'est bien"]
DATES = ["à partir du lundi 4 janvier 2027", "à partir du jeudi 1er avril 2027"]
OF_A_CARD = [
    directives.amend_sentence(2), directives.withdraw_sentence(2), directives.comment_sentence(2), "Oui, c'est bien",
]  # fmt: skip
CHANGED = ["Tout de suite", "Dans un mois", "Toute la France", "Passer"]
NOTHING, NONE = None, -1
PICKED = {
    "a number or a rank": (TOWNS, {
        0: ["1", "le premier", "la première svp", "1er"],
        1: ["2", "le 2", "la 2", "choix 2", "2 !", "le second", "la deuxième", "deux"],
        2: ["3", "numéro 3", "n°3", "je prends la troisième", "le dernier", "La dernière, merci"],
        NOTHING: ["4", "0", "12", "le quatrième", "1" * 6000],
    }),
    "other words for a title": (WHO_WRITES, {
        0: ["candidate", "je suis candidat", "je cherche un emploi"],
        1: ["je recrute", "Employeur", "une mairie", "nous recrutons !"],
        NOTHING: ["vous recrutez ?", "ma mairie recrute-t-elle", "candidat ou pas candidat"],
    }),
    "they pick no other title": (["Le métier", "Je m'inscris"], {NOTHING: ["candidate"]}),
    "a number that names something else": (TOWNS, {NOTHING: ["02", "le 02"]}),
    "a number among days": (DAYS, {
        1: ["2", "2 !", "deux", "numéro 2", "la deuxième"], 3: ["la 4", "réponse 4"],
        NOTHING: ["02", "le 4", "le 1er", "le premier", "pour le 2"],
    }),
    "a number among answers": (REVIEW, {
        2: ["3", "troisième"], NOTHING: ["la 3", "réponse 3", "la troisième", "numéro 3", "la dernière"],
    }),
    "a rank among dates": (DATES, {0: ["le premier"], 1: ["le 2"]}),
    "a number among situations": (["situation 1", "situation 2"], {1: ["la 2"]}),
    "none of them": (TOWNS, {NONE: [
        "aucun", "aucune", "autre", "une autre", "une autre ville", "autre commune",
        "aucun des deux", "ni l'un ni l'autre", "rien de tout ça", "aucune de celles-ci",
    ]}),
    "a title itself": (TOWNS, {
        0: ["SAINT-MARCEL (71)", "je vis à Saint-Marcel (71)"],
        1: ["Saint-Marcel (27)", "saint marcel 27", "c'est saint marcel 27 merci"], 2: ["Saint-Marcel-lès-Valence (26)"],
    }),
    "words of a title in a short sentence": (ANSWERS, {
        0: ["oui je commence", "oui, je commence maintenant"], 1: ["plus tard", "Plus tard svp", "non, plus tard"],
        2: ["question"],
        NOTHING: ["je vous écrirai plus tard pour vous dire ce que j'en pense avec ma femme"],
    }),
    "anything else": (TOWNS, {NOTHING: [
        "", " ", "🙂", "Saint-Marcel", "Lyon", "oui", "le 2 ?", "c'est quoi la différence entre la 1 et la 2 ?",
        "je ne sais pas", "Bérard", "il y en a deux ou trois que je connais", "j'habite dans le 93",
        "saint marcel 71 ou 27",
    ]}),
    "words beside a title that change it": (CHANGED, {NOTHING: [
        "dans un mois et demi", "pas tout de suite", "toute la France sauf Paris", "je la laisse passer devant",
        "plutôt après, dans un mois",
    ]}),
    "a verb of a directive": (OF_A_CARD, {0: ["Modifier"], 1: ["retirer"], 2: ["commenter !"], NOTHING: ["situation", "oui"]}),
    "a verb of two directives": ([directives.withdraw_sentence(1), directives.withdraw_sentence(2)], {NOTHING: ["retirer"]}),
    "nothing was offered": ([], {NOTHING: ["1", "aucun", "Lyon"]}),
    "the last of two": (TOWNS[:2], {1: ["le dernier"]}),
}  # fmt: skip


@pytest.mark.parametrize(("titles", "index", "text"), [
    pytest.param(titles, index, text, id=f"{what}: {text[:30]}")
    for what, (titles, picked) in PICKED.items() for index, texts in picked.items() for text in texts
])  # fmt: skip
def test_a_message_picks(titles, index, text):
    assert match_choice(text, titles) == index


def test_words_behind_the_colon_of_a_title_are_not_thrown_away():
    titles = [directives.amend_sentence(1), directives.comment_sentence(1)]
    assert match_choice("Commenter la situation 1 : trop fatiguée", titles) is None
    assert match_choice("Commenter la situation 1 :", titles) == 1


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
