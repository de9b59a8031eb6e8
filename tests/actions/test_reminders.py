"""A reminder is offered to who pauses the registration where the bot can write first, and taken back with a word."""

import pytest

from bot.records.files import candidates
from bot.records.models import Reminder
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import SENDER, responses

AT_TOWN = {"consent": True, "last_name": "Bérard", "first_name": "Lucie", "requested_slot": "town"}
OFFERED, AGREED, REFUSED = (
    ["utter_pause", "utter_offer_reminder"],
    ["utter_reminder_agreed"],
    ["utter_reminder_refused"],
)


@pytest.fixture
def tell(write):
    """Writes while the registration is open; returns the names of the responses and the choices that are left."""

    def told(text, *, channel="telegram", **slots):
        messages, after, _ = write(text, loop="registration_form", channel=channel, **(AT_TOWN | slots))
        return responses(messages), after.get("choices")

    return told


def reminder(database):
    with database.session_scope() as session:
        return session.get(Reminder, SENDER)


@pytest.mark.parametrize(("channel", "slots"), [
    ("web", {}), ("telegram", {"consent": None, "requested_slot": "consent"}), ("telegram", {"confirmed": True}),
], ids=["on the website", "before the agreement", "after the registration"])  # fmt: skip
def test_none_is_offered(opened, tell, channel, slots):
    assert tell("pause", channel=channel, **slots) == (["utter_pause"], None)


@pytest.mark.parametrize("words", ["Oui, un rappel", "oui", "d'accord", "ok merci"])
def test_yes_is_noted_once(opened, tell, words):
    said, choices = tell("pause")
    assert (said, reminder(opened)) == (OFFERED, None)
    assert tell(words, choices=choices)[0] == AGREED
    assert reminder(opened).due_at and not reminder(opened).sent_at
    assert tell("pause")[0] == ["utter_pause"]


@pytest.mark.parametrize("words", ["Non merci", "non", "pas la peine"])
def test_no_is_noted_and_not_asked_again(opened, tell, words):
    _, choices = tell("pause")
    assert tell(words, choices=choices)[0] == REFUSED
    assert reminder(opened).due_at is None
    assert tell("pause")[0] == ["utter_pause"]


@pytest.mark.parametrize("words", ["Lannion", "c'est quoi le test pix ?"])
def test_another_answer_agrees_to_nothing(opened, tell, reader, words):
    _, choices = tell("pause")
    turn = Interpretation.of(reader.parse(words, None, AT_TOWN | {"choices": choices}))
    assert turn.intent not in {"accept_reminder", "decline_reminder"}


@pytest.mark.parametrize("asked", ["town", "mobility", "availability", "email"])
@pytest.mark.parametrize("words", ["stop", "Stop !", "STOP", "stop rappel", "plus de rappels"])
def test_an_agreement_is_taken_back_with_a_word_at_whatever_question(opened, tell, words, asked):
    _, choices = tell("pause")
    tell("oui", choices=choices)
    assert tell(words, requested_slot=asked)[0] == REFUSED
    assert reminder(opened).due_at is None


def test_stop_without_a_reminder_is_a_pause(opened, tell):
    assert tell("stop")[0] == OFFERED
    assert reminder(opened) is None


def test_erasing_takes_the_reminder_along(opened, tell):
    _, choices = tell("pause")
    tell("oui", choices=choices)
    with opened.session_scope() as session:
        candidates.erase(session, SENDER)
    assert reminder(opened) is None
