"""What arrives from a network is stored before the network is told that it arrived: one way for polling, webhook and sync."""

from typing import Any

from sqlalchemy.orm import Session

from bot.channels.commands import neutralise
from bot.channels.sentences import LONGEST_MESSAGE
from bot.channels.transport import Incoming
from bot.channels.unread import KINDS, OPENED_NOT
from bot.directives import amend
from bot.records import (
    addresses,
    candidates,
    channel_states,
    conversations,
    exchange_ends,
    exchanges,
    inbox,
    outbox,
    transcripts,
)
from bot.records.database import Database
from bot.records.said import HELD


def store(
    database: Database, channel: str, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None
) -> None:
    """Writes what arrived and the channel's state in one transaction; what is known already changes nothing.

    Args:
        database: where.
        channel: name of the channel.
        incoming: what arrived; None when only the state is to be kept.
        state: the channel's states to keep with it, key to JSON value.
    """
    with database.session_scope() as session:
        for key, value in (state or {}).items():
            channel_states.put(session, channel, key, value)
        if incoming is not None:
            _take(session, channel, incoming)


def _take(session: Session, channel: str, incoming: Incoming) -> None:
    message_id = incoming.message_id
    if len(message_id) > inbox.LONGEST_ID:
        raise ValueError("the id of a message is too long")
    here = addresses.conversation_at(session, channel, incoming.address)
    if inbox.find(session, here, message_id) is not None:
        return
    # One character too many is enough to say that it is too long.
    text = neutralise(incoming.text)[: LONGEST_MESSAGE + 1]
    inbox.add(session, here, message_id, text=text, channel=channel, address=incoming.address)
    if incoming.notice is not None:
        outbox.post(session, here, channel, incoming.address, [{"text": incoming.notice}])
        inbox.answered(session, here, message_id)
    if incoming.unread is None:
        return
    kind = KINDS[incoming.unread]
    held = exchanges.keep_holder(session, here) if kind.sent else None
    if incoming.amends is not None and _amend(session, here, incoming, text, is_held=held is not None):
        return
    if held is not None:
        said = " ".join(["Cette personne", kind.sent, text if kind.is_captioned else ""]).strip()
        conversations.add_aside(session, here, HELD, said=said, message_id=message_id, channel=channel)
        exchange_ends.tell_of_silence(session, held, message_id)
    elif text and kind.is_captioned and incoming.amends is None:  # its words are read as any others
        outbox.post(session, here, channel, incoming.address, [{"text": OPENED_NOT}])
        return
    else:
        outbox.post(session, here, channel, incoming.address, [{"text": kind.sentence}])
    inbox.answered(session, here, message_id)


def _amend(session: Session, here: str, incoming: Incoming, text: str, *, is_held: bool) -> bool:
    """Gives an earlier message its new words, if it still waits or was the answer to a situation; returns whether it did."""
    assert incoming.amends is not None
    if inbox.replace_waiting(session, here, incoming.amends, text):
        inbox.answered(session, here, incoming.message_id)
        return True
    request = None if is_held or not text else _rewriting(session, here, incoming.amends, text)
    if request is None:
        return False
    row = inbox.find(session, here, incoming.message_id)
    assert row is not None
    row.text = request
    return True


def _rewriting(session: Session, here: str, message_id: str, text: str) -> str | None:
    """Returns how one asks for the answer to a situation as an edit makes it; None if the message was no part of any.

    An answer may have been edited before. Of several messages one line each is known by its place; where they do not come
    apart, nothing is: the rest of the answer must not go with an edit of a part.
    """
    messages = inbox.one_answer(session, here, message_id)
    said = transcripts.words_of(session, here, messages[0]) if messages else None
    candidate = candidates.find(session, here)
    if not said or candidate is None:
        return None
    for number, note in candidate.numbered_notes:
        if note.answer is None or said not in {note.answer, *(version.answer for version in note.earlier)}:
            continue
        lines = note.answer.split("\n") if len(messages) > 1 else [""]
        if len(lines) != len(messages):
            return None
        lines[messages.index(message_id)] = text
        return f"{amend(number)} : " + "\n".join(lines)
    return None
