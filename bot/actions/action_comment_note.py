"""Lets a candidate add a comment to a note: what they have to say about it, shown to recruiters as theirs."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, set_slots, turn_of
from bot.actions.cards import updates
from bot.actions.interview import find_mask_rows, tell_masks
from bot.actions.notes_choices import find_note, numbered_notes, which_note
from bot.notes_in_words import card_of
from bot.records import notes

SKIP = "skip"


class CommentNote(Reaction):
    """Asks which note and for the words, then stores them."""

    action_name = "action_comment_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks for a comment, or takes it when it was asked for."""
        turn = turn_of(tracker)
        if turn.is_answer:
            return self._take(dispatcher, tracker, turn.value, tracker.get_slot("amended_note"))
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            titles = which_note(rows, "comment_note", turn.words)
            only = rows[0][1].question_id if len(rows) == 1 else None
            note = find_note(session, tracker.sender_id, turn.value or only)
            question_id, question = (note.question_id, note.question) if note else (None, None)
        if not titles or (str(turn.value).isdigit() and question_id is None):
            dispatcher.utter_message(response="utter_no_such_note")
            return []
        if question_id is None:
            dispatcher.utter_message(response="utter_comment_which", buttons=buttons(titles))
            return [SlotSet("choices", titles)]
        if turn.words:  # « commenter la situation 2 : j'aurais aussi vérifié avant »
            return self._take(dispatcher, tracker, turn.words, question_id)
        dispatcher.utter_message(response="utter_comment_ask", question=question)
        return set_slots({"awaiting": "comment", "amended_note": question_id})

    def _take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, question_id: str
    ) -> list[EventType]:
        response, changed = "utter_unchanged", {}
        masks = [] if value == SKIP else find_mask_rows(tracker.current_slot_values(), str(value))
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, question_id)
            if note is not None and value != SKIP:
                response, changed = "utter_commented", updates(card_of(note))
                notes.comment(session, note, str(value), masks)
        tell_masks(dispatcher, masks)
        dispatcher.utter_message(response=response, json_message=changed)
        return set_slots({"awaiting": None, "amended_note": None})
