"""A conversation as recruiters read it: what has no link with the job, or is of other people, is masked there too."""

import re
from typing import Any

from bot.masking import masking
from bot.masking.phrases import levelled
from bot.records.models import Candidate

_OWN = ("first_name", "last_name", "email", "phone")
_DIGITS_TOLD_ALIKE = 9  # with or without the country's code


def mask_transcript(transcript: list[dict[str, Any]], candidate: Candidate) -> list[dict[str, Any]]:
    """Returns the messages with the person's words masked; what they gave for their registration stays."""
    from bot.evidence.content import load_scenarios  # spaCy comes with it: at the first file read, not at start

    own = [value for name in _OWN if (value := getattr(candidate, name))]
    known = [*(scenario.text for scenario in load_scenarios().values()), *own]
    own_numbers = {_digits(candidate.phone)} if candidate.phone else set()
    return [
        {**said, "text": _hide(said["text"], known, own_numbers)} if said["from"] == "user" and said["text"] else said
        for said in transcript
    ]


def _hide(text: str, known: list[str], own_numbers: set[str]) -> str:
    masks = [
        mask for mask in masking.find_masks(text, known) if _digits(text[mask.start : mask.end]) not in own_numbers
    ]
    return masking.hide(text, masking.as_rows(masks))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", levelled(text))[-_DIGITS_TOLD_ALIKE:]
