"""Ask the next scenario of the campaign, in its fixed wording."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import PASS
from bot.actions.base import SafeAction, buttons, was_interrupted
from bot.actions.interview import scenarios
from bot.base import clock
from bot.content.sentences import sentence


class AskScenario(SafeAction):
    action_name = "action_ask_scenario"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        asked = scenarios()
        index = int(tracker.get_slot("scenario_index") or 0)
        place = f"{index + 1} sur {len(asked)}"
        if was_interrupted(tracker):
            dispatcher.utter_message(response="utter_again_scenario", place=place, buttons=buttons([PASS]))
            return []
        if tracker.get_slot("resuming"):
            text = sentence("interview.scenario_resumed", place=place, text=asked[index].text)
        else:
            text = sentence("interview.scenario", place=place, text=asked[index].text)
        dispatcher.utter_message(text=text, buttons=buttons([PASS]))
        return [SlotSet("scenario_asked_at", clock.now().timestamp())]
