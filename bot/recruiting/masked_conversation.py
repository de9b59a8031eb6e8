"""A conversation as recruiters read it: what has no link with the job, or is of other people, is masked there too."""

import re
from typing import Any

from bot.evidence.content import load_scenarios
from bot.masking import masking
from bot.records.models import Candidate

# What recruiters read instead of which highlights there were, which are told by the notes, and of which one is contested.
READ_BACK, PASSAGE = "[Les réponses, relues avec leurs passages surlignés]", "[À propos d'un passage surligné]"
_NOTE_CARD = "note:"
_OWN = ("first_name", "last_name", "email", "phone")
_DIGITS_TOLD_ALIKE = 9  # with or without the country's code


def mask_transcript(transcript: list[dict[str, Any]], candidate: Candidate) -> list[dict[str, Any]]:
    """Returns the messages with the person's words masked; what they gave for their registration stays.

    Which highlights their author contests is not told here either: no message is shown that reads highlights back or
    names one.
    """
    own = [value for name in _OWN if (value := getattr(candidate, name))]
    known = [*(scenario.text for scenario in load_scenarios().values()), *own]
    own_numbers = {_digits(candidate.phone)} if candidate.phone else set()

    def shown(said: dict[str, Any]) -> str | None:
        if not said["text"]:
            return None
        if said.get("private"):
            return PASSAGE
        if any(card.startswith(_NOTE_CARD) for card in said.get("shows", ())):
            return READ_BACK
        return _hide(said["text"], known, own_numbers) if said["from"] == "user" else str(said["text"])

    return [{**said, "text": shown(said)} for said in transcript]


def _hide(text: str, known: list[str], own_numbers: set[str]) -> str:
    masks = [
        mask for mask in masking.find_masks(text, known) if _digits(text[mask.start : mask.end]) not in own_numbers
    ]
    return masking.hide(text, masking.as_rows(masks))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", masking.levelled(text))[-_DIGITS_TOLD_ALIKE:]
