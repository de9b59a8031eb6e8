"""Add a candidate's comment to a note, or words to the remark on the dossier.

Recruiters read both as the candidate's own words. Without any note the words are added to the remark.
"""

from functools import partial
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, offer, offer_below, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.interview import announce_masks, find_mask_rows
from bot.actions.notes_choices import NO_CHANGE, find_note, note_targets, numbered_notes
from bot.actions.offers import yes_or_no
from bot.actions.unregistered import say_stored_data
from bot.base.text import fold
from bot.records.files import candidates, notes, remarks
from bot.understanding.reading.directives import LEAVE_REMARK, REMARK
from bot.understanding.reading.interpretation import SKIP
from bot.words.notes import FILE_CARD, card_of

AS_WRITTEN, ONLY_THESE = "Ce que je viens d'écrire", "Ne garder que ces mots"
_ONLY = "only"  # the words replace the remark


class CommentNote(Reaction):
    action_name = "action_comment_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.is_answer and tracker.get_slot("awaiting") == "comment":
            return self._take(dispatcher, tracker, turn.value, tracker.get_slot("amended_note"))
        if turn.is_answer or turn.intent == LEAVE_REMARK:  # beside an answer, or alone
            return self._remark(dispatcher, tracker, turn.words, replaces=turn.value == _ONLY)
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            titles = note_targets(rows, "comment_note", turn.words)
            only = rows[0][1].question_id if len(rows) == 1 else None
            note = find_note(session, tracker.sender_id, turn.value or only)
            question_id, question = (note.question_id, note.question) if note else (None, None)
        if not (titles or turn.value):
            return self._remark(dispatcher, tracker, turn.words, replaces=False)
        if not titles or (str(turn.value).isdigit() and question_id is None):
            dispatcher.utter_message(response="utter_no_such_note")
            return []
        if question_id is None:
            return offer(dispatcher, titles, response="utter_comment_which")
        if turn.words:  # « commenter la situation 2 : j'aurais aussi vérifié avant »
            return self._take(dispatcher, tracker, turn.words, question_id)
        dispatcher.utter_message(response="utter_comment_ask", question=question)
        return set_slots({"awaiting": "comment", "amended_note": question_id})

    def _remark(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, words: str | None, *, replaces: bool
    ) -> list[EventType]:
        """Ask for a remark, or store it if the message holds one; offer to store what was just written."""
        with self.database.session_scope() as session:
            if not tracker.get_slot("consent"):
                return say_stored_data(session, dispatcher, tracker.sender_id)
            candidate = candidates.find(session, tracker.sender_id)
            earlier = None if candidate is None else remarks.visible_text(candidate)
        if words and turn_of(tracker).needs_confirmation:
            choices = yes_or_no("Oui, en remarque", f"intent:{LEAVE_REMARK}=:{words}", "Non", NO_CHANGE)
            return offer(dispatcher, choices, response="utter_is_it_remark", remark=words)
        if words:
            return self._add(dispatcher, tracker, words, replaces=replaces)
        written = str(tracker.latest_message.get("text") or "")
        choices = {} if fold(written) == fold(REMARK) else {AS_WRITTEN: f"intent:{LEAVE_REMARK}=:{written}"}
        response = "utter_remark_ask" if earlier is None else "utter_remark_ask_more"
        dispatcher.utter_message(response=response, remark=earlier, buttons=buttons(choices))
        return set_slots({"awaiting": "comment", "amended_note": FILE_CARD, "choices": choices or None})

    def _add(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, words: str, *, replaces: bool
    ) -> list[EventType]:
        """Add words to the remark, offering to keep nothing else of it; or replace it by them."""
        slots = tracker.current_slot_values()
        with self.database.session_scope() as session:
            if replaces:
                remarks.save(session, tracker.sender_id, words, find_mask_rows(slots, words))
            else:
                remarks.add(session, tracker.sender_id, words, partial(find_mask_rows, slots))
            remark = str(remarks.visible_text(candidates.get(session, tracker.sender_id)))
        if replaces:
            self.database.scrub()  # of the one before
        announce_masks(dispatcher, find_mask_rows(slots, words))
        dispatcher.utter_message(response="utter_remark_kept", remark=remark, json_message=refresh_cards(FILE_CARD))
        done = set_slots({"awaiting": None, "amended_note": None})
        if fold(remark) == fold(words) or len(remark.splitlines()) == len(words.splitlines()):
            return done
        return done + offer_below(dispatcher, {ONLY_THESE: f"intent:{LEAVE_REMARK}={_ONLY}:{words}"})

    def _take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, question_id: str
    ) -> list[EventType]:
        words = None if value == SKIP else str(value)
        if words and question_id == FILE_CARD:
            return self._add(dispatcher, tracker, words, replaces=False)
        masks = find_mask_rows(tracker.current_slot_values(), words) if words else []
        response, changed = "utter_unchanged", {}
        with self.database.session_scope() as session:
            if words and (note := notes.get(session, tracker.sender_id, question_id)) is not None:
                notes.add_comment(session, note, words, masks)
                response, changed = "utter_commented", refresh_cards(card_of(note))
        announce_masks(dispatcher, masks)
        dispatcher.utter_message(response=response, json_message=changed)
        return set_slots({"awaiting": None, "amended_note": None})
