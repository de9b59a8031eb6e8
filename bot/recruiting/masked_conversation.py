"""A conversation as recruiters read it: what has no link with the job, or is of other people, is masked there too."""

import re
from collections.abc import Collection
from typing import Any

from bot.directives import directive_of
from bot.masking import masking
from bot.masking.phrases import levelled
from bot.records import contests
from bot.records.models import Candidate

# The highlights among which one is chosen, and what is told of choosing one.
_CHOICE = re.compile(r"^  \d+\. « [^»]* » : .*\n?", re.MULTILINE)
_SAID = {"intent:contest_passage": "Ce passage ne dit pas cela", "intent:restore_passage": "Rétablir ce passage"}
_OWN = ("first_name", "last_name", "email", "phone")
_DIGITS_TOLD_ALIKE = 9  # with or without the country's code


def mask_transcript(transcript: list[dict[str, Any]], candidate: Candidate) -> list[dict[str, Any]]:
    """Returns the messages with the person's words masked; what they gave for their registration stays.

    Which highlights their author contests is not told here either.
    """
    from bot.evidence.content import load_scenarios  # spaCy comes with it: at the first file read, not at start

    own = [value for name in _OWN if (value := getattr(candidate, name))]
    known = [*(scenario.text for scenario in load_scenarios().values()), *own]
    own_numbers = {_digits(candidate.phone)} if candidate.phone else set()
    contested = {_read_back(words) for note in candidate.notes for words in contests.contested_words(note)}

    def shown(said: dict[str, Any]) -> str | None:
        if not said["text"]:
            return None
        if said["from"] == "user":
            return _hide(_nameless(said["text"]), known, own_numbers)
        return _without(said["text"], contested)

    return [{**said, "text": shown(said)} for said in transcript]


def _read_back(quote: str) -> re.Pattern[str]:
    """Returns how the bot reads a highlight back in a note."""
    return re.compile(rf"^  – « {re.escape(quote)} » : .*\n?", re.MULTILINE)


def _without(text: str, contested: Collection[re.Pattern[str]]) -> str:
    """Returns words of the bot without the lines that tell what is contested, or among what it was chosen."""
    for lines in (*contested, _CHOICE) if contested else ():
        text = lines.sub("", text)
    return text


def _nameless(text: str) -> str:
    """Returns a person's words without which passage they contest, where they say it as a card does."""
    name, _, passage = (directive_of(text) or "").partition("=")
    return _SAID.get(name, text) if passage else text


def _hide(text: str, known: list[str], own_numbers: set[str]) -> str:
    masks = [
        mask for mask in masking.find_masks(text, known) if _digits(text[mask.start : mask.end]) not in own_numbers
    ]
    return masking.hide(text, masking.as_rows(masks))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", levelled(text))[-_DIGITS_TOLD_ALIKE:]
