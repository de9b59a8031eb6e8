"""Tell candidates the status of their dossier, as far as the bot knows it."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.actions.cards import private
from bot.actions.interview import scenarios
from bot.actions.notes_choices import numbered_notes
from bot.content.campaign import campaign
from bot.records.desk import application_status
from bot.records.files.candidates import find
from bot.records.handoffs import subjects
from bot.words.requests_in_words import kept_without_file
from bot.words.standings_in_words import standings_in_words

NOTHING_KEPT = "Je n'ai rien d'enregistré à votre sujet."
BEYOND = "Pour la suite (test Pix, choix des structures), seule la plateforme officielle le sait. Contact : {contact}."


class TellStatus(Reaction):
    action_name = "action_tell_status"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        slots = tracker.current_slot_values()
        if slots.get("confirmed"):
            with self.database.session_scope() as session:
                kept = sum(note.answer is not None for _, note in numbered_notes(session, tracker.sender_id))
            told = f"réponses gardées à {kept} situation{'s' * (kept > 1)} sur {len(scenarios())}"
            status = f"Votre inscription est enregistrée ici et confirmée ; {told if kept else 'aucune réponse aux situations'}."
        elif slots.get("consent"):
            status = "Votre inscription est commencée ici, mais pas encore confirmée."
        else:
            status = self._without_file(tracker.sender_id)
        beyond = BEYOND.format(contact=campaign().contacts.scheme)
        said = " ".join([status, *self._by_structures(tracker.sender_id), beyond])
        # Whether or not a structure said anything: the mark alone would tell other structures that one did.
        dispatcher.utter_message(response="utter_status", status=said, json_message=private())
        return []

    def _without_file(self, conversation_id: str) -> str:
        with self.database.session_scope() as session:
            return kept_without_file(subjects.list_for_conversation(session, conversation_id)) or NOTHING_KEPT

    def _by_structures(self, conversation_id: str) -> list[str]:
        with self.database.session_scope() as session:
            candidate = find(session, conversation_id)
            return (
                standings_in_words(application_status.shared_with_candidate(session, candidate.id)) if candidate else []
            )
