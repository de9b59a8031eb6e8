"""Storing incoming messages before the network is told that they arrived, for polling, webhook and sync alike."""

from typing import Any

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.gateway.transport import Incoming
from bot.channels.turn.amending import message_for_edit
from bot.channels.turn.commands import escape_command
from bot.channels.turn.takeover_routing import tell_passed_on
from bot.channels.turn.turn_types import MAX_MESSAGE_CHARACTERS
from bot.content.sentences import section, sentence
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

# Kinds of unsupported content whose text is the user's own.
CAPTIONED = frozenset({"photo", "audio", "video", "animation", "document", "edited", "other"})


def store(
    database: Database, channel: str, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None
) -> None:
    """Write an incoming message and the channel's state in one transaction; repeating it changes nothing.

    Args:
        incoming: None if only the state changes.
        state: the channel's states, key to JSON value.
    """
    with database.session_scope() as session:
        for key, value in (state or {}).items():
            channel_states.put(session, channel, key, value)
        if incoming is not None:
            _take(session, channel, incoming)


def read_state(database: Database, channel: str, key: str) -> Any:
    """A channel's stored state under a key, if any."""
    with database.session_scope() as session:
        return channel_states.get(session, channel, key)


def _take(session: Session, channel: str, incoming: Incoming) -> None:
    message_id = incoming.message_id
    if len(message_id) > inbox.MAX_ID_LENGTH:
        raise ValueError("the id of a message is too long")
    conversation_id = addresses.open_conversation(session, channel, incoming.address)
    if inbox.find(session, conversation_id, message_id) is not None:
        return
    # One character over the limit is enough to reject it.
    text = escape_command(incoming.text)[: MAX_MESSAGE_CHARACTERS + 1]
    is_answered = (
        incoming.dedup_key is not None and inbox.find(session, conversation_id, incoming.dedup_key) is not None
    )
    if is_answered and not text:
        return
    if incoming.dedup_key is not None and not is_answered:
        inbox.add(session, conversation_id, incoming.dedup_key)
        inbox.mark_answered(session, conversation_id, incoming.dedup_key)
    seen = transcripts.last_event_id(session, conversation_id)
    inbox.add(session, conversation_id, message_id, text=text, channel=channel, address=incoming.address, seen=seen)
    if incoming.notice is not None:
        outbox.post(session, conversation_id, channel, incoming.address, [{"text": incoming.notice}])
        inbox.mark_answered(session, conversation_id, message_id)
    if incoming.unsupported is None:
        return
    reply, sent = section("unsupported")[incoming.unsupported], section("unsupported_sent").get(incoming.unsupported)
    is_captioned = incoming.unsupported in CAPTIONED
    held = takeovers.lock_takeover(session, conversation_id) if sent else None
    replied = candidate_replies.find_awaiting(session, conversation_id) if sent and held is None else None
    if incoming.amends is not None and _amend(session, conversation_id, incoming, text, is_held=bool(held or replied)):
        return
    if held is not None or replied is not None:
        said = " ".join(filter(None, ["Cette personne", sent, text if is_captioned else ""]))
        is_first = replied is not None and not candidate_replies.has_replied(session, replied)
        conversations.append_out_of_band(
            session, conversation_id, HELD, text=said, message_id=message_id, channel=channel
        )
        if held is not None:
            takeover_ends.notify_if_unanswered(session, held, message_id)
        elif replied is not None:
            candidate_replies.reopen(session, replied)
            tell_passed_on(session, conversation_id, is_first=is_first)
    elif text and is_captioned and incoming.amends is None:  # the caption is answered like any text
        if not is_answered and len(text) <= MAX_MESSAGE_CHARACTERS and not _is_too_much(session, conversation_id):
            outbox.post_coalesced(session, conversation_id, channel, incoming.address, sentence("turn.not_opened"))
        return
    elif not _is_too_much(session, conversation_id):
        outbox.post(session, conversation_id, channel, incoming.address, [{"text": reply}])
    inbox.mark_answered(session, conversation_id, message_id)


def _is_too_much(session: Session, conversation_id: str) -> bool:
    """Whether a conversation exceeds the rate limit, counting messages of every kind."""
    return inbox.count_recent(session, conversation_id, 60) > settings().messages_a_minute


def _amend(session: Session, conversation_id: str, incoming: Incoming, text: str, *, is_held: bool) -> bool:
    """Apply an edit to the earlier message if it still waits, or as a message of its own; return whether it was."""
    assert incoming.amends is not None
    if inbox.replace_waiting(session, conversation_id, incoming.amends, text):
        inbox.mark_answered(session, conversation_id, incoming.message_id)
        return True
    asked = None if is_held else message_for_edit(session, conversation_id, incoming.amends, text)
    row = inbox.find(session, conversation_id, incoming.message_id)
    if asked is None or row is None:
        return False
    row.text = asked
    return True
