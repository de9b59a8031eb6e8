"""Masking of conversations for recruiters: words unrelated to the job, or about other people, are hidden."""

import re
from typing import Any

from bot.base.registration import CONTACTS, NAMES
from bot.base.text import plain_in_place
from bot.content.interview import load_scenarios
from bot.notes.masking import masking
from bot.notes.masking.pattern_masks import find_personal_numbers, is_contact
from bot.records.conversations import resume_codes
from bot.records.models import Candidate

# Shown instead of quotes read back, which the notes show, and of messages that are private to the candidate.
QUOTES_READ_BACK, PRIVATE = "[Les réponses, relues avec leurs passages surlignés]", "[Entre l'assistant et la personne]"
_NOTE_CARD = "note:"
# A resume code within a message: a reader of it could continue the conversation as the candidate.
_CODE = re.compile(rf"(?<!\w){resume_codes.CODE.pattern}(?!\w)", resume_codes.CODE.flags)
_COMPARED_DIGITS = 9  # with or without the country's code


def mask_transcript(
    transcript: list[dict[str, Any]], candidate: Candidate | None, *, team_listens: bool = False
) -> list[dict[str, Any]]:
    """A transcript with the user's words masked, the same for every recruiter.

    Registration data stay readable and, in messages to a team member, phone numbers and e-mail addresses to call back.
    Messages that read quotes back, contest one or report another structure's decision are replaced as a whole.

    Args:
        transcript: from `transcripts.read`.
        candidate: None for an unregistered user.
        team_listens: the handoff is still open.
    """
    own = [value for name in (*NAMES, *CONTACTS) if (value := getattr(candidate, name, None))]
    known = [*(scenario.text for scenario in load_scenarios().values()), *own]
    phone = getattr(candidate, "phone", None)
    own_numbers = {_digits(phone)} if phone else set()

    def shown(said: dict[str, Any]) -> str | None:
        if not said["text"]:
            return None
        if said.get("private"):
            return PRIVATE
        if any(card.startswith(_NOTE_CARD) for card in said.get("shows", ())):
            return QUOTES_READ_BACK
        if said["from"] != "user":
            return _without_codes(said["text"])
        return _hide(
            _without_codes(said["text"]), known, own_numbers, keeps_contacts=team_listens and bool(said.get("held"))
        )

    return [{**said, "text": shown(said)} for said in transcript]


def _hide(text: str, known: list[str], own_numbers: set[str], *, keeps_contacts: bool) -> str:
    def is_kept(words: str) -> bool:
        return _digits(words) in own_numbers or (keeps_contacts and is_contact(words))

    told = [(start, end) for start, end in find_personal_numbers(text)[0] if is_kept(text[start:end])]
    return masking.apply_masks(text, masking.as_rows(masking.find_masks(text, known, unmasked=told)))


def _without_codes(text: str) -> str:
    return _CODE.sub(
        lambda found: resume_codes.CODE_PLACEHOLDER if resume_codes.parse_code(found[0]) else found[0], text
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", plain_in_place(text))[-_COMPARED_DIGITS:]
