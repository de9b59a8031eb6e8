"""What the interview's actions share: scenarios as asked, quotes, masks and notes in words."""

import functools
import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.base.registration import NAMES, given
from bot.content.campaign import campaign
from bot.content.interview import Scenario, load_scenarios, wordings
from bot.notes.evidence.quote import Quote
from bot.notes.evidence.quote_finder import QuoteFinder
from bot.notes.masking import masking
from bot.notes.masking.pattern_masks import find_contacts
from bot.records.files.notes import Question, Rows
from bot.records.models import Note
from bot.words.notes import QUOTES_TITLE, read_back

logger = logging.getLogger(__name__)
_FIRST_WORDS = 5  # of a question that is read back


@functools.cache
def quote_finder() -> QuoteFinder:
    """The quote finder of this process, loaded at first use."""
    return QuoteFinder.load()


def scenarios() -> list[Scenario]:
    """The campaign's scenarios in order."""
    by_id = load_scenarios()
    return [by_id[name] for name in campaign().scenarios]


def as_worded_when_asked(tracker: Tracker, scenario: Scenario) -> Scenario:
    """The scenario as worded when this conversation was asked it; it may have been edited since.

    That is the wording the bot said last, or else the one in force when the scenario was asked.
    """
    versions = wordings(scenario.id)
    if len({version.text for _, version in versions}) == 1:
        return scenario
    said = (event.get("text") or "" for event in reversed(tracker.events) if event.get("event") == "bot")
    last_said = (version for text in said for _, version in versions if version.text in text)
    asked_at = tracker.get_slot("scenario_asked_at")
    then = (version for at, version in versions if asked_at and at <= asked_at)
    return next(last_said, None) or next(then, scenario)


def question_of(scenario: Scenario) -> Question:
    """The scenario as a note records it."""
    return Question(scenario.id, str(scenario.version), scenario.trait, scenario.text)


def find_quotes(scenario: Scenario, answer: str) -> list[Quote]:
    """The quotes of an answer; none if the reader fails, since the answer must be stored in any case."""
    try:
        return quote_finder().read(answer, scenario.id)
    except Exception as error:
        logger.error("evidence reader failed: %s", type(error).__name__)
        return []


def as_rows(quotes: list[Quote], part: str = "answer") -> list[dict[str, Any]]:
    """Quotes as a note stores them.

    Args:
        part: the text they are substrings of, `answer` or `followup`.
    """
    return [{**asdict(quote), "part": part} for quote in quotes]


def find_mask_rows(
    slots: Mapping[str, Any], text: str, part: str = masking.ANSWER, *, keeps_contacts: bool = False
) -> Rows:
    """Masks of a candidate's words, as a note stores them; none if masking fails.

    Args:
        slots: of the conversation; the candidate's own name is not masked.
        part: the text of the note.
        keeps_contacts: leave phone numbers and e-mail addresses readable, so that the team can use them.
    """
    own = [name for name in (given(slots, field) for field in NAMES) if name is not None]
    public = [scenario.text for scenario in load_scenarios().values()]
    try:
        unmasked = find_contacts(text) if keeps_contacts else []
        return masking.as_rows(masking.find_masks(text, [*public, *own], part, unmasked))
    except Exception as error:
        logger.error("masking failed: %s", type(error).__name__)
        return []


def announce_masks(dispatcher: CollectingDispatcher, masks: Rows) -> None:
    """Tell the author that some words will be masked."""
    if masks:
        dispatcher.utter_message(response="utter_masked")


def _beginning(question: str) -> str:
    first = question.split()[:_FIRST_WORDS]
    return f"« {' '.join(first).rstrip(' ,:;')}… »"


def note_in_words(note: Note, number: int) -> str:
    """A note as its author reads it in the chat."""
    read = read_back(note, number)
    lines = [
        f"{read.title} ({_beginning(read.question)})",
        *(f"{label} : « {words} »" for label, words in read.answers),
    ]
    if read.quotes:
        lines.append(f"{QUOTES_TITLE} :")
    lines += [f"  – « {quote} » : {shown}" for quote, shown in read.quotes]
    lines += [f"({remark})" for remark in read.remarks] if read.answers else read.remarks
    lines += [f"{label} : « {words} »" for label, words in read.comments]
    return "\n".join(lines)
