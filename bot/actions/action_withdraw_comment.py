"""Delete the candidate's comments on one or all notes, or the remark on the dossier.

An unclear message is confirmed first.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction, cleared_pending, offer, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.notes_choices import (
    NumberedNote,
    confirmation_choices,
    find_note,
    numbered_notes,
    offer_remark_withdrawal,
)
from bot.records.files import notes, remarks
from bot.records.files.candidates import find
from bot.records.store import audit
from bot.understanding.reading.interpretation import ALL_NOTES
from bot.words.notes import FILE_CARD, card_of


class WithdrawComment(Reaction):
    action_name = "action_withdraw_comment"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        with self.database.session_scope() as session:
            commented = _commented_notes(session, tracker.sender_id, turn.value)
            if turn.needs_confirmation and commented:
                return _confirm(dispatcher, commented)
            for _, note in commented:
                notes.withdraw_comments(session, note)
                audit.record(session, actor="candidate", act="withdrew_comment", subject=note.id)
            changed = [card_of(note) for _, note in commented]
            candidate = find(session, tracker.sender_id)
            if candidate is not None and candidate.remark and not commented and turn.value in {None, FILE_CARD}:
                if turn.needs_confirmation:
                    return offer_remark_withdrawal(dispatcher, candidate)
                remarks.withdraw(session, candidate)
                audit.record(session, actor="candidate", act="withdrew_remark", subject=candidate.id)
                changed = [FILE_CARD]
        if not changed:
            dispatcher.utter_message(response="utter_no_comment")
            return []
        self.database.scrub()
        response = "utter_remark_withdrawn" if changed == [FILE_CARD] else "utter_comment_withdrawn"
        dispatcher.utter_message(response=response, json_message=refresh_cards(*changed))
        return []


def _commented_notes(session: Session, conversation_id: str, named: str | None) -> list[NumberedNote]:
    """The notes with comments that are meant: the named one, or all if the words name none."""
    note = find_note(session, conversation_id, named)
    is_any = note is None and named != FILE_CARD and not str(named).isdigit()
    rows = numbered_notes(session, conversation_id)
    return [row for row in rows if row[1].comments and (is_any or row[1] is note)]


def _confirm(dispatcher: CollectingDispatcher, commented: list[NumberedNote]) -> list[EventType]:
    (number, note), *others = commented
    argument = ALL_NOTES if others else note.question_id
    which = "vos commentaires" if others else f"vos commentaires de la situation {number}"
    choices = confirmation_choices("Oui, effacer", f"intent:withdraw_comment={argument}")
    asked = offer(dispatcher, choices, response="utter_withdraw_comments", which=which)
    return set_slots(cleared_pending()) + asked
