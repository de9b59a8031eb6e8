"""Grave acts are done on evidence; without it something harmless is done instead."""

import pytest

from bot.understanding.reading.dialogue_acts import OFFER
from bot.understanding.reading.interpretation import (
    ABOUT_ERASURE,
    CALL_OFF_HUMAN,
    ERASURE,
    HUMAN,
    NO_OFFER,
    REMOVE_FIELD,
    SKIP,
    YES_OFFER,
)
from tests.reading.test_rules import AGREED, about, turn, values

QUESTIONS = [None, "consent", "town", "confirmation", "notes_reviewed"]


@pytest.mark.parametrize("pending", QUESTIONS)
def test_an_order_to_erase_that_is_sure_opens_the_erasure(pending):
    assert turn("supprime tout", "ask", pending, topic=ERASURE).intent == ERASURE


@pytest.mark.parametrize("pending", QUESTIONS)
def test_what_may_be_an_order_to_erase_is_answered_as_a_question_about_it(pending):
    assert turn("on efface ?", "ask", pending, topic=about(ERASURE, 0.5)).intent == ABOUT_ERASURE


@pytest.mark.parametrize("wish", [HUMAN, CALL_OFF_HUMAN])
def test_a_request_for_a_person_is_made_or_called_off_on_a_sure_wish_and_asked_about_else(wish):
    assert turn("appelez-moi", "ask", None, topic=wish).needs_confirmation is False
    guessed = turn("on me lit ?", "ask", None, topic=about(wish, 0.4))
    assert (guessed.intent, guessed.needs_confirmation) == (wish, True)


def test_a_guess_beside_an_answer_makes_no_request():
    understood = about("inform", 0.5)
    taken = turn(
        "lucie@exemple.fr, vous le donnez à personne ?", "answer ask", "town", topic=understood, asking=[HUMAN]
    )
    assert HUMAN in taken.side_questions  # a sure part
    guessed = turn("Lyon, on me rappelle ?", "answer ask", "town", spans=[("town", "Lyon")], topic=about(HUMAN, 0.3))
    assert (HUMAN in guessed.side_questions, guessed.intent) == (False, None)


KNOWN_PHONE = {**AGREED, "confirmed": True, "phone": "+33639980000"}
PHONE = [("phone", "06 39 98 10 10")]


@pytest.mark.parametrize(("acts", "topic", "sure", "is_sure"), [
    ("answer", "inform", 0.95, False), ("answer correct", "inform", 0.6, False), ("correct", "inform", 0.99, True),
    ("answer", "ask_change_my_data", 0.95, True),
])  # fmt: skip
def test_what_is_known_is_overwritten_by_a_sure_correction_alone(acts, topic, sure, is_sure):
    text = "mon ancien numéro : 06 39 98 10 10"
    taken = turn(text, acts, None, KNOWN_PHONE, spans=PHONE, topic=about(topic, 0.95), sure=sure)
    assert (values(taken), taken.needs_confirmation) == ({"phone": "+33639981010"}, not is_sure)
    assert not turn(text, acts, None, AGREED, spans=PHONE, topic=about(topic, 0.95), sure=sure).needs_confirmation


def test_a_question_takes_no_known_field_out():
    spans = [("field_name", "téléphone")]
    sure = about(REMOVE_FIELD, 0.98)
    asked = turn("faut-il enlever mon téléphone ?", "ask", None, KNOWN_PHONE, spans=spans, topic=sure)
    assert (asked.resolutions, asked.intent) == ({}, REMOVE_FIELD)
    ordered = turn("pouvez-vous enlever mon téléphone ?", "ask correct", None, KNOWN_PHONE, spans=spans, topic=sure)
    assert (ordered.resolutions, ordered.intent, ordered.value) == ({}, REMOVE_FIELD, "phone")
    ordered = turn("enlevez mon téléphone", "correct", None, KNOWN_PHONE, spans=spans, topic=sure)
    assert set(ordered.resolutions) == {"phone"}


@pytest.mark.parametrize("wish", [ERASURE, REMOVE_FIELD, CALL_OFF_HUMAN])
@pytest.mark.parametrize("acts", ["yes", "yes ask"])
def test_a_yes_to_something_else_confirms_nothing(wish, acts):
    taken = turn("oui efface", acts, "confirmation", topic=wish)
    assert taken.value is not True and not taken.is_answer


def test_at_the_erasure_the_same_words_are_a_yes():
    assert turn("oui efface", "yes", "erasure", topic=ERASURE).value is True


def test_calling_a_request_off_passes_no_situation():
    taken = turn("annulez ma demande", "skip", "scenario", topic=CALL_OFF_HUMAN)
    assert (taken.intent, taken.value) == (CALL_OFF_HUMAN, None)
    assert turn("je passe", "skip", "scenario").value == SKIP


@pytest.mark.parametrize("pending", ["availability", "town", "email"])
def test_an_agreement_that_is_taken_back_is_no_answer_to_a_field(pending):
    taken = turn("mon chef va le voir, je retire mon accord", "answer ask", pending, AGREED, topic=ERASURE)
    assert (taken.intent, taken.resolutions) == (ERASURE, {})


def test_a_story_that_speaks_of_erasing_is_an_answer():
    taken = turn("je lui dis de tout effacer", "answer", "scenario", topic=ERASURE)
    assert (taken.intent, taken.value) == (None, "je lui dis de tout effacer")


@pytest.mark.parametrize("pending", ["consent", "erasure", "confirmation"])
def test_a_yes_heard_in_a_goodbye_is_asked_about(pending):
    taken = turn("allez salut", "yes", pending, topic="goodbye")
    assert (taken.value, taken.needs_confirmation) == (None, True)


def test_before_the_agreement_a_condition_about_erasing_opens_no_erasure():
    assert turn("j'accepte si je peux tout effacer", "ask", "consent", {}, topic=ERASURE).intent == ABOUT_ERASURE


def test_a_reminder_is_stopped_by_who_surely_wants_that():
    guessed = turn("rappelez-moi après 18 h", "ask", "phone", topic=about("stop_reminder", 0.4))
    assert guessed.intent != "stop_reminder"


def test_who_gives_a_field_and_declines_another_gives_it():
    spans = [("email", "lucie@exemple.fr")]
    taken = turn("c'est lucie@exemple.fr, pas de téléphone", "decline", "email", spans=spans)
    assert values(taken) == {"email": "lucie@exemple.fr"}


@pytest.mark.parametrize(
    "text", ["est-ce que tout effacer est vraiment définitif ?", "oui ?", "oui, et c'est payé combien ?"]
)
def test_nothing_is_erased_by_a_question(text):
    taken = turn(text, "yes", "erasure")
    assert (taken.value, taken.needs_confirmation) == (None, True)


def test_how_to_call_a_request_off_is_asked_about_first():
    taken = turn("comment annuler ma demande ?", "ask", None, topic=about(CALL_OFF_HUMAN, 0.99))
    assert (taken.intent, taken.needs_confirmation) == (CALL_OFF_HUMAN, True)


@pytest.mark.parametrize("wish", [HUMAN, CALL_OFF_HUMAN])
@pytest.mark.parametrize(("acts", "intent"), [("yes", None), ("no", "no_change")])
def test_what_was_asked_first_has_its_answer_in_words(wish, acts, intent):
    choices = {YES_OFFER: f"intent:{wish}", NO_OFFER: "intent:no_change"}
    taken = turn("oui", acts, OFFER, {**AGREED, "choices": choices}, topic="affirm")
    assert (taken.intent, taken.needs_confirmation) == (intent or wish, False)
