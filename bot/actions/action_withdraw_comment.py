"""Delete the candidate's comments on one or all notes, or the remark on the dossier.

An unclear message is confirmed first.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, cleared_pending, offer, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.notes_choices import confirmation_choices, find_note, numbered_notes
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
            named = find_note(session, tracker.sender_id, turn.value)
            is_any = named is None and turn.value != FILE_CARD and not str(turn.value).isdigit()
            rows = numbered_notes(session, tracker.sender_id)
            commented = [(number, note) for number, note in rows if note.comments and (is_any or note is named)]
            if turn.needs_confirmation and commented:
                (number, note), *others = commented
                argument = ALL_NOTES if others else note.question_id
                choices = confirmation_choices("Oui, effacer", f"intent:withdraw_comment={argument}")
                which = "vos commentaires" if others else f"vos commentaires de la situation {number}"
                return set_slots(cleared_pending()) + offer(
                    dispatcher, choices, response="utter_withdraw_comments", which=which
                )
            for _, note in commented:
                notes.withdraw_comments(session, note)
                audit.record(session, actor="candidate", act="withdrew_comment", subject=note.id)
            changed = refresh_cards(*(card_of(note) for _, note in commented))
            candidate = find(session, tracker.sender_id)
            is_remark = (
                not commented
                and candidate is not None
                and candidate.remark is not None
                and turn.value in {None, FILE_CARD}
            )
            if candidate is not None and is_remark:
                remarks.withdraw(session, candidate)
                audit.record(session, actor="candidate", act="withdrew_remark", subject=candidate.id)
                changed = refresh_cards(FILE_CARD)
        if not commented and not is_remark:
            dispatcher.utter_message(response="utter_no_comment")
            return []
        self.database.scrub()
        response = "utter_remark_withdrawn" if is_remark else "utter_comment_withdrawn"
        dispatcher.utter_message(response=response, json_message=changed)
        return []
