"""Withdraw one or all notes: the words are erased, the fact that it was withdrawn stays.

An unclear message is confirmed first, since only a part may be meant.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, cleared_pending, offer, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.notes_choices import NumberedNote, confirmation_choices, find_note, numbered_notes, say_no_such_note
from bot.records.files import notes
from bot.records.store import audit
from bot.understanding.reading import directives
from bot.understanding.reading.interpretation import ALL_NOTES
from bot.words.notes import card_of


class WithdrawNote(Reaction):
    action_name = "action_withdraw_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            answered = [row for row in rows if row[1].answer is not None]
            named = find_note(session, tracker.sender_id, turn.value)
            chosen = rows if turn.value == ALL_NOTES else [row for row in rows if row[1] is named]
            if turn.needs_confirmation and not chosen and answered and not str(turn.value).isdigit():
                chosen = answered if len(answered) == 1 else []
                if not chosen:
                    return _ask_which(dispatcher, answered)
            taken = [row for row in chosen if row in answered]
            if turn.needs_confirmation and taken:
                return _ask_once(dispatcher, taken[0], is_all=turn.value == ALL_NOTES)
            for _, note in taken:
                notes.withdraw(session, note)
                audit.record(session, actor="candidate", act="withdrew_note", subject=note.id)
            if not chosen:
                return say_no_such_note(session, tracker.sender_id, dispatcher)
            changed = refresh_cards(*(card_of(note) for _, note in taken))
        if not taken:
            dispatcher.utter_message(response="utter_nothing_to_withdraw")
            return []
        self.database.scrub()
        response = "utter_withdrawn_all" if turn.value == ALL_NOTES else "utter_withdrawn"
        dispatcher.utter_message(response=response, json_message=changed)
        return set_slots(cleared_pending())  # new words would be of what is gone


def _ask_which(dispatcher: CollectingDispatcher, rows: list[NumberedNote]) -> list[EventType]:
    choices = {
        directives.withdraw_sentence(number): f"intent:withdraw_note={note.question_id}" for number, note in rows
    }
    return set_slots(cleared_pending()) + offer(dispatcher, choices, response="utter_withdraw_which")


def _ask_once(dispatcher: CollectingDispatcher, row: NumberedNote, *, is_all: bool) -> list[EventType]:
    number, note = row
    if is_all:
        choices = confirmation_choices("Oui, tout retirer", f"intent:withdraw_note={ALL_NOTES}")
        dispatcher.utter_message(response="utter_withdraw_all", buttons=buttons(choices))
    else:
        others = {"Modifier": f"intent:amend_note={note.question_id}"}
        choices = confirmation_choices("Oui, la retirer", f"intent:withdraw_note={note.question_id}", others)
        dispatcher.utter_message(response="utter_withdraw_whole", number=str(number), buttons=buttons(choices))
    return set_slots({**cleared_pending(), "choices": choices})
