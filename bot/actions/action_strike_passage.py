"""Strike words from an answer, or from the remark, and erase the earlier version.

If an answer does not hold them literally, a rewrite is asked for.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_amend_note import AmendNote
from bot.actions.base import cleared_pending, offer, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.interview import find_mask_rows
from bot.actions.notes_choices import confirmation_choices, find_note, note_targets, numbered_notes, say_no_such_note
from bot.records.files import candidates, remarks
from bot.records.models import Note
from bot.records.store import audit
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.quotation_matching import remove_passage
from bot.words.notes import FILE_CARD, read_back


class StrikePassage(AmendNote):
    action_name = "action_strike_passage"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        words = turn.words or ""
        if (left := self._remark_without(tracker.sender_id, turn)) is not None:
            return self._strike_from_remark(dispatcher, tracker, turn, left)
        with self.database.session_scope() as session:
            rows = [row for row in numbered_notes(session, tracker.sender_id) if row[1].answer is not None]
            note = find_note(session, tracker.sender_id, turn.value)
            chosen = [row for row in rows if row[1] is note] or [
                row for row in rows if remove_passage(_written(row[1]), words)
            ]
            if not rows or (note and not chosen) or (str(turn.value).isdigit() and not note):
                if note is None:
                    return say_no_such_note(session, tracker.sender_id, dispatcher)
                dispatcher.utter_message(response="utter_nothing_to_withdraw")
                return []
            if len(rows) > 1 and len(chosen) != 1:
                choices = note_targets(rows, "strike_passage", words)
                return set_slots(cleared_pending()) + offer(dispatcher, choices, response="utter_strike_which")
            number, note = (chosen or rows)[0]
            question_id, left = note.question_id, remove_passage(_written(note), words)
            said = "\n".join(f"« {answer} »" for _, answer in read_back(note, number).answers)
        if left is None:
            dispatcher.utter_message(response="utter_strike_ask", number=str(number), answer=said)
            return set_slots({
                "awaiting": "amendment", "amended_note": question_id, "erases_earlier": True, "choices": None,
            })  # fmt: skip
        if turn.needs_confirmation:
            others = {"Réécrire la réponse": f"intent:strike_passage={question_id}"}
            choices = confirmation_choices("Oui, le retirer", f"intent:strike_passage={question_id}:{words}", others)
            return set_slots(cleared_pending()) + offer(
                dispatcher, choices, response="utter_strike_once", number=str(number)
            )
        return self.take(dispatcher, tracker, left, question_id, erases=True, struck=words)

    def _remark_without(self, conversation_id: str, turn: Interpretation) -> str | None:
        """The remark without the words to strike, None if they are an answer's or nowhere in it."""
        words = turn.words or ""
        with self.database.session_scope() as session:
            candidate = candidates.find(session, conversation_id)
            if candidate is None or turn.value not in {None, FILE_CARD}:
                return None
            answers = [note for _, note in candidate.numbered_notes if note.answer is not None]
            if turn.value is None and any(remove_passage(_written(note), words) for note in answers):
                return None
            return remarks.without(candidate, words)

    def _strike_from_remark(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation, left: str
    ) -> list[EventType]:
        """Strike words from the remark, or ask first whether to.

        Args:
            left: the remark without them.
        """
        if turn.needs_confirmation:
            choices = confirmation_choices("Oui, le retirer", f"intent:strike_passage={FILE_CARD}:{turn.words}")
            return set_slots(cleared_pending()) + offer(dispatcher, choices, response="utter_strike_from_remark")
        with self.database.session_scope() as session:
            candidate = candidates.get(session, tracker.sender_id)
            if left:
                remarks.save(session, tracker.sender_id, left, find_mask_rows(tracker.current_slot_values(), left))
            else:
                remarks.withdraw(session, candidate)
            audit.record(session, actor="candidate", act="struck_passage", subject=candidate.id)
            remark = remarks.visible_text(candidate)
        self.database.scrub()
        response = "utter_remark_kept" if left else "utter_remark_withdrawn"
        dispatcher.utter_message(response=response, remark=remark, json_message=refresh_cards(FILE_CARD))
        return set_slots(cleared_pending())


def _written(note: Note) -> str:
    """The answer and the follow-up answer."""
    return "\n".join(filter(None, [note.answer, note.followup_answer]))
