"""Contest a quote, so that it is highlighted no longer, or restore a contested one."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction, active_form, buttons, cleared_pending, set_slots, turn_of
from bot.actions.cards import candidate_only, refresh_cards
from bot.actions.notes_choices import AGREE, CONTEST, NumberedQuote, find_numbered_quotes, note_choices
from bot.records.files import disputed_quotes
from bot.records.models import Note
from bot.records.store import audit
from bot.understanding.reading.quotation_matching import best_match
from bot.words.notes import card_of


class ContestPassage(Reaction):
    """Contests the chosen quote, or asks which one."""

    action_name = "action_contest_passage"
    intent, act = "contest_passage", "contested_passage"
    done, none_left = "utter_contested", "utter_no_passage"
    change: Callable[[Session, Note, dict[str, Any]], bool] = staticmethod(disputed_quotes.contest)
    other, undo_title = "restore_passage", "Rétablir ce passage"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        named = turn.value
        with self.database.session_scope() as session:
            quotes = find_numbered_quotes(session, tracker.sender_id, named)
            # One that is named is what is wanted, changed before or not: a press that arrives twice says the same.
            if "/" not in (named or ""):
                quotes = [row for row in quotes if row[2].contested is not (self.intent == "contest_passage")]
            if not quotes:
                dispatcher.utter_message(response=self.none_left)
                return []
            if turn.words and len(quotes) > 1:
                is_quoted = turn.words != tracker.latest_message.get("text")
                index = best_match(turn.words, [passage.words for *_, passage in quotes], is_quoted=is_quoted)
                quotes = quotes if index is None else [quotes[index]]
            if len(quotes) > 1:
                return self._ask(dispatcher, quotes)
            (number, note, passage), *_ = quotes
            if type(self).change(session, note, passage.row):
                audit.record(session, actor="candidate", act=self.act, subject=note.id)
            session.flush()
            again = f"intent:{self.other}={number}/{passage.number}"
            choices = self._choices(session, tracker, {self.undo_title: again})
            dispatcher.utter_message(
                response=self.done,
                buttons=buttons(self._titles(tracker, choices)),
                json_message=refresh_cards(card_of(note)),
            )
        return set_slots({**cleared_pending(), **({"choices": choices} if choices else {})})

    def _ask(self, dispatcher: CollectingDispatcher, quotes: list[NumberedQuote]) -> list[EventType]:
        lines, choices = [], {}
        for position, (number, _, passage) in enumerate(quotes, start=1):
            lines.append(f"  {position}. « {passage.words} » : {passage.shows}")
            choices[f"Passage {position}"] = f"intent:{self.intent}={number}/{passage.number}"
        dispatcher.utter_message(
            response="utter_which_passage",
            passages="\n".join(lines),
            buttons=buttons(choices),
            json_message=candidate_only(),
        )
        return set_slots({**cleared_pending(), "choices": choices})

    @staticmethod
    def _choices(session: Session, tracker: Tracker, undo: dict[str, str]) -> dict[str, str]:
        """The undo and the choices of the review; none while a form asks another question."""
        if not active_form(tracker):
            return undo
        if tracker.get_slot("requested_slot") != "notes_reviewed":
            return {}
        return undo | note_choices(session, tracker.sender_id)

    @staticmethod
    def _titles(tracker: Tracker, choices: dict[str, str]) -> list[str]:
        at_review = choices and tracker.get_slot("requested_slot") == "notes_reviewed"
        return [AGREE, *choices] if at_review else list(choices)


class RestorePassage(ContestPassage):
    """Restores a contested quote."""

    action_name = "action_restore_passage"
    intent, act = "restore_passage", "restored_passage"
    done, none_left = "utter_restored", "utter_no_contested"
    change = staticmethod(disputed_quotes.restore)
    other, undo_title = "contest_passage", CONTEST
