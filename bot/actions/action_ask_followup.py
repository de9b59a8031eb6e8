"""Ask the neutral follow-up of a scenario, in its fixed wording."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import PASS
from bot.actions.base import SafeAction, buttons, was_interrupted
from bot.actions.interview import as_worded_when_asked, scenarios


class AskFollowup(SafeAction):
    action_name = "action_ask_followup"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if was_interrupted(tracker):
            dispatcher.utter_message(response="utter_again_followup", buttons=buttons([PASS]))
            return []
        scenario = as_worded_when_asked(tracker, scenarios()[int(tracker.get_slot("scenario_index") or 0)])
        dispatcher.utter_message(text=scenario.follow_up, buttons=buttons([PASS]))
        return []
