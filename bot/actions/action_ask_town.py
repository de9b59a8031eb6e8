"""Asks for the town, or which of the towns of the same name."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.wording import town_in_words

MOST_OFFERED = 5


def offer_towns(dispatcher: CollectingDispatcher, candidates: Sequence[dict[str, Any]]) -> None:
    """Asks which town is meant: at most five are offered, likeliest first; one alone is asked to be confirmed."""
    titles = [town_in_words(town) for town in candidates[:MOST_OFFERED]]
    if len(titles) == 1:
        dispatcher.utter_message(
            response="utter_ask_town_confirm", town=titles[0], buttons=buttons([f"Oui, {titles[0]}", "Non"])
        )
    else:
        dispatcher.utter_message(response="utter_ask_town_choice", buttons=buttons(titles))


class AskTown(SafeAction):
    """Says the question; towns that are not offered are reached by département or postal code."""

    action_name = "action_ask_town"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks."""
        candidates = tracker.get_slot("town_candidates")
        if candidates:
            offer_towns(dispatcher, candidates)
        elif not tracker.get_slot("explained"):
            dispatcher.utter_message(response="utter_ask_town")
        return []
