"""What all actions share: safety, the turn being taken, and reading slots."""

import logging
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.base import metrics
from bot.base.registration import given
from bot.records.store.database import Database, default_database
from bot.understanding.reading.acts import TOPIC
from bot.understanding.reading.turn import ERASURE_QUESTION, Turn

logger = logging.getLogger(__name__)

LISTEN_AND_EXTRACT = frozenset({"action_listen", "action_extract_slots"})


class SafeAction(Action):
    """An action that never raises through to Rasa: Rasa would lose the events of the whole turn.

    Subclasses implement `respond`. A trouble is logged by an id, never with words of the person.
    """

    action_name: str = ""
    waits_for_others = False  # it may wait for what others do: it runs beside the conversations

    def name(self) -> str:
        """Returns the action's name in the domain."""
        return self.action_name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Runs `respond`; on trouble says a kind sentence and changes nothing."""
        try:
            return self.respond(dispatcher, tracker, domain)
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            location = _innermost_frame(error)
            logger.error(
                "action %s failed: %s at %s (reference %s)", self.name(), type(error).__name__, location, reference,
                extra={"reference": reference},
            )  # fmt: skip
            metrics.action_failures.labels(self.name()).inc()
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_trouble", reference=reference)
            return self.after_trouble(tracker)

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Does the work and returns events."""
        raise NotImplementedError

    def after_trouble(self, tracker: Tracker) -> list[EventType]:
        """Returns the events of a turn that went wrong."""
        return []

    @property
    def database(self) -> Database:
        """The product's database."""
        return default_database()


class Reaction(SafeAction):
    """An action that reacts to something else than an answer: an open form will then ask its question again."""

    keeps_misunderstandings = False
    asks_erasure_again = False  # behind what was asked about it
    keeps_topic = False  # what a request is about is asked once, and is over with whatever else is said

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Runs `respond`, and marks that an open form is being resumed; what was offered before is over."""
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
        if slots.get("awaiting") == TOPIC and not self.keeps_topic:
            changes["awaiting"] = None
        return set_slots(changes) + events


def _innermost_frame(error: BaseException) -> str:
    """Returns `file:line` of where an error arose (its message may hold words of the person)."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def turn_of(tracker: Tracker) -> Turn:
    """Returns how the latest message is taken."""
    return Turn.of(tracker.latest_message)


def is_fresh(tracker: Tracker, form: str) -> bool:
    """Returns whether the form is to take the latest message: nothing was done since, and it was already open."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return tracker.get_slot("requested_slot") is not None
        if event["event"] == "active_loop":
            return False
        if event["event"] == "action" and event["name"] not in LISTEN_AND_EXTRACT | {form}:
            return False
    return False


def is_resuming(tracker: Tracker) -> bool:
    """Returns whether a form that is not fresh asks its question again after something else.

    Actions say so by a slot; a plain response cannot, so it is looked for.
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


def is_just_above(tracker: Tracker, after: Collection[str] = _ANSWERS) -> bool:
    """Returns whether the question that waits was only parted from its answer by one of the FAQ: few words bring it back.

    Args:
        tracker: the conversation.
        after: the actions that may have parted them, answers of the FAQ by default.
    """
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "action" and event["name"] in after:
            return True
    return False


def channel_of(tracker: Tracker) -> str | None:
    """Returns the name of the channel of the latest message, if known."""
    channel: str | None = tracker.get_latest_input_channel()
    return channel


def first_name_of(tracker: Tracker) -> str:
    """Returns the first name as it follows a greeting, with a space before it; nothing if it was not given."""
    name = given(tracker.slots, "first_name")
    return f" {name}" if name else ""


def set_slots(values: Mapping[str, Any]) -> list[EventType]:
    """Returns the events that set these slots."""
    return [SlotSet(name, value) for name, value in values.items()]


def no_longer_asked() -> dict[str, Any]:
    """Returns the slots after which no new words of an answer or a comment are awaited."""
    return {"awaiting": None, "amended_note": None, "erases_earlier": None}


def buttons(titles: list[str] | Mapping[str, Any]) -> list[dict[str, str]]:
    """Returns buttons whose payload is their title: a click says the same as typing it."""
    return [{"title": title, "payload": title} for title in titles if not title.startswith("__")]
