"""Takes a candidate's comments back, or the remark on the file."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.actions.cards import updates
from bot.actions.notes_choices import numbered_notes
from bot.notes_in_words import FILE_CARD, card_of
from bot.records import audit, notes, remarks
from bot.records.candidates import find


class WithdrawComment(Reaction):
    """Removes the comments of the named note, or of all when none is named; the remark where it is meant or all there is."""

    action_name = "action_withdraw_comment"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Withdraws."""
        named = turn_of(tracker).value
        with self.database.session_scope() as session:
            commented = [
                note
                for number, note in numbered_notes(session, tracker.sender_id)
                if note.comments and (named is None or named in {str(number), note.question_id})
            ]
            for note in commented:
                notes.withdraw_comments(session, note)
                audit.record(session, actor="candidate", act="withdrew_comment", subject=note.id)
            changed = updates(*map(card_of, commented))
            candidate = find(session, tracker.sender_id)
            is_remark = (
                not commented and candidate is not None and candidate.remark is not None and named in {None, FILE_CARD}
            )
            if candidate is not None and is_remark:
                remarks.withdraw(session, candidate)
                audit.record(session, actor="candidate", act="withdrew_remark", subject=candidate.id)
                changed = updates(FILE_CARD)
        if not commented and not is_remark:
            dispatcher.utter_message(response="utter_no_comment")
            return []
        self.database.scrub()
        response = "utter_remark_withdrawn" if is_remark else "utter_comment_withdrawn"
        dispatcher.utter_message(response=response, json_message=changed)
        return []
