"""Read the registration back and ask whether it is right."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons, was_interrupted
from bot.actions.cards import refresh_cards, show_cards
from bot.actions.registration import offered_undos, recap
from bot.records.files import candidates, remarks
from bot.words.notes import FILE_CARD


class AskConfirmation(SafeAction):
    action_name = "action_ask_confirmation"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if tracker.get_slot("explained"):
            return []
        offered = tracker.get_slot("choices") or {}
        is_read = was_interrupted(tracker) or was_interrupted(tracker, after={"action_show_my_data"})
        if not offered_undos(offered) and not is_read:  # after a change, what changed was said
            with self.database.session_scope() as session:
                candidate = candidates.find(session, tracker.sender_id)
                remark = None if candidate is None else remarks.visible_text(candidate)
            text = recap(tracker.current_slot_values(), remark)
            dispatcher.utter_message(response="utter_recap", recap=text, json_message=show_cards(FILE_CARD))
        dispatcher.utter_message(
            response="utter_ask_confirmation_buttons", buttons=buttons(offered), json_message=refresh_cards(FILE_CARD)
        )
        return []
