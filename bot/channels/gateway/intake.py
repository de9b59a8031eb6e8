"""What arrives from a network is stored before the network is told that it arrived: one way for polling, webhook and sync."""

from typing import Any

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.gateway.transport import Incoming
from bot.channels.gateway.unread import KINDS, OPENED_NOT
from bot.channels.turn.amending import asked_by_edit
from bot.channels.turn.commands import neutralise
from bot.channels.turn.held_messages import tell_passed_on
from bot.channels.turn.sentences import LONGEST_MESSAGE
from bot.records.conversations import (
    addresses,
    candidate_replies,
    conversations,
    inbox,
    outbox,
    takeover_ends,
    takeovers,
    transcripts,
)
from bot.records.conversations.event_rows import HELD
from bot.records.store import channel_states
from bot.records.store.database import Database


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


def read_state(database: Database, channel: str, key: str) -> Any:
    """Returns what was stored as a channel's state under a key, None if nothing."""
    with database.session_scope() as session:
        return channel_states.get(session, channel, key)


def _take(session: Session, channel: str, incoming: Incoming) -> None:
    message_id = incoming.message_id
    if len(message_id) > inbox.MAX_ID_LENGTH:
        raise ValueError("the id of a message is too long")
    here = addresses.open_conversation(session, channel, incoming.address)
    if inbox.find(session, here, message_id) is not None:
        return
    # One character too many is enough to say that it is too long.
    text = neutralise(incoming.text)[: LONGEST_MESSAGE + 1]
    is_told = incoming.once is not None and inbox.find(session, here, incoming.once) is not None
    if is_told and not text:
        return
    if incoming.once is not None and not is_told:
        inbox.add(session, here, incoming.once)
        inbox.mark_answered(session, here, incoming.once)
    seen = transcripts.last_event_id(session, here)
    inbox.add(session, here, message_id, text=text, channel=channel, address=incoming.address, seen=seen)
    if incoming.notice is not None:
        outbox.post(session, here, channel, incoming.address, [{"text": incoming.notice}])
        inbox.mark_answered(session, here, message_id)
    if incoming.unread is None:
        return
    kind = KINDS[incoming.unread]
    held = takeovers.lock_takeover(session, here) if kind.sent else None
    replied = candidate_replies.find_awaiting(session, here) if kind.sent and held is None else None
    if incoming.amends is not None and _amend(session, here, incoming, text, is_held=bool(held or replied)):
        return
    if held is not None or replied is not None:
        said = " ".join(["Cette personne", kind.sent, text if kind.is_captioned else ""]).strip()
        is_first = replied is not None and not candidate_replies.has_replied(session, replied)
        conversations.append_out_of_band(session, here, HELD, said=said, message_id=message_id, channel=channel)
        if held is not None:
            takeover_ends.notify_if_unanswered(session, held, message_id)
        elif replied is not None:
            candidate_replies.reopen(session, replied)
            tell_passed_on(session, here, is_first=is_first)
    elif text and kind.is_captioned and incoming.amends is None:  # its words are read as any others
        if not is_told and len(text) <= LONGEST_MESSAGE and not _is_too_much(session, here):
            outbox.post_coalesced(session, here, channel, incoming.address, OPENED_NOT)
        return
    elif not _is_too_much(session, here):
        outbox.post(session, here, channel, incoming.address, [{"text": kind.sentence}])
    inbox.mark_answered(session, here, message_id)


def _is_too_much(session: Session, here: str) -> bool:
    """Returns whether a conversation sent more than is answered, of words as of all else."""
    return inbox.count_recent(session, here, 60) > settings().messages_a_minute


def _amend(session: Session, here: str, incoming: Incoming, text: str, *, is_held: bool) -> bool:
    """Gives an earlier message its new words, if it still waits or they can be taken now; returns whether they are."""
    assert incoming.amends is not None
    if inbox.replace_waiting(session, here, incoming.amends, text):
        inbox.mark_answered(session, here, incoming.message_id)
        return True
    asked = None if is_held else asked_by_edit(session, here, incoming.amends, text)
    row = inbox.find(session, here, incoming.message_id)
    if asked is None or row is None:
        return False
    row.text = asked
    return True
