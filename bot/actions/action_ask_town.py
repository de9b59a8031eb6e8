"""Asks for the town, or which of the towns of the same name."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.wording import town_in_words

MOST_OFFERED = 5


class AskTown(SafeAction):
    """Offers at most five homonyms, likeliest first; the others are reached by département or postal code."""

    action_name = "action_ask_town"

    def respond(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Asks."""
        candidates = tracker.get_slot("town_candidates")
        if candidates:
            titles = [town_in_words(town) for town in candidates[:MOST_OFFERED]]
            dispatcher.utter_message(
                response="utter_ask_town_choice", total=len(candidates), buttons=buttons(titles)
            )
        elif not tracker.get_slot("explained"):
            dispatcher.utter_message(response="utter_ask_town")
        return []
