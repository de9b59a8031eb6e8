"""What users without a dossier are told about their stored data."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import offer
from bot.actions.offers import ERASE_ALL, SUBJECT_TITLES
from bot.base.settings import settings
from bot.records.handoffs import subjects
from bot.words.requests import kept_without_file


def say_stored_data(session: Session, dispatcher: CollectingDispatcher, conversation_id: str) -> list[EventType]:
    """Say what is stored of the user's requests, or that nothing is; the events of an offer."""
    asked = subjects.list_for_conversation(session, conversation_id)
    if not asked:
        dispatcher.utter_message(response="utter_nothing_registered", retention_months=settings().retention_months)
        return []
    choices = (SUBJECT_TITLES if any(request.topic is not None for request in asked) else {}) | ERASE_ALL
    return offer(dispatcher, choices, text=kept_without_file(asked))
