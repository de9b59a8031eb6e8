"""Answer questions from the FAQ, several in one message too, or say the source of an answer."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import audience_of, for_asker, related_choices, say_answers, say_source
from bot.actions.base import Reaction, active_form, buttons, set_slots, turn_of
from bot.actions.offers import HUMAN_OFFER
from bot.actions.unanswered import remove_earlier, store_unanswered
from bot.records.conversations.unanswered import Reason
from bot.understanding.nlu.faq_selection import ASKED, ASKED_AS, SOURCE_OF, audience_of_user


class AnswerQuestion(Reaction):
    action_name = "action_answer_question"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        answers: Sequence[str] = turn.answers or ((turn.value,) if turn.value else ())
        if turn.intent == SOURCE_OF:
            say_source(dispatcher, answers[0])
            return []
        asker = audience_of_user(tracker.slots)
        changes: dict[str, Any] = {}
        if turn.intent == ASKED_AS:
            asker = audience_of(answers[0])
            changes = {"audience": asker}
        is_picked = turn.value is not None and turn.intent in {ASKED, ASKED_AS}
        counted: list[EventType] = remove_earlier(self.database, tracker) if is_picked else []
        answers = for_asker(answers, asker)
        choices: dict[str, Any] = say_answers(dispatcher, answers)
        if not answers:
            choices = HUMAN_OFFER
            dispatcher.utter_message(response="utter_say_otherwise", buttons=buttons(choices))
            counted = store_unanswered(self.database, tracker, Reason.NOT_UNDERSTOOD)
        elif choices and not is_picked:
            counted = store_unanswered(self.database, tracker, Reason.NOT_PICKED)
        elif not choices and not active_form(tracker) and not tracker.get_slot("awaiting"):
            choices = related_choices(answers[-1])
            dispatcher.messages[-1]["buttons"] = buttons(choices)
        return set_slots(changes | ({"choices": choices} if choices else {})) + counted
