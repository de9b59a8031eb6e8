"""What is to be delivered: in order within a conversation, tried again until it is sent or can never be."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.channel_info import CHANNELS
from bot.records.conversations.addresses import WEB, person_key
from bot.records.models import Address, OutboundMessage
from bot.records.store.sql_helpers import affected_rows

MAX_ERROR_LENGTH = 200
RETENTION_DAYS = 30
MAX_RETRY_DELAY = timedelta(days=1)
SINGLE_MESSAGE_CHANNELS = frozenset(name for name, known in CHANNELS.items() if known.is_one_message)
COALESCE_DELAY = timedelta(seconds=30)  # an answer is there sooner, unless Rasa is away
_LAST_MOMENTS = timedelta(seconds=5)


def post(
    session: Session,
    conversation_id: str,
    channel: str,
    address: str,
    parts: Sequence[dict[str, Any]],
    *,
    wait: timedelta | None = None,
) -> None:
    """Adds messages to deliver.

    Args:
        session: an open session.
        conversation_id: the conversation they belong to.
        channel: name of the channel.
        address: where on the channel.
        parts: `{"text", "buttons": [titles]}`, in order; those without text are left out.
        wait: for how long they wait to be taken along by what is said next, where an answer is one message.
    """
    next_try_at = None if wait is None or channel not in SINGLE_MESSAGE_CHANNELS else clock.now() + wait
    if channel in SINGLE_MESSAGE_CHANNELS:
        parts = [_joined([*_taken_along(session, conversation_id, channel, address), *parts])]
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
    """Adds what is said beside an answer that is still to come: one message with it, where an answer is one.

    There it waits for the answer, or whatever is said next, for a while; then it goes alone. What waits there already is not
    said again.
    """
    if channel in SINGLE_MESSAGE_CHANNELS:
        waits = _unsent(channel).where(OutboundMessage.conversation_id == conversation_id)
        if any(text in (row.text or "").split("\n\n") for row in session.scalars(waits)):
            return
    post(session, conversation_id, channel, address, [{"text": text}], wait=COALESCE_DELAY)


def _taken_along(session: Session, conversation_id: str, channel: str, address: str) -> list[dict[str, Any]]:
    """Returns what waits to be said with what comes next, which is no more to be said by itself."""
    found = []
    # Not in its last moments: its delivery may have begun elsewhere.
    waits = _unsent(channel).where(OutboundMessage.conversation_id == conversation_id, OutboundMessage.tries == 0)
    for row in session.scalars(waits.where(OutboundMessage.next_try_at > clock.now() + _LAST_MOMENTS)):
        if person_key(row.address or "") == person_key(address):
            found.append({"text": row.text, "buttons": row.buttons})
            session.delete(row)
    return found


def _unsent(channel: str) -> "Select[OutboundMessage]":
    return select(OutboundMessage).where(
        OutboundMessage.channel == channel, OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None)
    )


def _joined(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Returns parts as one. Choices that something stands behind are to be written: a number means one of the last list."""
    said = [part for part in parts if part.get("text") or part.get("buttons")]
    texts, buttons = [], []
    for number, part in enumerate(said, start=1):
        texts.append(part.get("text") or "")
        buttons = list(part.get("buttons") or [])
        if buttons and number < len(said):
            texts.append(written_choices(buttons))
    return {"text": "\n\n".join(filter(None, texts)), "buttons": buttons}


def written_choices(titles: Sequence[str]) -> str:
    """Returns how choices are told where they are words to write."""
    return f"Vous pouvez écrire : {', '.join(f'« {title} »' for title in titles)}."


def notify_elsewhere(session: Session, others: Sequence[Address], conversation_id: str, sentence: str) -> None:
    """Tells people where something of them changed elsewhere; the website has no way to.

    Args:
        session: an open session.
        others: where they are reached beside the place where it changed.
        conversation_id: theirs.
        sentence: what is said.
    """
    for other in others:
        if other.channel != WEB:
            post(session, conversation_id, other.channel, other.place, [{"text": sentence}])


def due(session: Session, channel: str, now: datetime) -> list[OutboundMessage]:
    """Returns what may be delivered now: the oldest unsent message of each person, unless it waits for a retry.

    A person, not an address: where they are met (a thread, the e-mail that is answered) differs from message to message.
    Nobody waits for a retry longer than a day: then the clock was ahead, and has been put right.
    """
    late = now + MAX_RETRY_DELAY
    unsent = session.scalars(_unsent(channel).order_by(OutboundMessage.id))
    first: dict[tuple[str, str], OutboundMessage] = {}
    for row in unsent:
        first.setdefault((row.conversation_id, person_key(row.address or "")), row)
    return [row for row in first.values() if row.next_try_at is None or not now < row.next_try_at <= late]


def _forget(row: OutboundMessage) -> None:
    row.text, row.buttons, row.address, row.next_try_at = None, [], None, None


def mark_sent(session: Session, outbound_id: int) -> None:
    """Marks a message as delivered and forgets its words and its address."""
    row = session.get(OutboundMessage, outbound_id)
    if row is not None and row.sent_at is None and row.abandoned_at is None:
        row.sent_at, row.tries = clock.now(), row.tries + 1
        row.error = None
        _forget(row)


def mark_failed(session: Session, outbound_id: int, error: str, retry_at: datetime | None) -> None:
    """Notes a delivery that failed.

    Args:
        session: an open session.
        outbound_id: the message.
        error: why, without words of the person.
        retry_at: when to try again; None when it can never be delivered.
    """
    row = session.get(OutboundMessage, outbound_id)
    if row is None or row.abandoned_at is not None:
        return
    row.tries, row.error, row.next_try_at = row.tries + 1, error[:MAX_ERROR_LENGTH], retry_at
    if retry_at is None:
        row.abandoned_at = clock.now()
        _forget(row)


def find(session: Session, channel: str, outbound_id: int | None) -> OutboundMessage | None:
    """Returns a message of a channel, delivered or not; None if there is none."""
    row = None if outbound_id is None else session.get(OutboundMessage, outbound_id)
    return row if row is not None and row.channel == channel else None


def mark_bounced(row: OutboundMessage, error: str) -> None:
    """Notes that the network took a message and could not hand it on: as if it had refused it at once.

    Args:
        row: the message, of an open session.
        error: why, without words of the person.
    """
    if row.abandoned_at is None:
        row.sent_at, row.abandoned_at, row.error = None, clock.now(), error[:MAX_ERROR_LENGTH]
        _forget(row)


def purge_expired(session: Session) -> int:
    """Deletes the rows of what was delivered, or given up, `RETENTION_DAYS` ago; returns how many."""
    before = clock.now() - timedelta(days=RETENTION_DAYS)
    is_over = or_(OutboundMessage.sent_at < before, OutboundMessage.abandoned_at < before)
    return affected_rows(session, delete(OutboundMessage).where(is_over))
