"""The questions of the registration: progress and quick replies."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import buttons
from bot.base.registration import FIELDS, given

PASS = "Passer"


def quick_replies(name: str, slots: Mapping[str, Any]) -> list[dict[str, str]]:
    """Quick replies for a field's question. « Passer » is not offered for a known value, since it would erase it."""
    may_pass = FIELDS[name].optional and given(slots, name) is None
    return buttons([*FIELDS[name].ready, *([PASS] if may_pass else [])])


def ask(dispatcher: CollectingDispatcher, name: str, slots: Mapping[str, Any], before: str = "") -> None:
    """Ask the question of a field, with the progress (« 3 sur 7 ») the first time.

    Args:
        before: said in the same message, such as an acknowledgement.
    """
    progress = f"{list(FIELDS).index(name) + 1} sur {len(FIELDS)}" if slots.get(name) is None else ""
    steps = [step for step in ("On reprend" if slots.get("resuming") else "", progress) if step]
    lead = f"{', '.join(steps)}. " if steps else ""
    dispatcher.utter_message(
        response=FIELDS[name].question,
        lead=f"{before}\n{lead}" if before else lead,
        buttons=quick_replies(name, slots),
    )


def ask_again_briefly(dispatcher: CollectingDispatcher, question: str, slots: Mapping[str, Any]) -> None:
    """Repeat in a few words the question right above, a field or "consent"."""
    ready = quick_replies(question, slots) if question in FIELDS else []
    dispatcher.utter_message(response=f"utter_again_{question}", buttons=ready)
