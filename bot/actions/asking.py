"""How a question of the registration is asked: its place among the others, and ready answers to tap."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import buttons
from bot.base.registration import FIELDS, given

PASS = "Passer"


def chips(name: str, slots: Mapping[str, Any]) -> list[dict[str, str]]:
    """Returns the buttons of a field's question.

    Args:
        name: the field.
        slots: of the conversation; what is known already is not offered to be passed, which would erase it.
    """
    may_pass = FIELDS[name].optional and given(slots, name) is None
    return buttons([*FIELDS[name].ready, *([PASS] if may_pass else [])])


def ask(dispatcher: CollectingDispatcher, name: str, slots: Mapping[str, Any], before: str = "") -> None:
    """Says the question of a field.

    Args:
        dispatcher: where it goes.
        name: the field.
        slots: of the conversation; what is asked for the first time says how far one is.
        before: what is said in the same bubble, such as an acknowledgement.
    """
    place = f"{list(FIELDS).index(name) + 1} sur {len(FIELDS)}" if slots.get(name) is None else ""
    steps = [step for step in ("On reprend" if slots.get("resuming") else "", place) if step]
    lead = f"{', '.join(steps)}. " if steps else ""
    dispatcher.utter_message(
        response=FIELDS[name].question,
        lead=f"{before}\n{lead}" if before else lead,
        buttons=chips(name, slots),
    )


def ask_briefly(dispatcher: CollectingDispatcher, question: str, slots: Mapping[str, Any]) -> None:
    """Says in a few words a question of the registration that stands just above.

    Args:
        dispatcher: where it goes.
        question: a field, or the agreement.
        slots: of the conversation.
    """
    ready = chips(question, slots) if question in FIELDS else []
    dispatcher.utter_message(response=f"utter_again_{question}", buttons=ready)
