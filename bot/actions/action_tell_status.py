"""Says where a person's own file stands, as far as the bot knows."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction

BEYOND = (
    "Pour la suite (test Pix, choix des structures), seule la plateforme officielle le sait : je n'y ai pas accès. "
    "Contact : conseiller-numerique@anct.gouv.fr."
)


class TellStatus(Reaction):
    """Says it."""

    action_name = "action_tell_status"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says what is registered here, and who knows the rest."""
        slots = tracker.current_slot_values()
        if slots.get("confirmed"):
            done = int(slots.get("scenario_index") or 0)
            status = f"Votre inscription est enregistrée ici et confirmée. Situations du métier : {done} sur 3."
        elif slots.get("consent"):
            status = "Votre inscription est commencée ici, mais pas encore confirmée."
        else:
            status = "Je n'ai rien d'enregistré à votre sujet."
        dispatcher.utter_message(response="utter_status", status=f"{status} {BEYOND}")
        return []
