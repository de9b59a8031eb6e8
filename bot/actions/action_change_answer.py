"""Ask which answer to change, then for its new words; offer what else may be done with the note."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_amend_note import ask_for_new_words
from bot.actions.base import Reaction, offer, turn_of
from bot.actions.notes_choices import choices_of, find_note, note_targets, numbered_notes, say_no_such_note
from bot.understanding.reading.interpretation import ALL_NOTES


class ChangeAnswer(Reaction):
    action_name = "action_change_answer"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        named = turn_of(tracker).value
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            note = find_note(session, tracker.sender_id, named)
            chosen = rows if len(rows) == 1 else [row for row in rows if row[1] is note]
            if not rows or (str(named).isdigit() and not chosen):
                return say_no_such_note(session, tracker.sender_id, dispatcher)
            if chosen:
                (number, note), *_ = chosen
                return ask_for_new_words(dispatcher, note.question_id, note.question, choices_of(number, note))
            choices = note_targets(rows, "change_answer")
            if sum(note.answer is not None for _, note in rows) > 1:
                choices["Retirer toutes mes réponses"] = f"intent:withdraw_note={ALL_NOTES}"
        return offer(dispatcher, choices, response="utter_change_which")
