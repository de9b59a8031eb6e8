"""Add a candidate's comment to a note, or their remark to the dossier.

Recruiters read both as the candidate's own words. Without any note the words are stored as the remark.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, offer, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.interview import announce_masks, find_mask_rows
from bot.actions.notes_choices import find_note, note_targets, numbered_notes
from bot.actions.unregistered import say_stored_data
from bot.base.text import fold
from bot.records.files import notes, remarks
from bot.understanding.reading.choice_matching import strip_fillers
from bot.understanding.reading.directives import LEAVE_REMARK, REMARK
from bot.understanding.reading.interpretation import SKIP
from bot.words.notes import FILE_CARD, card_of

AS_WRITTEN = "Ce que je viens d'écrire"


class CommentNote(Reaction):
    action_name = "action_comment_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.is_answer:
            return self._take(dispatcher, tracker, turn.value, tracker.get_slot("amended_note"))
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            titles = note_targets(rows, "comment_note", turn.words)
            only = rows[0][1].question_id if len(rows) == 1 else None
            note = find_note(session, tracker.sender_id, turn.value or only)
            question_id, question = (note.question_id, note.question) if note else (None, None)
        if turn.intent == LEAVE_REMARK or not (titles or turn.value):
            return self._remark(dispatcher, tracker, turn.words)
        if not titles or (str(turn.value).isdigit() and question_id is None):
            dispatcher.utter_message(response="utter_no_such_note")
            return []
        if question_id is None:
            return offer(dispatcher, titles, response="utter_comment_which")
        if turn.words:  # « commenter la situation 2 : j'aurais aussi vérifié avant »
            return self._take(dispatcher, tracker, turn.words, question_id)
        dispatcher.utter_message(response="utter_comment_ask", question=question)
        return set_slots({"awaiting": "comment", "amended_note": question_id})

    def _remark(self, dispatcher: CollectingDispatcher, tracker: Tracker, words: str | None) -> list[EventType]:
        """Ask for a remark, or store it if the message holds one; offer to store what was just written."""
        if not tracker.get_slot("consent"):
            with self.database.session_scope() as session:
                return say_stored_data(session, dispatcher, tracker.sender_id)
        if words or (words := _remark_words(tracker)):
            return self._take(dispatcher, tracker, words, FILE_CARD)
        written = str(tracker.latest_message.get("text") or "")
        choices = {} if fold(written) == fold(REMARK) else {AS_WRITTEN: f"intent:{LEAVE_REMARK}=:{written}"}
        dispatcher.utter_message(response="utter_remark_ask", buttons=buttons(choices))
        return set_slots({"awaiting": "comment", "amended_note": FILE_CARD, "choices": choices or None})

    def _take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, question_id: str
    ) -> list[EventType]:
        words = None if value == SKIP else str(value)
        masks = find_mask_rows(tracker.current_slot_values(), words) if words else []
        response, changed, remark = "utter_unchanged", {}, None
        with self.database.session_scope() as session:
            if words and question_id == FILE_CARD:
                remark = remarks.visible_text(remarks.save(session, tracker.sender_id, words, masks))
                response, changed = "utter_remark_kept", refresh_cards(FILE_CARD)
            elif words and (note := notes.get(session, tracker.sender_id, question_id)) is not None:
                notes.add_comment(session, note, words, masks)
                response, changed = "utter_commented", refresh_cards(card_of(note))
        if remark is not None:
            self.database.scrub()  # of the one before
        announce_masks(dispatcher, masks)
        dispatcher.utter_message(response=response, remark=remark, json_message=changed)
        return set_slots({"awaiting": None, "amended_note": None})


def _remark_words(tracker: Tracker) -> str:
    """The words after the colon of « une remarque pour le recruteur : … »; any other colon is part of the remark."""
    head, _, words = str(tracker.latest_message.get("text") or "").partition(":")
    speaks_of_it = {*strip_fillers(fold(head)).split()} & {*strip_fillers(fold(REMARK)).split()}
    return words.strip() if speaks_of_it and words[:1].isspace() and len(words.split()) > 1 else ""
