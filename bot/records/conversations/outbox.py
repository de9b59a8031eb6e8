"""Transactional outbox: messages to deliver, in order per conversation, retried until sent or abandoned."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.channel_info import CHANNELS
from bot.content.sentences import sentence
from bot.records.conversations.addresses import WEB, person_key
from bot.records.conversations.event_rows import USER_MESSAGE
from bot.records.models import Address, ConversationEvent, InboundMessage, OutboundMessage
from bot.records.store.sql_helpers import affected_rows

MAX_ERROR_LENGTH = 200
RETENTION_DAYS = 30
MAX_RETRY_DELAY = timedelta(days=1)
SINGLE_MESSAGE_CHANNELS = frozenset(name for name, info in CHANNELS.items() if info.is_one_message)
COALESCE_DELAY = timedelta(seconds=30)  # a reply comes sooner unless Rasa is unavailable
_DELIVERY_MARGIN = timedelta(seconds=5)


def post(
    session: Session,
    conversation_id: str,
    channel: str,
    address: str,
    parts: Sequence[dict[str, Any]],
    *,
    wait: timedelta | None = None,
) -> None:
    """Add messages to deliver.

    Args:
        parts: `{"text", "buttons": [titles]}`, in order; those without text are left out.
        wait: on channels where a reply is a single message, how long these wait to be sent with the next one.
    """
    next_try_at = None if wait is None or channel not in SINGLE_MESSAGE_CHANNELS else clock.now() + wait
    if channel in SINGLE_MESSAGE_CHANNELS:
        parts = [_join([*_take_coalescable(session, conversation_id, channel, address), *parts])]
    for part in parts:
        if part.get("text"):
            session.add(
                OutboundMessage(
                    conversation_id=conversation_id, channel=channel, address=address,
                    text=part["text"], buttons=list(part.get("buttons") or []), next_try_at=next_try_at,
                )
            )  # fmt: skip
            session.flush()


def post_coalesced(session: Session, conversation_id: str, channel: str, address: str, text: str) -> None:
    """Add a message to be sent together with the coming reply, where a reply is a single message.

    There it is sent on its own after `COALESCE_DELAY`, and not added twice.
    """
    if channel in SINGLE_MESSAGE_CHANNELS:
        waits = _unsent(channel).where(OutboundMessage.conversation_id == conversation_id)
        if any(text in (row.text or "").split("\n\n") for row in session.scalars(waits)):
            return
    post(session, conversation_id, channel, address, [{"text": text}], wait=COALESCE_DELAY)


def _take_coalescable(session: Session, conversation_id: str, channel: str, address: str) -> list[dict[str, Any]]:
    """Remove and return the parts that wait to be sent with the next message."""
    parts = []
    # Another process may have started to deliver those almost due.
    waits = _unsent(channel).where(OutboundMessage.conversation_id == conversation_id, OutboundMessage.tries == 0)
    for row in session.scalars(waits.where(OutboundMessage.next_try_at > clock.now() + _DELIVERY_MARGIN)):
        if person_key(row.address or "") == person_key(address):
            parts.append({"text": row.text, "buttons": row.buttons})
            session.delete(row)
    return parts


def _unsent(channel: str) -> "Select[OutboundMessage]":
    return select(OutboundMessage).where(
        OutboundMessage.channel == channel, OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None)
    )


def _join(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Join parts into one; choices that are not in the last part are spelled out, as a number picks from the last list."""
    filled = [part for part in parts if part.get("text") or part.get("buttons")]
    texts, buttons = [], []
    for number, part in enumerate(filled, start=1):
        texts.append(part.get("text") or "")
        buttons = list(part.get("buttons") or [])
        if buttons and number < len(filled):
            texts.append(written_choices(buttons))
    return {"text": "\n\n".join(filter(None, texts)), "buttons": buttons}


def written_choices(titles: Sequence[str]) -> str:
    """Choices as a sentence, for channels without buttons."""
    return sentence("outbox.written_choices", choices=", ".join(f"« {title} »" for title in titles))


def notify_elsewhere(session: Session, others: Sequence[Address], conversation_id: str, sentence: str) -> None:
    """Tell users on their other channels that something changed; the website cannot be notified."""
    for other in others:
        if other.channel != WEB:
            post(session, conversation_id, other.channel, other.place, [{"text": sentence}])


def due(session: Session, channel: str, now: datetime) -> list[OutboundMessage]:
    """The oldest unsent message of each person, unless it waits for a retry.

    By person, not by address: thread and e-mail subject differ from message to message. A retry more than a day ahead is
    ignored: the clock was wrong then.
    """
    late = now + MAX_RETRY_DELAY
    unsent = session.scalars(_unsent(channel).order_by(OutboundMessage.id))
    first: dict[tuple[str, str], OutboundMessage] = {}
    for row in unsent:
        first.setdefault((row.conversation_id, person_key(row.address or "")), row)
    return [row for row in first.values() if row.next_try_at is None or not now < row.next_try_at <= late]


def _erase_text(row: OutboundMessage) -> None:
    row.text, row.buttons, row.address, row.next_try_at = None, [], None, None


def mark_sent(session: Session, outbound_id: int) -> None:
    """Mark a message as delivered and delete its text and address."""
    row = session.get(OutboundMessage, outbound_id)
    if row is not None and row.sent_at is None and row.abandoned_at is None:
        row.sent_at, row.tries = clock.now(), row.tries + 1
        row.error = None
        _erase_text(row)


def mark_failed(session: Session, outbound_id: int, error: str, retry_at: datetime | None) -> None:
    """Record a failed delivery, without text of the user in the error. It is abandoned if `retry_at` is None."""
    row = session.get(OutboundMessage, outbound_id)
    if row is None or row.abandoned_at is not None:
        return
    row.tries, row.error, row.next_try_at = row.tries + 1, error[:MAX_ERROR_LENGTH], retry_at
    if retry_at is None:
        row.abandoned_at = clock.now()
        _erase_text(row)


def find(session: Session, channel: str, outbound_id: int | None) -> OutboundMessage | None:
    """A message of a channel, delivered or not."""
    row = None if outbound_id is None else session.get(OutboundMessage, outbound_id)
    return row if row is not None and row.channel == channel else None


def mark_bounced(row: OutboundMessage, error: str) -> None:
    """Abandon a message that the network accepted and could not deliver."""
    if row.abandoned_at is None:
        row.sent_at, row.abandoned_at, row.error = None, clock.now(), error[:MAX_ERROR_LENGTH]
        _erase_text(row)


def purge_expired(session: Session) -> int:
    """Delete messages delivered or abandoned `RETENTION_DAYS` ago; returns how many."""
    before = clock.now() - timedelta(days=RETENTION_DAYS)
    is_done = or_(OutboundMessage.sent_at < before, OutboundMessage.abandoned_at < before)
    return affected_rows(session, delete(OutboundMessage).where(is_done))


def is_current_offer(session: Session, conversation_id: str, outbound_id: int) -> bool:
    """Whether a delivered message belongs to the latest reply of its conversation, so that its choices still count.

    Messages answered only by a notice (a photo, an edit) do not count: the question is still pending.
    """
    offered = session.get(OutboundMessage, outbound_id)
    if offered is None or offered.conversation_id != conversation_id:
        return False
    is_waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation_id,
        InboundMessage.answered_at.is_(None),
        InboundMessage.text.is_not(None),
    )
    if session.scalar(is_waiting.limit(1)) is not None:
        return False
    answered_at = session.scalar(
        select(InboundMessage.answered_at)
        .join(
            ConversationEvent,
            (ConversationEvent.conversation_id == InboundMessage.conversation_id)
            & (ConversationEvent.message_id == InboundMessage.message_id),
        )
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == USER_MESSAGE)
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    )
    return answered_at is None or offered.created_at >= answered_at
