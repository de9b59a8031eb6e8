"""Store the subject of the waiting request; a possible cry for help is not stored."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_request_human import offer_reply_notification
from bot.actions.base import Reaction, active_form, offer_below, turn_of
from bot.actions.interview import announce_masks, find_mask_rows
from bot.actions.offers import SUBJECT_OFFERS
from bot.actions.unanswered import may_be_distress
from bot.records.handoffs import subjects


class TellTopic(Reaction):
    action_name = "action_tell_topic"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        words = turn_of(tracker).words
        if words and not may_be_distress(tracker):
            kept = self._keep(dispatcher, tracker, words)
        else:
            dispatcher.utter_message(response="utter_topic_left_out" if words else "utter_topic_passed")
            kept = False
        if offered := offer_reply_notification(self.database, dispatcher, tracker):
            return offered
        if not kept or active_form(tracker):
            return []
        return offer_below(dispatcher, SUBJECT_OFFERS)

    def _keep(self, dispatcher: CollectingDispatcher, tracker: Tracker, words: str) -> bool:
        masks = find_mask_rows(tracker.current_slot_values(), words, keeps_contacts=True)
        with self.database.session_scope() as session:
            request = subjects.save(session, tracker.sender_id, words, masks)
            shown = subjects.visible_text(request) if request is not None else None
        if shown is None:  # closed meanwhile
            dispatcher.utter_message(response="utter_no_request")
            return False
        self.database.scrub()  # of what was said of it before
        announce_masks(dispatcher, masks)
        dispatcher.utter_message(response="utter_topic_kept", topic=shown)
        return True
