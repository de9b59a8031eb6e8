"""What an edit of an earlier message asks for, in words that stand for it wherever they are said."""

from sqlalchemy.orm import Session

from bot.choices import pick
from bot.directives import amend, asked_in, give_anew
from bot.reading.fields import FIELDS
from bot.records import candidates, inbox, transcripts
from bot.records.windows import read_state


def asked_by_edit(session: Session, conversation_id: str, message_id: str, text: str) -> str | None:
    """Returns the message that does what an edit asks for; None where what was said first has to stand.

    The answer to a situation is written anew, a field of the registration is corrected. What changed nothing, so that the same
    question waits still, is said again.

    Args:
        session: an open session.
        conversation_id: the conversation.
        message_id: which message was edited.
        text: its new words.
    """
    first, place = _joined(session, conversation_id, message_id)
    earlier = transcripts.find_said(session, conversation_id, first)
    if earlier is None or not text:
        return None
    if (whole := _with_line(earlier.text, place, text)) is None:
        return None
    if (rewritten := _note_anew(session, conversation_id, earlier.text, whole)) is not None:
        return rewritten
    slots = (read_state(session, conversation_id).state or {}).get("slots") or {}
    if earlier.is_newest and earlier.asked == asked_in(slots):
        offered = transcripts.offered(session, conversation_id)
        return whole if offered == earlier.offered or pick(whole, offered) is None else None
    is_given = earlier.asked in FIELDS and slots.get(earlier.asked) is not None
    return give_anew(earlier.asked, whole) if is_given else None


def _joined(session: Session, conversation_id: str, message_id: str) -> tuple[str, tuple[int, int]]:
    """Returns under which id a message was taken, as which of how many that were one answer."""
    row = inbox.find(session, conversation_id, message_id)
    first = message_id if row is None or row.joined_to is None else row.joined_to
    ids = [first, *inbox.joined_to(session, conversation_id, first)]
    return first, (ids.index(message_id), len(ids))


def _with_line(said: str, place: tuple[int, int], text: str) -> str | None:
    """Returns the new words of an answer of which one message is edited; None where it cannot be told which words were its."""
    which, many = place
    if many == 1:
        return text
    lines = said.split("\n")
    return "\n".join([*lines[:which], text, *lines[which + 1 :]]) if len(lines) == many else None


def _note_anew(session: Session, conversation_id: str, said: str, text: str) -> str | None:
    candidate = candidates.find(session, conversation_id)
    for number, note in candidate.numbered_notes if candidate and said else ():
        if note.answer is not None and note.followup_answer == said:
            return f"{amend(number)} : {note.answer}\n{text}"
        if note.answer == said:
            return (
                f"{amend(number)} : {text}"
                if note.followup_answer is None
                else f"{amend(number)} : {text}\n{note.followup_answer}"
            )
    return None
