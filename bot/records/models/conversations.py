"""Conversations: state, events, inbound messages, reminders."""

import base64
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, partial_index
from bot.records.store.encrypted_types import DeterministicText, EncryptedJson, EncryptedText


def new_conversation_id() -> str:
    """A random identifier: 120 bits as 24 lower-case letters and digits.

    Short, as it is repeated in some two hundred rows and indexes per conversation.
    """
    return base64.b32encode(secrets.token_bytes(15)).decode().lower()


def new_revision() -> int:
    """A random number, unique among the states of a conversation."""
    return secrets.randbits(63)


class Conversation(Base):
    """One user's conversation, across channels."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(80), primary_key=True, comment="sender id in Rasa")
    channel: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_message_at: Mapped[datetime] = mapped_column(default=clock.now)
    consented: Mapped[bool] = mapped_column(default=False, comment="without it, the user's text is not stored")
    state: Mapped[dict[str, Any] | None] = mapped_column(
        EncryptedJson, comment="slots and active form after the last turn; null before the first"
    )
    revision: Mapped[int] = mapped_column(
        BigInteger, default=new_revision, comment="changes with each state, for optimistic locking"
    )

    @property
    def slots(self) -> dict[str, Any]:
        """The slots of the state; empty before the first turn."""
        return (self.state or {}).get("slots") or {}


class ConversationEvent(Base):
    """A message, ordered by id within its conversation (`bot.records.conversations.event_rows`)."""

    __tablename__ = "conversation_events"
    # Ids are never reused, even after an erasure: clients ask for events after one.
    __table_args__ = (
        Index("ix_events_conversation", "conversation_id", "id"),
        partial_index("ix_events_message", "conversation_id", "message_id", where="message_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    type_name: Mapped[str] = mapped_column(String(10), comment="user | bot")
    timestamp: Mapped[float]
    message_id: Mapped[str | None] = mapped_column(String(80), comment="on user messages: id of the inbound message")
    mark: Mapped[str | None] = mapped_column(String(10), comment="outside Rasa: aside | held | person | reminder")
    data: Mapped[dict[str, Any]] = mapped_column(
        EncryptedJson, comment="user: text, intent, actions; bot: text, buttons (titles)"
    )


class InboundMessage(Base):
    """A received message, kept so that one sent twice is answered once."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        Index("ix_inbound_received", "conversation_id", "received_at"),
        partial_index("ix_inbound_waiting", "conversation_id", "joined_to", where="answered_at IS NULL"),
        partial_index("ix_inbound_to_hand_over", "channel", "id", where="answered_at IS NULL AND text IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    message_id: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(comment="the reply is in the conversation")
    receipt: Mapped[str | None] = mapped_column(
        EncryptedText,
        comment="reply of an erasure by this message, in case the turn is interrupted; deleted once answered",
    )
    text: Mapped[str | None] = mapped_column(EncryptedText, comment="for Rasa; deleted once answered")
    joined_to: Mapped[str | None] = mapped_column(String(80), comment="id of the earlier message it is answered with")
    channel: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(DeterministicText, comment="of the reply; deleted once answered")
    seen: Mapped[int | None] = mapped_column(Integer, comment="id of the last event when it arrived")
    begun: Mapped[int] = mapped_column(
        Integer, default=0, server_default="0",
        comment="attempts by processes that died",
    )  # fmt: skip


class Reminder(Base):
    """One message that a candidate opted in to receive if the registration stays unfinished."""

    __tablename__ = "reminders"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(comment="null once sent")
    sent_at: Mapped[datetime | None]
