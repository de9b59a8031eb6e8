"""Seeing one's data, erasing it, and asking for a person."""

import re

import pytest
from sqlalchemy import func, select

from bot.evaluation.dialogues import dump
from bot.reading.turn import Turn
from bot.records.models import Candidate, HumanRequest
from bot.wording import LABELS
from tests.actions.action_player import ANSWER, FILE, SENDER, responses, run, tracker_of, words

ACCESS = Turn(intent="ask_access_my_data")
HUMAN = Turn(intent="ask_human")


def count(database, table) -> int:
    with database.session_scope() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_my_data_lists_every_field_and_note(registered, say):
    messages, slots, _ = say("action_show_my_data", "mes données", consent=True)
    read = words(messages).replace("\u00a0", " ").replace("\u202f", " ")
    for shown in (
        "Bérard", "Lucie", "Saint-Brieuc", "30 km", "4 janvier 2027", "lucie@exemple.fr", "+33 6 39 98 00 01", ANSWER,
        "Accord donné", "confirmée", "Conservé jusqu'au", "1 messages", "web",
    ):  # fmt: skip
        assert shown in read
    assert all(label in read for label in LABELS.values())
    assert {"Corriger", "Tout supprimer", "Modifier une réponse"} <= set(slots["choices"])


def test_my_data_of_nobody_is_nothing(database):
    messages, _, _ = run("action_show_my_data", tracker_of(ACCESS))
    assert responses(messages) == ["utter_nothing_registered"]


def test_erasing_asks_first_then_erases_all(registered, say):
    messages, slots, _ = say("action_erase", "supprimer mes données", consent=True)
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_erasure"], "erasure")
    assert count(registered, Candidate) == 1
    messages, _, events = say("action_erase", "oui", consent=True, awaiting="erasure")
    assert responses(messages) == ["utter_erased"]
    assert re.fullmatch(r"EFF-\d{8}-[0-9A-F]{8}", messages[0]["receipt"])
    assert {"reset_slots", "active_loop"} == {event["event"] for event in events}
    left = {name: rows for name, rows in dump(registered).items() if rows}
    assert set(left) == {"audit_entries"}
    assert not any(value in str(left) for value in ("Bérard", "lucie", ANSWER, SENDER))


def test_after_a_no_nothing_is_erased(registered, say):
    messages, slots, _ = say("action_erase", "non", consent=True, awaiting="erasure")
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert count(registered, Candidate) == 1


def test_a_yes_in_doubt_erases_nothing_and_is_asked_about_once(registered):
    doubtful = Turn(acts=("yes",), doubtful=True)
    known = {"consent": True, "awaiting": "erasure"}
    messages, slots, _ = run("action_erase", tracker_of(doubtful, **known))
    assert (responses(messages), slots["awaiting"]) == (["utter_doubtful_erasure"], "erasure")
    messages, slots, _ = run("action_erase", tracker_of(doubtful, **known, misunderstandings=1))
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert count(registered, Candidate) == 1


def test_what_is_neither_yes_nor_no_erases_nothing(registered):
    messages, slots, _ = run("action_erase", tracker_of(Turn(), consent=True, awaiting="erasure"))
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert count(registered, Candidate) == 1


@pytest.mark.parametrize(("name", "intent"), [
    ("action_answer_question", "ask_salary"), ("action_request_human", "ask_human"), ("action_rephrase", "not_understood"),
])  # fmt: skip
def test_another_wish_than_the_erasure_drops_its_question(registered, name, intent):
    _, slots, _ = run(name, tracker_of(Turn(intent=intent), **FILE, consent=True, awaiting="erasure"))
    assert slots["awaiting"] is None


def test_erasing_what_was_never_kept_gives_a_receipt_too(database):
    messages, _, _ = run("action_erase", tracker_of(Turn(value=True), awaiting="erasure"))
    assert responses(messages) == ["utter_nothing_to_erase"]
    assert messages[0]["receipt"].startswith("EFF-")


def test_one_request_for_a_human_waits_at_a_time(database):
    asked = tracker_of(HUMAN, consent=True)
    assert responses(run("action_request_human", asked)[0])[0] == "utter_human_filed"
    assert responses(run("action_request_human", asked)[0])[0] == "utter_human_waiting"
    assert count(database, HumanRequest) == 1


def test_whoever_is_not_registered_is_told_that_nothing_is_kept(database):
    said = responses(run("action_request_human", tracker_of(HUMAN))[0])
    assert said == ["utter_human_filed", "utter_human_nothing_kept"]


def test_a_request_behind_a_cry_for_help_says_so(database):
    run("action_human_after_distress", tracker_of(HUMAN))
    with database.session_scope() as session:
        assert session.scalars(select(HumanRequest.reason)).one() == "distress"
