"""A conversation as recruiters read it: what has no link with the job, or is of other people, is masked there too."""

import re
from collections.abc import Iterable
from typing import Any

from bot.masking import masking
from bot.masking.phrases import levelled
from bot.records import contests
from bot.records.models import Candidate

CONTESTED = "  – (passage contesté par la personne)"
_OWN = ("first_name", "last_name", "email", "phone")
_DIGITS_TOLD_ALIKE = 9  # with or without the country's code


def mask_transcript(transcript: list[dict[str, Any]], candidate: Candidate) -> list[dict[str, Any]]:
    """Returns the messages with the person's words masked; what they gave for their registration stays.

    Where the bot read a highlight back that its author contests, it is not told any more.
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
            return _hide(said["text"], known, own_numbers)
        return _without(said["text"], contested)

    return [{**said, "text": shown(said)} for said in transcript]


def _read_back(quote: str) -> re.Pattern[str]:
    """Returns how the bot reads a highlight back: in a note, or to choose one."""
    return re.compile(rf"^  (?:–|\d+\.) « {re.escape(quote)} » : .*$", re.MULTILINE)


def _without(text: str, contested: Iterable[re.Pattern[str]]) -> str:
    """Returns words of the bot without the lines that read a contested highlight back."""
    for read_back in contested:
        text = read_back.sub(CONTESTED, text)
    return text


def _hide(text: str, known: list[str], own_numbers: set[str]) -> str:
    masks = [
        mask for mask in masking.find_masks(text, known) if _digits(text[mask.start : mask.end]) not in own_numbers
    ]
    return masking.hide(text, masking.as_rows(masks))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", levelled(text))[-_DIGITS_TOLD_ALIKE:]
