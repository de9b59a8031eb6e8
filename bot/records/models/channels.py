"""Channel addresses, outgoing messages, resume codes and links."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, partial_index
from bot.records.store.encrypted_types import DeterministicText, EncryptedJson, EncryptedText


class Address(Base):
    """A channel address (Telegram chat, hash of a Matrix user, website session, …) and its conversation."""

    __tablename__ = "addresses"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(DeterministicText, primary_key=True)
    place: Mapped[str] = mapped_column(DeterministicText, comment="the address with its last room or thread, if any")
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    last_used_at: Mapped[datetime] = mapped_column(default=clock.now)


class OutboundMessage(Base):
    """A message to deliver; text and address are deleted once it is sent."""

    __tablename__ = "outbound_messages"
    # Ids are never reused: they make Matrix deliveries idempotent.
    __table_args__ = (
        partial_index("ix_outbound_to_deliver", "channel", "id", where="sent_at IS NULL AND abandoned_at IS NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(DeterministicText)
    text: Mapped[str | None] = mapped_column(EncryptedText)
    buttons: Mapped[list[str]] = mapped_column(EncryptedJson, default=list, comment="titles of its choices")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    abandoned_at: Mapped[datetime | None] = mapped_column(comment="undeliverable")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(200), comment="of the last attempt, without text of the user")


class ChannelState(Base):
    """What a channel remembers across restarts, such as its position or device."""

    __tablename__ = "channel_states"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(EncryptedJson(none_as_null=False))
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class ResumeCode(Base):
    """A single-use code to resume a conversation elsewhere, stored as a hash.

    A conversation has at most one shown in it and one sent by e-mail.
    """

    __tablename__ = "resume_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    mailed: Mapped[bool] = mapped_column(default=False, comment="sent by e-mail: redeeming it verifies the address")


class ResumeTry(Base):
    """A wrong code or a link request, by hash of the address, kept for a day."""

    __tablename__ = "resume_tries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(default=clock.now)


class LinkMail(Base):
    """A requested e-mail with resume links, by the newest dossier of its address."""

    __tablename__ = "link_mails"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(index=True, comment="null once sent or given up")
    tries: Mapped[int] = mapped_column(default=0)
