"""Ask the next scenario of the campaign, in its fixed wording."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import PASS
from bot.actions.base import SafeAction, buttons, is_just_above
from bot.actions.interview import scenarios
from bot.base import clock


class AskScenario(SafeAction):
    action_name = "action_ask_scenario"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked = scenarios()
        index = int(tracker.get_slot("scenario_index") or 0)
        place = f"{index + 1} sur {len(asked)}"
        if is_just_above(tracker):
            dispatcher.utter_message(response="utter_again_scenario", place=place, buttons=buttons([PASS]))
            return []
        lead = "Revenons à la situation" if tracker.get_slot("resuming") else "Situation"
        text = f"{lead} {place} : {asked[index].text}"
        dispatcher.utter_message(text=text, buttons=buttons([PASS]))
        return [SlotSet("scenario_asked_at", clock.now().timestamp())]
