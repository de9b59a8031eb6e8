"""Sentences that are directives, and the meaning of choices."""

import json

import pytest

from bot.base.registration import DECLINED
from bot.understanding.reading import directives
from bot.understanding.reading.choice_matching import match_choice
from bot.understanding.reading.directives import directive_of, interpret_directive, interpret_sentence
from bot.understanding.reading.interpretation import CHANGE_FIELD, CORRECTION
from bot.understanding.reading.resolution import Status

SENTENCES = {
    directives.amend_sentence(2): "intent:amend_note=2",
    directives.withdraw_sentence(1): "intent:withdraw_note=1",
    directives.comment_sentence(3): "intent:comment_note=3",
    directives.withdraw_comments_sentence(3): "intent:withdraw_comment=3",
    directives.contest_sentence(1, 12): "intent:contest_passage=1/12",
    directives.restore_sentence(2, 3): "intent:restore_passage=2/3",
    directives.change_sentence("town"): "field:town",
    "ce passage ne dit pas ça !": "intent:contest_passage",
    "modifier une réponse": "intent:change_answer",
    "rétablir ce passage": "intent:restore_passage",
}


def test_no_long_text_is_looked_through_for_one():
    assert directive_of(f"{directives.amend_sentence(2)}{' ' * 200}") is None


@pytest.mark.parametrize(("sentence", "directive"), SENTENCES.items())
def test_what_a_card_s_button_says_is_read_back(sentence, directive):
    assert directive_of(sentence) == directive


@pytest.mark.parametrize("text", [
    "", "Retirer la situation", "Retirer la situation 2 ?", "Retirer la situation 2 s'il vous plaît", "Modifier : Chaussures",
    "Il faut modifier la situation 2 de cette personne", "Ce passage ne dit pas cela : situation 1, passage 100",
    "Commenter la situation 1 : j'étais pressée",
])  # fmt: skip
def test_other_words_are_left_to_the_models(text):
    assert directive_of(text) is None
    assert interpret_sentence(text, None, {}) is None


def test_a_field_is_named_at_the_recap_and_wished_for_elsewhere():
    sentence = directives.change_sentence("email")
    at_recap, elsewhere = interpret_sentence(sentence, "confirmation", {}), interpret_sentence(sentence, "scenario", {})
    assert (at_recap.intent, at_recap.value) == (None, "email")
    assert (elsewhere.intent, elsewhere.value) == (CHANGE_FIELD, "email")


@pytest.mark.parametrize(("slots", "intent"), [
    ({"requested_slot": "confirmation"}, None), ({"requested_slot": "town"}, None), ({}, CORRECTION),
    ({"requested_slot": "scenario"}, CORRECTION), ({"requested_slot": "town", "awaiting": "email"}, CORRECTION),
])  # fmt: skip
def test_an_undo_restores_the_previous_value(slots, intent):
    turn = interpret_directive(f"set:{json.dumps({'first_name': 'Lucie', 'phone': DECLINED})}", slots)
    assert turn.intent == intent
    assert (turn.resolutions["first_name"].status, turn.resolutions["first_name"].value) == (Status.VALUE, "Lucie")
    assert turn.resolutions["phone"].status is Status.DECLINED


@pytest.mark.parametrize(("slots", "intent"), [
    ({"requested_slot": "scenario"}, CORRECTION), ({"requested_slot": "town"}, None), ({"awaiting": "amendment"}, CORRECTION),
])  # fmt: skip
def test_the_latest_change_is_undone_by_its_words_despite_later_offers(slots, intent):
    choices = {"Annuler ce changement": f"set:{json.dumps({'first_name': 'Lucie'})}"}
    turn = interpret_sentence("annuler ce changement !", slots.get("requested_slot"), slots | {"choices": choices})
    assert (turn.intent, turn.resolutions["first_name"].value) == (intent, "Lucie")


def test_what_cannot_be_undone_any_more_is_no_answer():
    assert interpret_sentence("Annuler ce changement", "scenario", {"choices": None}).intent == "ask_change_my_data"


def test_a_whole_sentence_is_not_taken_for_an_offered_title_within_it():
    titles = ["Oui, c'est bien", "Ce passage ne dit pas cela", "situation 1"]
    assert match_choice("ce passage ne dit pas cela, svp", titles) == 1
    assert match_choice(directives.contest_sentence(1, 2), titles) is None
    assert match_choice(directives.amend_sentence(1), titles) is None
