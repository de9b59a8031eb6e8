"""Welcome on first contact: the bot says that it is a program, what it does and what it stores."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.actions.offers import PROVIDERS, welcome_offers
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.records.conversations import addresses


class SessionStart(SafeAction):
    action_name = "action_session_start"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        offers = welcome_offers()
        closed = campaign().closed
        dispatcher.utter_message(response="utter_welcome", posts=f" {closed.welcome}" if closed else "")
        provider = self._provider(tracker.sender_id)
        if provider is not None:
            dispatcher.utter_message(response="utter_welcome_carrier", carrier=provider, site=settings().site)
        dispatcher.utter_message(response="utter_welcome_offer", buttons=buttons(offers))
        return [SessionStarted(), SlotSet("choices", offers), ActionExecuted("action_listen")]

    def _provider(self, conversation_id: str) -> str | None:
        """The outside service that carries this channel's messages, if any."""
        with self.database.session_scope() as session:
            address = addresses.latest_address(session, conversation_id)
            return PROVIDERS.get(address.channel) if address else None
