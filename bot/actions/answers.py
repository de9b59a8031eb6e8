"""Answers of the FAQ, as they are said."""

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from bot import content
from bot.actions.base import buttons
from bot.nlu.answers import ASKED, OR, SOURCE_OF

MOST_NEIGHBOURS = 2
SOURCE = "D'où vient cette réponse ?"


def answer_choices(names: Sequence[str]) -> dict[str, str]:
    """Returns answers as choices: title to directive."""
    faq = content.load_faq()
    return {faq[name].title: f"intent:{ASKED}={name}" for name in names if name in faq}


def say_answers(dispatcher: CollectingDispatcher, answers: Sequence[str]) -> dict[str, str]:
    """Says answers of the FAQ; asks which is meant where it may be one of several.

    Args:
        dispatcher: takes what is said.
        answers: ids, or several joined by `OR` of which one is meant.

    Returns:
        The choices that were offered with the question which is meant; none where everything was answered.
    """
    faq = content.load_faq()
    choices: dict[str, str] = {}
    for answer in answers:
        if OR not in answer:
            dispatcher.utter_message(text=faq[answer].text)
            continue
        choices |= answer_choices(answer.split(OR))
    if choices:
        dispatcher.utter_message(response="utter_which_answer", buttons=buttons(choices))
    return choices


def say_source(dispatcher: CollectingDispatcher, answer: str) -> None:
    """Says where an answer comes from."""
    told = content.load_faq()[answer]
    dispatcher.utter_message(response="utter_answer_source", source=told.source, as_of=told.as_of)


def neighbours(answer: str) -> dict[str, str]:
    """Returns what may be asked after an answer, as choices: near answers, and where this one comes from."""
    near = content.load_faq()[answer].see_also[:MOST_NEIGHBOURS]
    return {**answer_choices(near), SOURCE: f"intent:{SOURCE_OF}={answer}"}
