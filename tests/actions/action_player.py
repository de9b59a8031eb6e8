"""Runs an action offline: a tracker as Rasa sends it, and what the action says and sets."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot.base import places
from bot.base.registration import DECLINED, FIELDS
from bot.understanding.reading.choice_matching import interpret_choice, match_choice
from bot.understanding.reading.interpretation import INTERPRETATION_KEY, Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD

SENDER = "web-1"
DOMAIN = yaml.safe_load((places.HOME / "domain.yml").read_text(encoding="utf-8"))
CONFIG = yaml.safe_load((places.HOME / "config.yml").read_text(encoding="utf-8"))
(POLICY,) = [policy for policy in CONFIG["policies"] if "reactions" in policy]
TOWN = {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
FILE: dict[str, Any] = {
    **dict.fromkeys(FIELDS, DECLINED),
    "last_name": "Bérard", "first_name": "Lucie", "town": TOWN, "mobility": {"kind": "radius", "km": 30, "places": []},
    "availability": {"date": "2027-01-04"}, "email": "lucie@exemple.fr", "phone": "+33639980001",
}  # fmt: skip
ANSWER = "Je lui remontre sans soupirer, puis je fais un dessin."
UNCLEAR = Interpretation(intent=NOT_UNDERSTOOD)

Messages = list[dict[str, Any]]
Played = tuple[Messages, dict[str, Any], list[dict[str, Any]]]


def all_actions() -> dict[str, Any]:
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    return executor.actions


ACTIONS = all_actions()


def gives(**values: Any) -> Interpretation:
    """Returns the turn of a message that gives these fields."""
    return Interpretation(resolutions={name: Resolution(Status.VALUE, value) for name, value in values.items()})


def chosen(words: str, slots: Mapping[str, Any]) -> Interpretation:
    """Returns the turn of words that pick one of the offered choices."""
    titles = list(slots["choices"])
    index = match_choice(words, titles)
    assert index is not None
    turn = interpret_choice(index, titles, slots)
    assert turn is not None
    return turn


def tracker_of(
    turn: Interpretation = UNCLEAR, text: str = "", *, topics: Sequence[tuple[str, float]] = (),
    parsed: Mapping[str, Any] | None = None, loop: str | None = None, channel: str = "web", **slots: Any,
) -> Tracker:  # fmt: skip
    """Returns a tracker whose latest message is taken so, with these slots before it.

    Args:
        turn: how the message is taken.
        text: its words.
        topics: ranking of the classifier.
        parsed: what the real model made of a message, instead of the turn, the text and the topics.
        loop: the open form.
        channel: on which it was written.
        slots: before the message.
    """
    ranking = [{"name": name, "confidence": confidence} for name, confidence in topics]
    made = {"text": text, "intent": {"name": None, "confidence": 0.0}, "intent_ranking": ranking}
    message = dict(parsed or made | {INTERPRETATION_KEY: turn})
    heard = {
        "event": "user", "text": message["text"], "parse_data": message, "input_channel": channel,
        "timestamp": time.time(),
    }  # fmt: skip
    known = dict.fromkeys([*DOMAIN["slots"], "requested_slot"]) | slots
    return Tracker(SENDER, known, message, [heard], False, None, {"name": loop} if loop else {}, "action_listen")


def run(name: str, tracker: Tracker) -> Played:
    """Runs an action and returns its messages, the slots that it sets and its other events."""
    dispatcher = CollectingDispatcher()
    events = ACTIONS[name](dispatcher, tracker, DOMAIN) or []
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return dispatcher.messages, slots, [event for event in events if event["event"] != "slot"]


def register(turn: Interpretation, slot: str, **slots: Any) -> Played:
    """Lets the registration take a turn as the answer to a question."""
    known = {"consent": True, "requested_slot": slot} | slots
    return run("validate_registration_form", tracker_of(turn, loop="registration_form", **known))


def interview(turn: Interpretation | str, slot: str, **slots: Any) -> Played:
    """Lets the interview take a turn, or words that answer, as the answer to a question."""
    known = {"consent": True, "confirmed": True, "interview_ready": True, "scenario_index": 0} | slots
    taken = Interpretation(value=turn) if isinstance(turn, str) else turn
    return run("validate_interview_form", tracker_of(taken, loop="interview_form", requested_slot=slot, **known))


def responses(messages: Messages) -> list[str]:
    return [message["response"] for message in messages if message.get("response")]


def words(messages: Messages) -> str:
    """Returns what the person reads: texts, and what is put into responses."""
    filled = [
        str(value)
        for message in messages
        for key, value in message.items()
        if key not in {"custom", "elements", "attachment"} and value
    ]
    return "\n".join(filled)
