"""What an edited message asks for, put into words that the bot understands at any point of the conversation."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from bot.base.registration import FIELDS
from bot.records.conversations import inbox, transcripts
from bot.records.conversations.windows import load_state
from bot.records.files import candidates
from bot.records.models import Note
from bot.understanding.reading.acts import Kind, kind_of
from bot.understanding.reading.choices import pick
from bot.understanding.reading.directives import amend_sentence, correct_sentence, pending_name

# Replaces a message's words in an answer by those of its edit; None if they cannot be located.
_Edit = Callable[[str], str | None]


def message_for_edit(session: Session, conversation_id: str, message_id: str, text: str) -> str | None:
    """The message that carries out an edit, or None if the original words must stand.

    The edit of an answer to a scenario rewrites it, that of a registration field corrects the field. If the message
    changed nothing and its question is still pending, the new words are said instead. Where several messages were one
    answer (one line each), the other lines stay.
    """
    messages = inbox.merged_ids(session, conversation_id, message_id)
    earlier = transcripts.find_answered_message(session, conversation_id, messages[0]) if messages else None
    if earlier is None or not text:
        return None

    def edit(said: str) -> str | None:
        lines = said.split("\n") if len(messages) > 1 else [said]
        which = messages.index(message_id)
        return "\n".join([*lines[:which], text, *lines[which + 1 :]]) if len(lines) == len(messages) else None

    if (numbered := _note_of(session, conversation_id, earlier)) is not None:
        number, note = numbered
        whole = _edited(note, earlier.text, edit)
        return None if whole is None else f"{amend_sentence(number)} : {whole}"
    whole = edit(earlier.text)
    if whole is None:
        return None
    slots = (load_state(session, conversation_id).state or {}).get("slots") or {}
    is_asked_still = earlier.is_newest and earlier.asked == pending_name(slots)
    if is_asked_still and inbox.count_waiting(session, conversation_id) <= 1:  # only the edit itself
        offered = transcripts.latest_choices(session, conversation_id)
        return whole if offered == earlier.choices or pick(whole, offered) is None else None
    is_given = earlier.asked in FIELDS and slots.get(earlier.asked) is not None
    return correct_sentence(earlier.asked, whole) if is_given else None


def _note_of(session: Session, conversation_id: str, said: transcripts.AnsweredMessage) -> tuple[int, Note] | None:
    """The note that a message answered, with its number; None unless it is exactly one."""
    candidate = candidates.find(session, conversation_id)
    if candidate is None or not said.text or (said.asked and kind_of(said.asked) is not Kind.FREE):
        return None
    notes = [row for row in candidate.numbered_notes if said.text in _said_of(row[1])]
    return notes[0] if len(notes) == 1 else None


def _said_of(note: Note) -> set[str | None]:
    """Answers and follow-up answers of a note and its versions; none if the note was withdrawn."""
    versions = _versions(note) if note.answer is not None else []
    return {said for version in versions for said in (version.answer, version.followup_answer)}


def _versions(note: Note) -> list[Any]:
    return [note, *note.earlier]


def _edited(note: Note, said: str, edit: _Edit) -> str | None:
    """The note's words with the edit applied; None if the message cannot be located in them."""
    answer, further = note.answer or "", note.followup_answer
    if said == further:
        whole = edit(further)
        return None if whole is None else f"{answer}\n{whole}"
    if said != answer and any(version.followup_answer is not None for version in _versions(note)):
        return None  # one of the two parts was edited before, which joined them
    whole = edit(answer)
    return whole if whole is None or further is None else f"{whole}\n{further}"
