"""The driver plays a conversation's turns in the order in which the bot asks."""

import pytest

from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.tools.evaluation.dialogues import DECLINE, YES, Driver, as_text, length, summarise

TRAITS = [load_scenarios()[name].trait for name in campaign().scenarios]


def asking(slot=None, *, form="registration_form", **slots):
    return {"slots": {"requested_slot": slot, **slots}, "active_loop": form if slot else None}


def left(driver):
    return [hint for _, hint in driver.turns]


def test_turns_are_said_in_their_order_while_nothing_is_asked():
    driver = Driver([("bonjour", "greet"), ("je veux m'inscrire", "start")])
    assert [driver.next_message(asking()) for _ in range(3)] == [
        ("bonjour", "greet"),
        ("je veux m'inscrire", "start"),
        None,
    ]


def test_a_field_asked_early_gets_its_own_turn():
    driver = Driver([("Bérard", "nom"), ("Brest", "ville"), ("oui", "confirm_yes")])
    assert driver.next_message(asking("town")) == ("Brest", "ville")
    assert left(driver) == ["nom", "confirm_yes"]


def test_a_turn_that_gives_several_fields_answers_any_of_them():
    driver = Driver([("Lucie Bérard, Brest", "nom+prenom+ville")])
    assert driver.next_message(asking("town")) == ("Lucie Bérard, Brest", "nom+prenom+ville")


@pytest.mark.parametrize("hint", ["ville", "answer:patience", "confirm_yes", "confirm_no"])
def test_a_field_that_no_turn_gives_is_declined(hint):
    driver = Driver([("x", hint)])
    assert driver.next_message(asking("phone")) == (DECLINE, "driver")
    assert left(driver) == [hint]


@pytest.mark.parametrize(
    "hint", ["faq:ask_salary", "correction:town", "stop", "resume_next_day", "delete", "access", "consent_yes", ""]
)
def test_an_interruption_comes_when_its_turn_is_next(hint):
    driver = Driver([("x", hint), ("Brest", "ville")])
    assert driver.next_message(asking("town")) == ("x", hint)


def test_a_recap_that_no_turn_answers_is_confirmed():
    driver = Driver([("Je reste calme.", "answer:patience")])
    assert driver.next_message(asking("confirmation")) == (YES, "driver")
    assert driver.next_message(asking("interview_ready", form="interview_form")) == (YES, "driver")
    assert left(driver) == ["answer:patience"]


def test_a_recap_is_answered_by_its_turn():
    assert Driver([("non", "confirm_no")]).next_message(asking("confirmation")) == ("non", "confirm_no")


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("slot", ["scenario", "followup"])
def test_a_scenario_gets_the_answer_for_its_trait(index, slot):
    driver = Driver([(f"about {trait}", f"answer:{trait}") for trait in reversed(TRAITS)])
    message = driver.next_message(asking(slot, form="interview_form", scenario_index=index))
    assert message == (f"about {TRAITS[index]}", f"answer:{TRAITS[index]}")


def test_a_scenario_without_an_answer_is_declined():
    driver = Driver([("x", f"answer:{TRAITS[2]}")])
    assert driver.next_message(asking("scenario", form="interview_form", scenario_index=0)) == (DECLINE, "driver")
    assert left(driver) == [f"answer:{TRAITS[2]}"]


def test_a_question_outside_forms_goes_first():
    driver = Driver([("oui", "delete"), ("Brest", "ville")])
    assert driver.next_message(
        {"slots": {"awaiting": "erasure", "requested_slot": "town"}, "active_loop": "registration_form"}
    ) == ("oui", "delete")


def test_the_slot_of_a_closed_form_asks_nothing():
    driver = Driver([("merci", "thanks"), ("Brest", "ville")])
    assert driver.next_message({"slots": {"requested_slot": "town"}, "active_loop": None}) == ("merci", "thanks")


def test_a_new_conversation_has_no_state():
    assert Driver([("bonjour", "greet")]).next_message({}) == ("bonjour", "greet")


def played(must):
    empty = {name: [] for name in ("candidates", "notes", "note_versions", "human_requests", "conversation_events")}
    transcript = [
        {"from": "bot", "text": "Bonjour", "buttons": ["Je m'inscris"]},
        {"from": "user", "text": "salut", "buttons": []},
    ]
    return {"id": "X1", "title": "short", "must": must, "got": {"transcript": transcript, "stored": empty}}


def test_the_summary_names_the_facts_that_are_wrong():
    summary = summarise([played(["notes=0"]), played(["notes=1", "for a reader"]), played(["for a reader"])])
    assert summary == {
        "kind": "dialogues",
        "dialogues": 3,
        "checked": 2,
        "right": 1,
        "facts": 2,
        "facts_right": 1,
        "misses": [{"id": "X1", "wrong": ["notes=1"]}],
        "lengths": [{"id": "X1", "words": 1, "bubbles": 1}] * 3,
    }


def test_the_length_of_a_conversation_counts_the_bot_s_words_and_the_bubbles_of_a_turn():
    said = [
        ("bot", "Bonjour !"),
        ("user", "je souris"),
        ("bot", "Noté : « je souris » « non »"),
        ("user", "je veux m'inscrire"),
        ("bot", "Un deux"),
        ("bot", "trois"),
        ("user", "oui"),
    ]
    row = {"id": "X2", "got": {"transcript": [{"from": who, "text": text, "buttons": ["Oui"]} for who, text in said]}}
    assert length(row) == {"id": "X2", "words": 10, "bubbles": 2}


def test_a_played_conversation_can_be_read():
    text = as_text(played(["notes=0", "notes=1", "for a reader"]))
    for line in (
        "=== X1 short",
        "    Bonjour  [Je m'inscris]",
        "  > salut",
        "right  notes=0",
        "WRONG  notes=1",
        "read   for a reader",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize("hint", ["nom", "confirm_yes"])
def test_consent_is_confirmed_when_asked_back(hint):
    driver = Driver([("x", hint)])
    assert driver.next_message(asking("consent")) == (YES, "driver")
    assert left(driver) == [hint]


@pytest.mark.parametrize("asked", ["scenario", "followup"])
def test_an_open_question_that_no_turn_answers_is_declined_before_the_notes_are_confirmed(asked):
    driver = Driver([("c'est fidèle", "confirm_yes")])
    assert driver.next_message(asking(asked, form="interview_form")) == (DECLINE, "driver")
    assert left(driver) == ["confirm_yes"]
