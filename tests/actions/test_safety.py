"""An action that fails says so kindly, loses nothing and logs no word of the person."""

import logging
import re

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import ACTIONS, ANSWER, DOMAIN, TOWN, gives, responses, run, tracker_of


class Failing(SafeAction):
    """Not registered as an action of the bot: it only lives here."""

    action_name = "action_failing"

    def respond(self, dispatcher, tracker):
        dispatcher.utter_message(text="half of an answer")
        raise ValueError(f"trouble with {tracker.latest_message['text']}")


def test_a_failure_is_said_kindly_and_logged_by_its_reference_without_words_of_the_person(caplog):
    dispatcher = CollectingDispatcher()
    with caplog.at_level(logging.DEBUG):
        assert Failing().run(dispatcher, tracker_of(text="Bérard", last_name="Bérard"), DOMAIN) == []
    (message,) = dispatcher.messages
    assert message["response"] == "utter_trouble"
    assert re.fullmatch(r"[0-9a-f]{8}", message["reference"])
    assert message["reference"] in caplog.text
    assert "ValueError" in caplog.text
    assert "Bérard" not in caplog.text


@pytest.fixture
def without_tables(tmp_path, monkeypatch):
    """A database in which every read and write fails."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.mark.parametrize(("form", "slot", "turn", "text"), [
    ("registration_form", "town", gives(town=TOWN), "Saint-Brieuc"),
    ("interview_form", "scenario", Interpretation(value=ANSWER), ANSWER),
])  # fmt: skip
def test_a_form_that_fails_asks_the_same_again_and_loses_nothing(form, slot, turn, text, without_tables, caplog):
    known = {"consent": True, "requested_slot": slot, "last_name": "Bérard"}
    messages, slots, _ = run(f"validate_{form}", tracker_of(turn, text, loop=form, **known))
    assert responses(messages) == ["utter_trouble"]
    assert slots == {"resuming": True, "requested_slot": slot}
    assert text not in caplog.text


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_no_action_raises_without_a_database(name, without_tables):
    run(name, tracker_of(gives(town=TOWN), "Saint-Brieuc", consent=True, confirmed=True, awaiting="town"))
