"""Ask for the town, or which of several towns of that name."""

import json
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import ask, ask_again_briefly
from bot.actions.base import SafeAction, buttons, set_slots, was_interrupted
from bot.words.wording import town_in_words

MAX_OFFERED = 5
NONE_OF_THEM = "Aucune de celles-ci"


def offer_towns(dispatcher: CollectingDispatcher, candidates: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Ask which town is meant, likeliest first; the slots to set. Towns not offered need a département or postcode."""
    if not candidates:
        return {}
    choices = {town_in_words(town): f"value:{json.dumps(town)}" for town in candidates[:MAX_OFFERED]}
    titles = [*choices, NONE_OF_THEM]
    if len(choices) == 1:
        town = next(iter(choices))
        dispatcher.utter_message(response="utter_ask_town_confirm", town=town, buttons=buttons(titles))
    else:
        dispatcher.utter_message(response="utter_ask_town_choice", buttons=buttons(titles))
    return {"choices": choices}


class AskTown(SafeAction):
    action_name = "action_ask_town"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        candidates = tracker.get_slot("town_candidates")
        if candidates:
            return set_slots(offer_towns(dispatcher, candidates))
        if not tracker.get_slot("explained"):
            say = ask_again_briefly if was_interrupted(tracker) else ask
            say(dispatcher, "town", tracker.current_slot_values())
        return []
