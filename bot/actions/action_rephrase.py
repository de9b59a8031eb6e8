"""Ask to rephrase a message that was not understood; offer the likeliest FAQ topics and a person of the team."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_choices
from bot.actions.base import Reaction, buttons, turn_of
from bot.actions.offers import HUMAN_OFFER
from bot.actions.unanswered import store_unanswered
from bot.content.campaign import campaign
from bot.records.conversations.unanswered import Reason
from bot.understanding.nlu.faq_selection import only_answers
from bot.understanding.reading.interpretation import NOTHING_SAID
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, topic_ranking_of

MAX_OFFERED = 3


class Rephrase(Reaction):
    action_name = "action_rephrase"
    keeps_misunderstandings = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.intent == NOTHING_SAID:
            dispatcher.utter_message(response="utter_nothing_said")
            return []
        times = int(tracker.get_slot("misunderstandings") or 0) + 1
        likely = [name for name, _ in only_answers(topic_ranking_of(tracker.latest_message).answers)]
        topics = answer_choices(likely[:MAX_OFFERED])
        choices = topics | HUMAN_OFFER
        response = "utter_rephrase_again" if times > 1 else "utter_rephrase" if topics else "utter_say_otherwise"
        dispatcher.utter_message(response=response, contact=campaign().contacts.scheme, buttons=buttons(choices))
        is_kept = times > 1 and turn.intent == NOT_UNDERSTOOD
        kept = store_unanswered(self.database, tracker, Reason.NOT_UNDERSTOOD) if is_kept else []
        return [SlotSet("choices", choices), SlotSet("misunderstandings", times), *kept]
