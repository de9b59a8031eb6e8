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


BREST, REFUSAL, AGREEMENT = ("Brest", "ville"), (DECLINE, "driver"), (YES, "driver")
WHOLE = ("Lucie Bérard, Brest", "nom+prenom+ville")
IN_REGISTRATION = [
    pytest.param([("Bérard", "nom"), BREST, ("oui", "confirm_yes")], "town", BREST, id="a field asked early"),
    pytest.param([WHOLE], "town", WHOLE, id="a turn that gives several fields answers any of them"),
    *[pytest.param([("x", hint)], "phone", REFUSAL, id=f"a field that no turn gives, before {hint}")
      for hint in ("ville", "answer:patience", "confirm_yes", "confirm_no")],
    *[pytest.param([("x", hint), BREST], "town", ("x", hint), id=f"an interruption: {hint}")
      for hint in ("faq:ask_salary", "correction:town", "stop", "resume_next_day", "delete", "access", "consent_yes", "")],
    pytest.param([("Je reste calme.", "answer:patience")], "confirmation", AGREEMENT, id="a recap that no turn answers"),
    pytest.param([("non", "confirm_no")], "confirmation", ("non", "confirm_no"), id="a recap answered by its turn"),
    *[pytest.param([("x", hint)], "consent", AGREEMENT, id=f"consent asked back, before {hint}")
      for hint in ("nom", "confirm_yes")],
]  # fmt: skip
IN_INTERVIEW = [
    *[pytest.param([(f"about {trait}", f"answer:{trait}") for trait in reversed(TRAITS)], asked, index,
                   (f"about {TRAITS[index]}", f"answer:{TRAITS[index]}"), id=f"{asked} {index}")
      for asked in ("scenario", "followup") for index in range(3)],
    pytest.param([("x", f"answer:{TRAITS[2]}")], "scenario", 0, REFUSAL, id="a scenario without an answer"),
    *[pytest.param([("c'est fidèle", "confirm_yes")], asked, 0, REFUSAL, id=f"{asked} before the notes are confirmed")
      for asked in ("scenario", "followup")],
    pytest.param([("x", "answer:patience")], "interview_ready", 0, AGREEMENT, id="ready for the interview"),
]  # fmt: skip


def answers(turns, state, said):
    """Whether the driver says this, and keeps all turns but the one that it said."""
    driver = Driver(turns)
    return driver.next_message(state) == said and left(driver) == [turn[1] for turn in turns if turn != said]


@pytest.mark.parametrize(("turns", "asked", "said"), IN_REGISTRATION)
def test_a_question_of_the_registration_is_answered(turns, asked, said):
    assert answers(turns, asking(asked), said)


@pytest.mark.parametrize(("turns", "asked", "index", "said"), IN_INTERVIEW)
def test_a_question_of_the_interview_is_answered(turns, asked, index, said):
    assert answers(turns, asking(asked, form="interview_form", scenario_index=index), said)


def test_a_question_outside_forms_goes_first():
    driver = Driver([("oui", "delete"), ("Brest", "ville")])
    assert driver.next_message(
        {"slots": {"awaiting": "erasure", "requested_slot": "town"}, "active_loop": "registration_form"}
    ) == ("oui", "delete")


def test_the_slot_of_a_closed_form_asks_nothing():
    driver = Driver([("merci", "thanks"), ("Brest", "ville")])
    assert driver.next_message({"slots": {"requested_slot": "town"}, "active_loop": None}) == ("merci", "thanks")


def played(*checks, must=()):
    transcript = [
        {"from": "bot", "text": "Bonjour", "buttons": ["Je m'inscris"]},
        {"from": "user", "text": "salut", "buttons": []},
    ]
    got = {"transcript": transcript, "stored": {"candidates": [], "notes": []}}
    return {"id": "X1", "title": "short", "must": must, "checks": checks, "got": got}


def test_the_summary_names_the_facts_that_are_wrong():
    summary = summarise(
        [played({"notes": 0}), played({"notes": 1}, must=["for a reader"]), played(must=["for a reader"])]
    )
    assert summary == {
        "kind": "dialogues",
        "dialogues": 3,
        "checked": 2,
        "right": 1,
        "facts": 2,
        "facts_right": 1,
        "misses": [{"id": "X1", "wrong": ['{"notes": 1}']}],
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
    text = as_text(played({"notes": 0}, {"notes": 1}, must=["for a reader"]))
    for line in (
        "=== X1 short",
        "    Bonjour  [Je m'inscris]",
        "  > salut",
        'right  {"notes": 0}',
        'WRONG  {"notes": 1}',
        "read   for a reader",
    ):
        assert line in text.splitlines()
