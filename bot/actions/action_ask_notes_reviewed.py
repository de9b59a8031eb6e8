"""Read all notes back to the candidate and offer to change them."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons, form_takes_message, turn_of
from bot.actions.notes_choices import AGREE, note_choices, read_notes_back
from bot.actions.registration import offered_undos
from bot.actions.validate_interview_form import ValidateInterviewForm


class AskNotesReviewed(SafeAction):
    action_name = "action_ask_notes_reviewed"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            if not tracker.get_slot("resuming"):
                dispatcher.utter_message(response="utter_notes_intro")
                read_notes_back(session, tracker.sender_id, dispatcher)
            choices = offered_undos(tracker.get_slot("choices")) | note_choices(session, tracker.sender_id)
        turn = turn_of(tracker)
        if form_takes_message(tracker, ValidateInterviewForm.form) and turn.is_answer and turn.value is False:
            response, titles = "utter_what_to_change", [*choices, AGREE]
        else:
            response, titles = "utter_ask_notes_reviewed_buttons", [AGREE, *choices]
        dispatcher.utter_message(response=response, buttons=buttons(titles))
        return [SlotSet("choices", choices)]
