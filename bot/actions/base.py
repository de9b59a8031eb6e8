"""Base classes of all actions, and helpers that read the tracker."""

import itertools
import logging
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.base import metrics
from bot.base.errors import describe_error
from bot.base.registration import given
from bot.records.store.database import Database, default_database
from bot.understanding.reading.dialogue_acts import TOPIC
from bot.understanding.reading.interpretation import ERASURE_QUESTION, Interpretation, secondary_intent

logger = logging.getLogger(__name__)

LISTEN_AND_EXTRACT = frozenset({"action_listen", "action_extract_slots"})


class SafeAction(Action):
    """Catches every exception of `respond`: if one reached Rasa, the events of the whole turn would be lost.

    On an error the action's own messages are dropped, the user reads a sentence with a random reference, and the log holds
    the reference, the exception's type and its place, never its text. Rows that `respond` has committed stay.
    """

    action_name: str = ""
    runs_in_thread = False  # for actions that may block for seconds

    def name(self) -> str:
        """The action's name in the domain."""
        return self.action_name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Call `respond`; after an exception return the events of `on_error_events`."""
        try:
            return self.respond(dispatcher, tracker)
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            logger.error(
                "action %s failed: %s (reference %s)", self.name(), describe_error(error), reference,
                extra={"reference": reference},
            )  # fmt: skip
            metrics.action_failures.labels(self.name()).inc()
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_trouble", reference=reference)
            return self.on_error_events(tracker)

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send messages, write to the database, return events. Implemented by each action, none of which reads the domain."""
        raise NotImplementedError

    def on_error_events(self, tracker: Tracker) -> list[EventType]:
        """Events after an error."""
        return []

    @property
    def database(self) -> Database:
        """The database of this installation."""
        return default_database()


class Reaction(SafeAction):
    """An action for an intent that is not the answer to the pending question.

    Sets `resuming`, so that an open form repeats its question, clears the offered choices, and ends a pending erasure or
    request subject unless the class attributes say otherwise.

    Attributes:
        keeps_misunderstandings: do not reset the counter.
        asks_erasure_again: repeat the erasure question, unless the action offered choices.
        keeps_subject: leave the subject of the request pending.
    """

    keeps_misunderstandings = False
    asks_erasure_again = False
    keeps_subject = False  # what a request is about is asked once, and is over with whatever else is said

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Call `respond` and add the slots of a resumed form."""
        slots = tracker.current_slot_values()
        changes: dict[str, Any] = {"resuming": True, "choices": None}
        if not self.keeps_misunderstandings and slots.get("misunderstandings"):
            changes["misunderstandings"] = None
        events = super().run(dispatcher, tracker, domain)
        if slots.get("awaiting") == ERASURE_QUESTION:
            offers = any(event.get("name") == "choices" and event["value"] for event in events)
            if self.asks_erasure_again and not offers:
                dispatcher.utter_message(response="utter_ask_erasure")
            else:
                changes["awaiting"] = None  # a later "yes" must not erase
        if slots.get("awaiting") == TOPIC and not self.keeps_subject:
            changes["awaiting"] = None
        return set_slots(changes) + events


class FormValidation(SafeAction):
    """The action of a form: takes the answer to its question and chooses the next one. After an error it asks again.

    Attributes:
        form: the form's name.
    """

    form: str

    def on_error_events(self, tracker: Tracker) -> list[EventType]:
        """Repeat the question."""
        return [SlotSet("resuming", True), SlotSet("requested_slot", tracker.get_slot("requested_slot"))]

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Open or resume the form, or take the latest message."""
        asked = tracker.get_slot("requested_slot")
        if not form_takes_message(tracker, self.form):
            return set_slots({"explained": False} | self.open(dispatcher, tracker, asked))
        turn = turn_of(tracker)
        changes: dict[str, Any] = {"resuming": False, "misunderstandings": None, "choices": None, "explained": False}
        if not turn.is_answer:
            return set_slots(changes | {"requested_slot": asked})
        changes |= self.take(dispatcher, tracker, turn, asked)
        if secondary_intent(turn) is not None:
            changes["explained"] = True  # the question is said after what else was wanted
        return set_slots(changes)

    def open(self, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str | None) -> dict[str, Any]:
        """The slots of the question to ask when the form opens or resumes.

        Args:
            asked: the question at which it stopped.
        """
        raise NotImplementedError

    def take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation, asked: str
    ) -> dict[str, Any]:
        """The slots that an answer changes, with the next question as `requested_slot`."""
        raise NotImplementedError


def turn_of(tracker: Tracker) -> Interpretation:
    """The interpretation of the latest message."""
    return Interpretation.of(tracker.latest_message)


def form_takes_message(tracker: Tracker, form: str) -> bool:
    """Whether the form should take the latest message: it was open and no other action has run since."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return tracker.get_slot("requested_slot") is not None
        if event["event"] == "active_loop":
            return False
        if event["event"] == "action" and event["name"] not in LISTEN_AND_EXTRACT | {form}:
            return False
    return False


def is_resuming(tracker: Tracker) -> bool:
    """Whether a form repeats its question after another action or response.

    Actions set the slot `resuming`. `utter_…` responses cannot, so they are looked for in the events.
    """
    if tracker.get_slot("resuming"):
        return True
    for event in reversed(tracker.events):
        if event["event"] in {"user", "active_loop"}:
            return False
        if event["event"] == "action" and event["name"].startswith("utter_"):
            return True
    return False


_ANSWERS = frozenset({"action_answer_question", "action_tell_erasure"})


def was_interrupted(tracker: Tracker, after: Collection[str] = _ANSWERS) -> bool:
    """Whether an action of `after` (by default an FAQ answer) ran since the last message: a short reminder will do."""
    since = itertools.takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "action" and event["name"] in after for event in since)


def channel_of(tracker: Tracker) -> str | None:
    """The name of the latest message's channel, if known."""
    channel: str | None = tracker.get_latest_input_channel()
    return channel


def active_form(tracker: Tracker) -> str | None:
    """The name of the active form, if any."""
    name: str | None = (tracker.active_loop or {}).get("name")
    return name


def first_name_of(tracker: Tracker) -> str:
    """The first name with a leading space, empty if it was not given."""
    name = given(tracker.slots, "first_name")
    return f" {name}" if name else ""


def set_slots(values: Mapping[str, Any]) -> list[EventType]:
    """Events that set these slots."""
    return [SlotSet(name, value) for name, value in values.items()]


def cleared_pending() -> dict[str, Any]:
    """Slot values after which no new answer or comment is pending."""
    return {"awaiting": None, "amended_note": None, "erases_earlier": None}


def buttons(titles: list[str] | Mapping[str, Any]) -> list[dict[str, str]]:
    """Buttons whose payload is their title: a click equals typing it. Titles that begin with `__` are internal."""
    return [{"title": title, "payload": title} for title in titles if not title.startswith("__")]


def offer(dispatcher: CollectingDispatcher, choices: Mapping[str, str], **message: Any) -> list[EventType]:
    """Say a message with these choices as buttons; the event that remembers them.

    Args:
        choices: title to directive.
        message: for `utter_message`, such as `response`.
    """
    dispatcher.utter_message(buttons=buttons(choices), **message)
    return [SlotSet("choices", choices)]


def offer_below(dispatcher: CollectingDispatcher, choices: Mapping[str, str]) -> list[EventType]:
    """Put these choices below the message said last; the event that remembers them."""
    dispatcher.messages[-1]["buttons"] = buttons(choices)
    return [SlotSet("choices", choices)]
