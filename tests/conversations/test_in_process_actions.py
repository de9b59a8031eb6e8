"""Actions in Rasa's own process, as Rasa calls them: what they return, how they reject, what a failure leaves."""

import asyncio
import logging
import sys
import threading
import types

import pytest
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection as Rejection

from bot.conversations.in_process_actions import LONG_MESSAGE, InProcessActions

WORDS = "mon numéro est le 06 39 98 00 01"
DOMAIN = Domain.from_dict(
    {
        "slots": {"noted": {"type": "any", "mappings": [{"type": "custom"}]}},
        "responses": {"utter_noted": [{"text": "Noté : {what}."}]},
        "actions": ["notes", "rejects", "fails"],
    }
)


class Notes(Action):
    def name(self):
        return type(self).__name__.lower()

    def run(self, dispatcher, tracker, domain):
        assert domain == {}, "the domain is not sent along"
        dispatcher.utter_message(response="utter_noted", what=tracker.latest_message["text"])
        dispatcher.utter_message(text="Autre chose ?", buttons=[{"title": "Oui", "payload": "Oui"}])
        return [{"event": "slot", "name": "noted", "value": ("a", {"b": 1}), "timestamp": None}]


class Rejects(Notes):
    def run(self, dispatcher, tracker, domain):
        raise Rejection("rejects", "not now")


class Fails(Notes):
    def run(self, dispatcher, tracker, domain):
        raise ValueError(tracker.latest_message["text"])


class TellsThread(Notes):
    def run(self, dispatcher, tracker, domain):
        return [{"event": "slot", "name": "noted", "value": threading.get_ident(), "timestamp": None}]


@pytest.fixture(scope="module")
def endpoint():
    package = sys.modules["actions_of_a_test"] = types.ModuleType("actions_of_a_test")
    package.__file__ = __file__
    yield InProcessActions("actions_of_a_test")
    del sys.modules["actions_of_a_test"]


def call(endpoint, name, words=WORDS):
    tracker = DialogueStateTracker.from_events("web-1", [UserUttered(words)], DOMAIN.slots)
    generator = TemplatedNaturalLanguageGenerator(DOMAIN.responses)
    action = RemoteAction(name, endpoint)
    return asyncio.run(action.run(CollectingOutputChannel(), generator, tracker, DOMAIN))


def test_an_action_speaks_and_sets_slots(endpoint):
    noted, asked, slot = call(endpoint, "notes")
    assert isinstance(noted, BotUttered)
    assert noted.text == f"Noté : {WORDS}."
    assert asked.data["buttons"] == [{"title": "Oui", "payload": "Oui"}]
    assert isinstance(slot, SlotSet)
    assert slot.value == ["a", {"b": 1}], "as JSON has it"


def test_what_a_long_message_needs_does_not_hold_up_others(endpoint):
    (short,), (long,) = call(endpoint, "tellsthread"), call(endpoint, "tellsthread", "mot " * LONG_MESSAGE)
    assert short.value == threading.get_ident()
    assert long.value != threading.get_ident()


def test_a_rejection_is_one(endpoint):
    with pytest.raises(ActionExecutionRejection, match="not now"):
        call(endpoint, "rejects")


def test_an_unknown_action_is_an_error_of_rasa(endpoint):
    with pytest.raises(RasaException, match="nowhere"):
        call(endpoint, "nowhere")


def test_a_failure_is_an_error_of_rasa_that_holds_no_word_of_the_person(endpoint, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(RasaException) as told:
        call(endpoint, "fails")
    chain = [told.value]
    while (before := chain[-1].__cause__) is not None:
        chain.append(before)
    said = " ".join(str(error) for error in chain) + caplog.text
    assert "ValueError" in said
    assert "06 39" not in said
