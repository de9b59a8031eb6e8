"""Storing incoming messages before the network is told that they arrived, for polling, webhook and sync alike."""

from typing import Any

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.gateway.transport import Incoming
from bot.channels.turn.amending import message_for_edit
from bot.channels.turn.commands import escape_command
from bot.channels.turn.takeover_routing import tell_passed_on
from bot.channels.turn.turn_types import MAX_MESSAGE_CHARACTERS, TurnInput
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
from bot.records.models import HumanRequest
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
    if incoming.unsupported is not None:
        message = TurnInput(conversation_id, message_id, text, channel, incoming.address, is_signal=False)
        _take_unsupported(session, message, incoming, is_answered=is_answered)


def _take_unsupported(session: Session, message: TurnInput, incoming: Incoming, *, is_answered: bool) -> None:
    """Decide what becomes of content that is not read: an edit, a message for the team, a caption, or a reply of its own.

    Args:
        is_answered: another part of the same album was received before.
    """
    kind, conversation_id = str(incoming.unsupported), message.conversation_id
    sent = section("unsupported_sent").get(kind)
    held = takeovers.lock_takeover(session, conversation_id) if sent else None
    replied = candidate_replies.find_awaiting(session, conversation_id) if sent and held is None else None
    is_for_team = held is not None or replied is not None
    if incoming.amends is not None and _amend(session, message, incoming.amends, is_held=is_for_team):
        return
    caption = message.text if kind in CAPTIONED else ""
    if is_for_team:
        said = " ".join(filter(None, ["Cette personne", sent, caption]))
        _pass_on(session, message, said, held, replied)
    elif caption and incoming.amends is None:  # the caption is answered like any text
        is_refused = len(caption) > MAX_MESSAGE_CHARACTERS or _is_too_much(session, conversation_id)
        if not is_answered and not is_refused:
            outbox.post_coalesced(
                session, conversation_id, message.channel, message.address, sentence("turn.not_opened")
            )
        return
    elif not _is_too_much(session, conversation_id):
        reply = [{"text": section("unsupported")[kind]}]
        outbox.post(session, conversation_id, message.channel, message.address, reply)
    inbox.mark_answered(session, conversation_id, message.message_id)


def _pass_on(
    session: Session, message: TurnInput, said: str, held: HumanRequest | None, replied: HumanRequest | None
) -> None:
    """Record for the team what was sent.

    Args:
        held: the request that somebody has taken over, if any.
        replied: otherwise, the request to which the message replies.
    """
    conversation_id = message.conversation_id
    is_first = replied is not None and not candidate_replies.has_replied(session, replied)
    conversations.append_out_of_band(
        session, conversation_id, HELD, text=said, message_id=message.message_id, channel=message.channel
    )
    if held is not None:
        takeover_ends.notify_if_unanswered(session, held, message.message_id)
    elif replied is not None:
        candidate_replies.reopen(session, replied)
        tell_passed_on(session, conversation_id, is_first=is_first)


def _is_too_much(session: Session, conversation_id: str) -> bool:
    """Whether a conversation exceeds the rate limit, counting messages of every kind."""
    return inbox.count_recent(session, conversation_id, 60) > settings().messages_a_minute


def _amend(session: Session, message: TurnInput, amended: str, *, is_held: bool) -> bool:
    """Apply an edit to the earlier message if it still waits, or as a message of its own; return whether it was.

    Args:
        amended: id of the earlier message.
    """
    conversation_id = message.conversation_id
    if inbox.replace_waiting(session, conversation_id, amended, message.text):
        inbox.mark_answered(session, conversation_id, message.message_id)
        return True
    asked = None if is_held else message_for_edit(session, conversation_id, amended, message.text)
    row = inbox.find(session, conversation_id, message.message_id)
    if asked is None or row is None:
        return False
    row.text = asked
    return True
