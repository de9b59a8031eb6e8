"""Tell candidates the status of their dossier, as far as the bot knows it."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.actions.cards import candidate_only
from bot.actions.interview import scenarios
from bot.actions.notes_choices import numbered_notes
from bot.content.campaign import campaign
from bot.content.sentences import sentence
from bot.records.desk import application_status
from bot.records.files.candidates import find
from bot.records.handoffs import subjects
from bot.words.requests import kept_without_file
from bot.words.statuses import status_sentences


class TellStatus(Reaction):
    action_name = "action_tell_status"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        slots = tracker.current_slot_values()
        if slots.get("confirmed"):
            with self.database.session_scope() as session:
                kept = sum(note.answer is not None for _, note in numbered_notes(session, tracker.sender_id))
            status = sentence("status.confirmed", answers=_answers(kept))
        elif slots.get("consent"):
            status = sentence("status.started")
        else:
            status = self._without_file(tracker.sender_id)
        beyond = sentence("status.beyond", contact=campaign().contacts.scheme)
        said = " ".join([status, *self._by_structures(tracker.sender_id), beyond])
        # Whether or not a structure said anything: the mark alone would tell other structures that one did.
        dispatcher.utter_message(response="utter_status", status=said, json_message=candidate_only())
        return []

    def _without_file(self, conversation_id: str) -> str:
        with self.database.session_scope() as session:
            return kept_without_file(subjects.list_for_conversation(session, conversation_id)) or sentence(
                "status.no_file"
            )

    def _by_structures(self, conversation_id: str) -> list[str]:
        with self.database.session_scope() as session:
            candidate = find(session, conversation_id)
            return (
                status_sentences(application_status.shared_with_candidate(session, candidate.id)) if candidate else []
            )


def _answers(count: int) -> str:
    total = len(scenarios())
    if count > 1:
        return sentence("status.answers", count=count, total=total)
    return sentence("status.one_answer", total=total) if count else sentence("status.no_answer")
