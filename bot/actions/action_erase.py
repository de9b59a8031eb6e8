"""Erase a candidate's dossier, conversation and requests after a confirmation."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, turn_of
from bot.actions.offers import erasure_offers
from bot.content.sentences import sentence
from bot.records.conversations.conversations import ERASURE_RECEIPT
from bot.records.files import erasure
from bot.records.handoffs import subjects
from bot.understanding.reading.interpretation import ERASURE_QUESTION


class Erase(Reaction):
    action_name = "action_erase"
    runs_in_thread = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.is_answer and tracker.get_slot("awaiting") != ERASURE_QUESTION:
            return self._ask(dispatcher, "utter_ask_erasure")  # a wish beside the answer to another question
        if not turn.is_answer:
            if turn.value and tracker.get_slot("consent"):  # fields that are named: all of it, or these?
                choices = erasure_offers(turn.value.split(","))
                dispatcher.utter_message(response="utter_erase_what", buttons=buttons(choices))
                return [SlotSet("awaiting", None), SlotSet("choices", choices)]
            if (receipt := tracker.get_slot(ERASURE_RECEIPT)) and not tracker.get_slot("consent"):
                dispatcher.utter_message(response="utter_was_erased", receipt=receipt)
                return []
            return self._ask(dispatcher, "utter_ask_erasure")
        is_unclear = turn.needs_confirmation or turn.value is None
        if is_unclear and not tracker.get_slot("misunderstandings"):
            return [*self._ask(dispatcher, "utter_doubtful_erasure"), SlotSet("misunderstandings", 1)]
        if turn.value is not True:  # anything but a plain yes
            dispatcher.utter_message(response="utter_unchanged")
            return [SlotSet("awaiting", None)]
        message_id = tracker.latest_message.get("message_id") or ""
        with self.database.session_scope() as session:
            has_asked = bool(subjects.list_for_conversation(session, tracker.sender_id))
        receipt = erasure.erase(self.database, tracker.sender_id, actor="candidate", message_id=message_id)
        if has_asked and not receipt.was_registered:
            dispatcher.utter_message(text=sentence("erasure.request", receipt=receipt.number))
        else:
            response = "utter_erased" if receipt.was_registered else "utter_nothing_to_erase"
            dispatcher.utter_message(response=response, receipt=receipt.number)
        if not receipt.is_verified:
            dispatcher.utter_message(response="utter_erased_soon")
        return [AllSlotsReset(), SlotSet(ERASURE_RECEIPT, receipt.number), ActiveLoop(None)]

    @staticmethod
    def _ask(dispatcher: CollectingDispatcher, response: str) -> list[EventType]:
        dispatcher.utter_message(response=response)
        return [SlotSet("awaiting", ERASURE_QUESTION)]
