"""What is said to who has no file: what is kept of them all the same."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import buttons
from bot.actions.offers import ERASE_ALL, TOPIC_TITLES
from bot.base.settings import settings
from bot.records.requests import topics
from bot.words.requests_in_words import kept_without_file


def say_what_is_kept(session: Session, dispatcher: CollectingDispatcher, conversation_id: str) -> list[EventType]:
    """Says what somebody asked the team and may do with it, or that nothing is kept; returns the events of an offer.

    Args:
        session: an open session.
        dispatcher: where it is said.
        conversation_id: whose.
    """
    asked = topics.of_conversation(session, conversation_id)
    if not asked:
        dispatcher.utter_message(response="utter_nothing_registered", retention_months=settings().retention_months)
        return []
    choices = (TOPIC_TITLES if any(request.topic is not None for request in asked) else {}) | ERASE_ALL
    dispatcher.utter_message(text=kept_without_file(asked), buttons=buttons(choices))
    return [SlotSet("choices", choices)]
