"""What the bot tells people to write, and what its buttons send, is understood by the real model."""

import pytest

from bot.actions.offers import REFUSED_OFFER
from bot.understanding.reading.dialogue_acts import KINDS, QuestionKind
from bot.understanding.reading.interpretation import SKIP, Interpretation
from bot.understanding.reading.resolution import Status
from tests.actions.action_player import DOMAIN, FILE

STRICT_OR_YES_NO = [name for name, kind in KINDS.items() if kind in {QuestionKind.STRICT, QuestionKind.YES_NO}]
FREE = [name for name, kind in KINDS.items() if kind is QuestionKind.FREE]
KNOWN = {"consent": True, "confirmed": True, **FILE}


# Yes and no are enough, and an open question may be passed with the word that the bot names.
SHORT = [
    *((question, text, value) for question in STRICT_OR_YES_NO for text, value in (("oui", True), ("non", False))),
    *((question, "passer", SKIP) for question in FREE),
]


@pytest.mark.parametrize(("question", "button", "value"), [
    *SHORT, ("consent", "Oui, je suis d'accord", True), ("consent", "Non merci", False), ("interview_ready", "Oui", True),
    ("interview_ready", "Non", False), ("interview_ready", "Oui, je commence", True),
    ("interview_ready", "Plus tard", False), ("confirmation", "Oui, c'est juste", True),
    ("confirmation", "Non, je corrige", False), ("erasure", "Oui, tout effacer", True),
    ("erasure", "Non, garder", False), ("notes_reviewed", "Oui, c'est bien", True),
])  # fmt: skip
def test_a_button_is_taken_as_what_it_says(reader, question, button, value):
    turn = Interpretation.of(reader.parse(button, question, {} if question == "consent" else KNOWN))
    assert (turn.intent, turn.value) == (None, value)


def test_no_button_of_a_question_is_left_out():
    titles = {
        button["title"]
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for button in variant.get("buttons", [])
    }
    (mark,) = test_a_button_is_taken_as_what_it_says.pytestmark
    assert titles - set(REFUSED_OFFER) == titles & {button for _, button, _ in mark.args[1]}


@pytest.mark.parametrize(("question", "text"), [
    *((name, text) for name in FILE for text in ("je préfère ne pas le dire", "passer")), ("email", "je préfère ne pas la donner"), ("phone", "non"),
])  # fmt: skip
def test_a_field_may_be_declined_in_the_words_that_the_bot_names(reader, question, text):
    turn = Interpretation.of(reader.parse(text, question, {**KNOWN, question: None}))
    assert {name: reading.status for name, reading in turn.resolutions.items()} == {question: Status.DECLINED}


@pytest.mark.parametrize(("question", "text", "value"), [
    ("last_name", "Bérard", "Bérard"), ("mobility", "30 km", {"kind": "radius", "km": 30, "places": []}),
    ("mobility", "20 km", {"kind": "radius", "km": 20, "places": []}),
    ("mobility", "45 minutes de route", {"kind": "radius", "km": None, "places": [], "minutes": 45}),
    ("mobility", "toute la Bretagne", {"kind": "region", "km": None, "places": ["Bretagne"]}),
    ("mobility", "toute la France", {"kind": "national", "km": None, "places": []}),
    ("mobility", "tout le département", {"kind": "departement", "km": None, "places": []}),
    ("mobility", "seulement ma commune", {"kind": "none", "km": None, "places": []}),
    ("mobility", "pas mobile", {"kind": "none", "km": None, "places": []}),
    ("availability", "tout de suite", {"immediate": True}), ("phone", "06 39 98 00 01", "+33639980001"),
])  # fmt: skip
def test_the_examples_of_answers_are_read(reader, question, text, value):
    turn = Interpretation.of(reader.parse(text, question, {**KNOWN, question: None}))
    assert {name: reading.value for name, reading in turn.resolutions.items()} == {question: value}


@pytest.mark.parametrize(("text", "intent"), [
    ("je veux m'inscrire", "start_registration"), ("parler à un humain", "ask_human"),
    ("mes données", "ask_access_my_data"), ("supprimer", "ask_delete_my_data"), ("code de reprise", "resume_code"),
    ("reprendre", "resume"), ("commencer les situations", "start_interview"), ("stop rappel", "stop_reminder"),
    ("bonjour", "greet"),
])  # fmt: skip
def test_what_the_bot_says_to_write_is_the_wish_that_it_names(reader, text, intent):
    slots = {} if intent == "start_registration" else KNOWN
    assert Interpretation.of(reader.parse(text, None, slots)).intent == intent


@pytest.mark.parametrize("question", [*FILE, "scenario", "confirmation"])
@pytest.mark.parametrize(("text", "intent"), [
    ("parler à un humain", "ask_human"), ("Je ne comprends pas la question.", "dont_understand"),
])  # fmt: skip
def test_a_way_out_is_open_at_every_question(reader, question, text, intent):
    turn = Interpretation.of(reader.parse(text, question, {**KNOWN, question: None}))
    assert (turn.intent, turn.resolutions) == (intent, {})


@pytest.mark.parametrize(("text", "intent", "note"), [
    ("Retirer toutes mes réponses", "withdraw_note", "all"), ("Retirer la situation 2", "withdraw_note", "2"),
    ("Modifier la situation 1", "amend_note", "1"), ("Ajouter un commentaire", "comment_note", None),
    ("Retirer mes commentaires", "withdraw_comment", None),
])  # fmt: skip
def test_a_choice_about_answers_means_the_same_when_it_is_typed_later(reader, text, intent, note):
    turn = Interpretation.of(reader.parse(text, None, {**KNOWN, "confirmed": True}))
    assert (turn.intent, turn.value) == (intent, note)


@pytest.mark.parametrize(("text", "question"), [
    ("mon prénom c'est Lucie", "confirmation"), ("mon prénom c'est Lucie", None),
    ("je me suis trompée, mon prénom c'est Lucie", None), ("en fait mon prénom c'est Lucie", "town"),
])  # fmt: skip
def test_a_correction_like_the_example_changes_that_field_only(reader, text, question):
    turn = Interpretation.of(reader.parse(text, question, {**KNOWN, "first_name": "Anne", question or "choices": None}))
    assert {name: reading.value for name, reading in turn.resolutions.items()} == {"first_name": "Lucie"}
