"""Conversations: what was said, what waits for an answer."""

import base64
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, partial_index
from bot.records.store.encrypted_types import DeterministicText, EncryptedJson, EncryptedText


def new_conversation_id() -> str:
    """Returns a random identifier that says nothing of the person: 120 bits as 24 small letters and digits.

    It stands in each row and index of what a person says, some two hundred times; so it is short.
    """
    return base64.b32encode(secrets.token_bytes(15)).decode().lower()


def new_revision() -> int:
    """Returns a number that no other state of a conversation has."""
    return secrets.randbits(63)


class Conversation(Base):
    """One person's conversation, on whatever channels they come by."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(80), primary_key=True, comment="sender id in Rasa")
    channel: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    last_message_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    consented: Mapped[bool] = mapped_column(default=False, comment="before this, no words of the person are stored")
    state: Mapped[dict[str, Any] | None] = mapped_column(
        EncryptedJson, comment="slots and open form after the last turn; null until Rasa took a message"
    )
    revision: Mapped[int] = mapped_column(
        BigInteger, default=new_revision, comment="another with each state: who read an older one stores nothing"
    )


class ConversationEvent(Base):
    """Something that was said, in order of id within a conversation (`bot.records.conversations.event_rows`)."""

    __tablename__ = "conversation_events"
    # Ids are never used again, even after an erasure: clients ask for what came after one.
    __table_args__ = (
        Index("ix_events_conversation", "conversation_id", "id"),
        partial_index("ix_events_message", "conversation_id", "message_id", where="message_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    type_name: Mapped[str] = mapped_column(String(10), comment="user | bot")
    timestamp: Mapped[float]
    message_id: Mapped[str | None] = mapped_column(String(80), comment="on user messages: the inbound message's id")
    mark: Mapped[str | None] = mapped_column(
        String(10), comment="said without Rasa, which never reads it: aside | held | person | reminder"
    )
    data: Mapped[dict[str, Any]] = mapped_column(
        EncryptedJson, comment="text, intent, actions of a person's turn; text, buttons (titles) of the bot"
    )
    undo: Mapped[dict[str, Any] | None] = mapped_column(
        EncryptedJson,
        comment="on user messages: what the turn changed of slots and open form, as it was before; null: there was nothing",
    )


class InboundMessage(Base):
    """A message as a channel received it, so that one sent twice is answered once."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        Index("ix_inbound_received", "conversation_id", "received_at"),
        # What waits is little, however much was answered.
        partial_index("ix_inbound_waiting", "conversation_id", "joined_to", where="answered_at IS NULL"),
        partial_index("ix_inbound_to_hand_over", "channel", "id", where="answered_at IS NULL AND text IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    message_id: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="the answer is what the conversation holds"
    )
    receipt: Mapped[str | None] = mapped_column(
        EncryptedText,
        comment="of an erasure by this message: its answer, should the turn be cut short; gone once answered",
    )
    text: Mapped[str | None] = mapped_column(EncryptedText, comment="what to hand over; gone once answered")
    joined_to: Mapped[str | None] = mapped_column(
        String(80), comment="id of the earlier message with which it is one answer"
    )
    channel: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(DeterministicText, comment="where the answer goes; gone once answered")
    seen: Mapped[int | None] = mapped_column(
        Integer, comment="id of what was said last in the conversation when it arrived"
    )
    begun: Mapped[int] = mapped_column(
        Integer, default=0, server_default="0",
        comment="how often Rasa was handed it by a process of which no word came again",
    )  # fmt: skip


class Reminder(Base):
    """One message that a person agreed to receive if they leave their registration unfinished."""

    __tablename__ = "reminders"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="null once sent")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
