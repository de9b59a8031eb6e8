"""A conversation as recruiters read it: what has no link with the job, or is of other people, is masked there too."""

import re
from typing import Any

from bot.base.registration import CONTACTS, NAMES
from bot.base.text import plain_in_place
from bot.content.interview import load_scenarios
from bot.notes.masking import masking
from bot.notes.masking.numbers import find_numbers, is_contact
from bot.records.conversations import resume
from bot.records.models import Candidate

# What recruiters read instead of which highlights there were, which are told by the notes, and of what is the person's alone.
READ_BACK, PRIVATE = "[Les réponses, relues avec leurs passages surlignés]", "[Entre l'assistant et la personne]"
_NOTE_CARD = "note:"
# A code that leads back to a conversation, within a message: whoever reads it could go on in the person's place.
_CODE = re.compile(rf"(?<!\w){resume.CODE.pattern}(?!\w)", resume.CODE.flags)
_DIGITS_TOLD_ALIKE = 9  # with or without the country's code


def mask_transcript(
    transcript: list[dict[str, Any]], candidate: Candidate | None, *, team_listens: bool = False
) -> list[dict[str, Any]]:
    """Returns the messages with the person's words masked, the same for whoever reads them.

    What they gave for their registration stays, and in what they say to a person of the team the telephone numbers and e-mail
    addresses, by which they are called back. Which highlights their author contests is not told here either, nor what other
    structures decided: no message is shown that reads highlights back or names one, or says what was done with the file.

    Args:
        transcript: of `transcripts.read`.
        candidate: whose words they are, None for somebody not registered.
        team_listens: the request for a person of the team is not ended.
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
            return READ_BACK
        if said["from"] != "user":
            return _without_codes(said["text"])
        return _hide(
            _without_codes(said["text"]), known, own_numbers, keeps_contacts=team_listens and bool(said.get("held"))
        )

    return [{**said, "text": shown(said)} for said in transcript]


def _hide(text: str, known: list[str], own_numbers: set[str], *, keeps_contacts: bool) -> str:
    def is_kept(words: str) -> bool:
        return _digits(words) in own_numbers or (keeps_contacts and is_contact(words))

    told = [(start, end) for start, end in find_numbers(text)[0] if is_kept(text[start:end])]
    return masking.hide(text, masking.as_rows(masking.find_masks(text, known, told=told)))


def _without_codes(text: str) -> str:
    return _CODE.sub(lambda found: resume.PLACE if resume.read_code(found[0]) else found[0], text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", plain_in_place(text))[-_DIGITS_TOLD_ALIKE:]
