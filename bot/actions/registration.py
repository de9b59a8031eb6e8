"""What the registration's actions share: taking readings into slots and rows, and what to ask next."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import buttons
from bot.actions.cards import FILE, updates
from bot.directives import SET
from bot.reading.fields import FIELDS, NAMES
from bot.reading.result import Reading, Status
from bot.records import candidates
from bot.wording import LABELS, in_words

UNDO = "Annuler ce changement"


@dataclass
class Taken:
    """What came of a message's readings.

    Attributes:
        slots: slots to set.
        noted: fields that now have a value, in order.
        is_open: the asked field still needs an answer (it was ambiguous or impossible).
    """

    slots: dict[str, Any] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    is_open: str | None = None


def next_question(slots: Mapping[str, Any]) -> str | None:
    """Returns what the registration asks next, or None when it is complete and confirmed."""
    if slots.get("consent") is not True:
        return "consent"
    for name in FIELDS:
        if slots.get(name) is None:
            return name
    return None if slots.get("confirmed") else "confirmation"


def recap(slots: Mapping[str, Any]) -> str:
    """Returns the file in words, a line a field."""
    return "\n".join(f"• {LABELS[name]} : {in_words(name, slots.get(name))}" for name in FIELDS)


def undo_choice(before: Mapping[str, Any], taken: Taken) -> dict[str, str]:
    """Returns the choice that puts back what a message changed of the file; nothing where it changed nothing.

    Args:
        before: slots before the message.
        taken: what came of it.
    """
    changed = {
        name: before[name]
        for name, value in taken.slots.items()
        if name in FIELDS and before.get(name) is not None and before[name] != value
    }
    return {UNDO: f"{SET}:{json.dumps(changed)}"} if changed else {}


def undo_among(choices: Mapping[str, str] | None) -> dict[str, str]:
    """Returns the choice of `undo_choice` among those that are offered, if it is."""
    return {title: directive for title, directive in (choices or {}).items() if title == UNDO}


def take_readings(
    session: Session,
    conversation_id: str,
    readings: Mapping[str, Reading],
    dispatcher: CollectingDispatcher,
) -> Taken:
    """Stores every value that a message gives and says what could not be taken.

    Args:
        session: an open session.
        conversation_id: whose registration.
        readings: readings by field.
        dispatcher: where sentences go.
    """
    taken = Taken()
    for name, reading in readings.items():
        if reading.status is Status.VALUE:
            _store(session, conversation_id, name, reading.value, taken)
        elif reading.status is Status.DECLINED:
            candidates.set_field(session, conversation_id, name, None, declined=True)
            taken.slots[name] = False
            dispatcher.utter_message(response="utter_noted_declined", label=LABELS[name], json_message=updates(FILE))
        elif reading.status is Status.UNKNOWN and name == "availability":
            _store(session, conversation_id, name, {"unknown": True}, taken)
        else:
            _say_why(name, reading, dispatcher, taken)
            taken.is_open = name
    if "town" in taken.slots:
        taken.slots["town_candidates"] = None
    return taken


def _store(session: Session, conversation_id: str, name: str, value: Any, taken: Taken) -> None:
    candidates.set_field(session, conversation_id, name, value)
    taken.slots[name] = value
    taken.noted.append(name)


def _say_why(name: str, reading: Reading, dispatcher: CollectingDispatcher, taken: Taken) -> None:
    """Says why a reading is no value yet; offered values go to slots."""
    if reading.status is Status.AMBIGUOUS and name == "town":
        taken.slots["town_candidates"] = list(reading.candidates)
        return  # the question about towns of the same name is the form's
    if reading.status is Status.AMBIGUOUS:
        choices = {in_words(name, value): f"value:{json.dumps(value)}" for value in reading.candidates}
        taken.slots["choices"] = choices
        dispatcher.utter_message(response=f"utter_offer_{name}", buttons=buttons(choices))
    elif reading.status is Status.INVALID and reading.reason in INVALID_RESPONSES:
        dispatcher.utter_message(response=f"utter_invalid_{reading.reason}")
    elif reading.status is Status.UNKNOWN:
        dispatcher.utter_message(response="utter_not_known", label=LABELS[name])
    else:
        dispatcher.utter_message(response=f"utter_not_read_{name}")
    taken.slots["explained"] = True


INVALID_RESPONSES = frozenset({
    "nickname", "near_town", "abroad", "too_wide", "no_such_postcode", "none_of_them", "how_far", "past_date", "no_such_day", "vague", "bad_email",
    "bad_phone",
})  # fmt: skip


def say_noted(
    dispatcher: CollectingDispatcher,
    taken: Taken,
    asked: str | None,
    response: str = "utter_noted",
    undo: Mapping[str, str] | None = None,
) -> None:
    """Says back in one line what was understood, except plain names given when asked for (the recap shows them).

    Args:
        dispatcher: takes what is said.
        taken: what was understood.
        asked: the field that was asked for, if any.
        response: says it.
        undo: the choice to put back what was there before, if it is offered here.
    """
    if taken.noted and not (taken.noted == [asked] and asked in NAMES):
        noted = " ; ".join(f"{LABELS[name]} : {in_words(name, taken.slots[name])}" for name in taken.noted)
        changed = {"buttons": buttons(undo), "json_message": updates(FILE)} if undo else {}
        dispatcher.utter_message(response=response, noted=noted, **changed)
