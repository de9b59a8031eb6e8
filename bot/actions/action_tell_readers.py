"""Tell candidates which structures opened their dossier, and when."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.actions.cards import candidate_only
from bot.content.sentences import sentence
from bot.records.desk import access_log
from bot.records.desk.dossier_accesses import structures_with_access
from bot.records.files.candidates import find
from bot.records.store import audit
from bot.understanding.reading.topic_ranking import COURTESIES, topic_ranking_of
from bot.words.accesses import readership_in_words


class TellReaders(Reaction):
    action_name = "action_tell_readers"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if topic_ranking_of(tracker.latest_message).intent in COURTESIES:
            dispatcher.utter_message(response="utter_thanks")
            return []
        with self.database.session_scope() as session:
            candidate = find(session, tracker.sender_id)
            if candidate is None:
                dispatcher.utter_message(response="utter_no_readers")
                dispatcher.utter_message(text=sentence("accesses.elsewhere"))
                return []
            audit.record(session, actor="candidate", act="read_own_readers", subject=candidate.id)
            readership = readership_in_words(
                structures_with_access(session, candidate.id), access_log.list_accesses(session, candidate)
            )
        dispatcher.utter_message(response="utter_readers", readers=readership, json_message=candidate_only())
        return []
