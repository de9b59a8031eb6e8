"""Answers of the FAQ, as they are said."""

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from bot import content

MOST_ANSWERS = 2


def say_answers(dispatcher: CollectingDispatcher, topics: Iterable[str]) -> None:
    """Says the answers of topics, two at most, each with its date and source; topics without one are passed over."""
    faq = content.load_faq()
    for topic in [topic for topic in dict.fromkeys(topics) if topic in faq][:MOST_ANSWERS]:
        answer = faq[topic]
        dispatcher.utter_message(text=f"{answer.text}\n(À jour : {answer.as_of}. Source : {answer.source}.)")
