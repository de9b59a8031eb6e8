"""Tell candidates the status of their dossier, as far as the bot knows it."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction
from bot.actions.cards import candidate_only
from bot.actions.interview import scenarios
from bot.actions.notes_choices import numbered_notes
from bot.content.campaign import campaign
from bot.content.sentences import sentence
from bot.records.desk import application_status
from bot.records.files.candidates import find
from bot.records.handoffs import subjects
from bot.words.requests import kept_without_file, request_lines
from bot.words.statuses import status_sentences


class TellStatus(Reaction):
    action_name = "action_tell_status"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            candidate = find(session, tracker.sender_id)
            shared = application_status.shared_with_candidate(session, candidate.id) if candidate else []
            said = [_progress(session, tracker), *status_sentences(shared)]
            if candidate is not None:
                said += [
                    f"{line}." for line in request_lines(subjects.list_for_conversation(session, tracker.sender_id))
                ]
        said.append(sentence("status.beyond", contact=campaign().contacts.scheme))
        # Whether or not a structure said anything: the mark alone would tell other structures that one did.
        dispatcher.utter_message(response="utter_status", status=" ".join(said), json_message=candidate_only())
        return []


def _progress(session: Session, tracker: Tracker) -> str:
    """How far the registration and the interview are."""
    if tracker.get_slot("confirmed"):
        kept = sum(note.answer is not None for _, note in numbered_notes(session, tracker.sender_id))
        return sentence("status.confirmed", answers=_answers(kept))
    if tracker.get_slot("consent"):
        return sentence("status.started")
    asked = subjects.list_for_conversation(session, tracker.sender_id)
    return kept_without_file(asked) or sentence("status.no_file")


def _answers(count: int) -> str:
    total = len(scenarios())
    if count > 1:
        return sentence("status.answers", count=count, total=total)
    return sentence("status.one_answer", total=total) if count else sentence("status.no_answer")
