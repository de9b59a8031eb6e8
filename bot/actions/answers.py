"""FAQ answers as the bot says them."""

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import buttons
from bot.content import faq as content
from bot.understanding.nlu.answers import ASKED, ASKED_AS, CANDIDATE, EMPLOYER, OR, SOURCE_OF, by_audience

SOURCE = "D'où vient cette réponse ?"
AUDIENCES = {CANDIDATE: "Je cherche un poste", EMPLOYER: "Je recrute"}


def answer_choices(names: Sequence[str]) -> dict[str, str]:
    """Answers as choices, title to directive."""
    faq = content.load_faq()
    return {faq[name].title: f"intent:{ASKED}={name}" for name in names if name in faq}


def audience_of(answer: str) -> str:
    """The audience of an answer; of several joined by `OR`, of the likeliest."""
    return content.audiences()[answer.split(OR, maxsplit=1)[0]]


def for_asker(answers: Sequence[str], asker: str | None) -> list[str]:
    """Answers narrowed to the asker's audience, where that decides between several.

    Args:
        answers: ids, or several joined by `OR` of which one is meant.
        asker: an audience, None if unknown.
    """
    return [by_audience(answer, content.audiences()).get(asker or "", answer) for answer in answers]


def say_answers(dispatcher: CollectingDispatcher, answers: Sequence[str]) -> dict[str, str]:
    """Say answers of the FAQ, or ask which one or which audience is meant.

    Args:
        answers: as `for_asker` gives them.

    Returns:
        The choices that were offered, empty if everything was answered.
    """
    faq = content.load_faq()
    unclear = []
    for answer in answers:
        if OR in answer:
            unclear.append(answer)
        else:
            dispatcher.utter_message(text=faq[answer].text)
    by_asker = by_audience(unclear[0], content.audiences()) if len(unclear) == 1 else {}
    choices = {AUDIENCES[audience]: f"intent:{ASKED_AS}={answer}" for audience, answer in by_asker.items()}
    choices = choices or answer_choices([name for answer in unclear for name in answer.split(OR)])
    if choices:
        response = "utter_which_audience" if by_asker else "utter_which_answer"
        dispatcher.utter_message(response=response, buttons=buttons(choices))
    return choices


def answer_side_questions(dispatcher: CollectingDispatcher, answers: Sequence[str]) -> None:
    """Answer the FAQ questions that a message asks in addition to its answer, as for a candidate."""
    say_answers(dispatcher, for_asker(answers, CANDIDATE))


def say_source(dispatcher: CollectingDispatcher, answer: str) -> None:
    """Say the source of an answer."""
    entry = content.load_faq()[answer]
    dispatcher.utter_message(response="utter_answer_source", source=entry.source, as_of=entry.as_of)


def related_choices(answer: str) -> dict[str, str]:
    """Choices after an answer: related answers, and its source."""
    near = content.load_faq()[answer].see_also[: content.MAX_NEIGHBOURS]
    return {**answer_choices(near), SOURCE: f"intent:{SOURCE_OF}={answer}"}
