"""Replace or extend the answer of a note.

Both versions are kept, unless the candidate wanted a part erased (`erases_earlier`). Without a named note the one that
was answered last is meant.
"""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, cleared_pending, offer, set_slots, turn_of
from bot.actions.interview import announce_masks, as_rows, find_mask_rows, find_quotes
from bot.actions.notes_choices import (
    NO_CHANGE,
    NumberedNote,
    confirmation_choices,
    find_note,
    note_targets,
    numbered_notes,
    read_note_back,
)
from bot.base.text import fold
from bot.content.interview import load_scenarios
from bot.records.files import notes
from bot.records.models import Note
from bot.records.store import audit
from bot.understanding.reading.directives import directive_of
from bot.understanding.reading.interpretation import NO_OFFER, SKIP

_APPEND, _REPLACE = "append", "replace"  # what is done with words that came with the wish
_MIN_SHARED = 0.5  # of the words of an answer without a part, which stand in the answer
_MAX_PART = 2 / 3  # of its length; what is all in it and shorter may be the part that is to go


class AmendNote(Reaction):
    action_name = "action_amend_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.is_answer:
            erases = bool(tracker.get_slot("erases_earlier"))
            if erases and (asked := self._ask_once(dispatcher, tracker, str(turn.value))):
                return asked
            return self.take(dispatcher, tracker, turn.value, tracker.get_slot("amended_note"), erases=erases)
        how, _, named = (turn.value or "").rpartition("/")
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            note = find_note(session, tracker.sender_id, named or None) or (None if named else _last_answered(rows))
        if note is None:
            return _ask_which(dispatcher, {} if named.isdigit() else note_targets(rows, "amend_note", turn.words))
        if not turn.words:
            return ask_for_new_words(dispatcher, note.question_id, note.question)
        # « ajoutez à la situation 2 : je m'excuse d'abord »
        if note.answer is None or how == _REPLACE or _says_modify(tracker):
            return self.take(dispatcher, tracker, turn.words, note.question_id)
        if how == _APPEND:
            return self.take(dispatcher, tracker, f"{note.answer}\n{turn.words}", note.question_id)
        return _append_or_replace(dispatcher, note.question_id, turn.words)

    def _ask_once(self, dispatcher: CollectingDispatcher, tracker: Tracker, words: str) -> list[EventType]:
        """Confirm a replacement for good that shares few words with the answer, or is only a part of it."""
        directive = f"words:{words}"
        if words == SKIP or directive in (tracker.get_slot("choices") or {}).values():
            return []
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, tracker.get_slot("amended_note"))
            before = fold(note.answer or "").split() if note else []
        new = fold(words).split()
        shared = sum(word in before for word in new)
        is_a_part = shared == len(new) <= _MAX_PART * len(before)
        if not before or (shared >= _MIN_SHARED * len(new) and not is_a_part):
            return []
        choices = confirmation_choices("Oui, la remplacer", directive)
        return offer(dispatcher, choices, response="utter_rewrite_ask", words=words)

    def take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, question_id: str, *,
        erases: bool = False, struck: str = "",
    ) -> list[EventType]:  # fmt: skip
        """Store the new words of a note and read it back.

        Args:
            value: the words, or `SKIP` to change nothing.
            erases: erase the earlier words instead of keeping them as a version.
            struck: words that were taken out of the answer.
        """
        scenario = load_scenarios()[question_id]
        response = "utter_unchanged"
        masks = [] if value == SKIP else find_mask_rows(tracker.current_slot_values(), str(value))
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, scenario.id)
            if note is not None and value != SKIP:
                response = "utter_struck" if erases else "utter_amended" if note.answer is not None else "utter_added"
                quotes = as_rows(find_quotes(scenario, str(value)))
                if erases:
                    notes.amend_erasing_history(session, note, str(value), quotes, masks, struck=struck)
                    audit.record(session, actor="candidate", act="struck_passage", subject=note.id)
                else:
                    notes.amend(session, note, str(value), quotes, masks)
            announce_masks(dispatcher, masks)
            dispatcher.utter_message(response=response)
            if note is not None and value != SKIP:
                read_note_back(session, note, dispatcher)
        if erases:
            self.database.scrub()
        return set_slots(cleared_pending())


def _ask_which(dispatcher: CollectingDispatcher, choices: dict[str, str]) -> list[EventType]:
    if choices:
        return offer(dispatcher, choices, response="utter_change_which")
    dispatcher.utter_message(response="utter_no_such_note")
    return []


def _says_modify(tracker: Tracker) -> bool:
    """Whether the message begins « Modifier la situation 1 : », as the edit of an earlier message is read."""
    head, _, _ = str(tracker.latest_message.get("text") or "").partition(":")
    return (directive_of(head) or "").startswith("intent:amend_note")


def _append_or_replace(dispatcher: CollectingDispatcher, question_id: str, words: str) -> list[EventType]:
    """Ask whether words that came with the request extend the answer or replace it."""
    choices = {
        "L'ajouter à la suite": f"intent:amend_note={_APPEND}/{question_id}:{words}",
        "La remplacer": f"intent:amend_note={_REPLACE}/{question_id}:{words}",
        "Ne rien changer": NO_CHANGE, NO_OFFER: NO_CHANGE,
    }  # fmt: skip
    return offer(dispatcher, choices, response="utter_append_or_replace", words=words)


def ask_for_new_words(
    dispatcher: CollectingDispatcher, question_id: str, question: str, choices: Mapping[str, str] | None = None
) -> list[EventType]:
    """Ask for a new answer.

    Args:
        question: as it was asked.
        choices: what may be done with the note instead, title to directive.
    """
    dispatcher.utter_message(response="utter_amend_ask", question=question, buttons=buttons(choices or {}))
    return set_slots({
        "awaiting": "amendment", "amended_note": question_id, "erases_earlier": None, "choices": choices,
    })  # fmt: skip


def _last_answered(rows: list[NumberedNote]) -> Note | None:
    return next((note for _, note in reversed(rows) if note.answer is not None), None)
