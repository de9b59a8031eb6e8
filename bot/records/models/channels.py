"""Where people are reached, what is delivered there, and the codes and links that lead back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, partial_index
from bot.records.store.encrypted_types import DeterministicText, EncryptedJson, EncryptedText


class Address(Base):
    """Who is reached on a channel: a Telegram chat, a hash of a Matrix user or a website session; and whose conversation it is."""

    __tablename__ = "addresses"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(DeterministicText, primary_key=True)
    place: Mapped[str] = mapped_column(
        DeterministicText, comment="the address with where they were last met behind it, if that differs"
    )
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class OutboundMessage(Base):
    """Something to deliver on a channel. Its words and its address are gone once it is sent."""

    __tablename__ = "outbound_messages"
    # Ids are never used again: Matrix deliveries are made once by them.
    __table_args__ = (
        partial_index("ix_outbound_to_deliver", "channel", "id", where="sent_at IS NULL AND abandoned_at IS NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(DeterministicText)
    text: Mapped[str | None] = mapped_column(EncryptedText)
    buttons: Mapped[list[str]] = mapped_column(
        EncryptedJson, default=list, comment="titles of the choices offered with it"
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    abandoned_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="it can never be delivered")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(200), comment="of the last try, without words of the person")


class ChannelState(Base):
    """What a channel must remember across restarts: where its next fetch starts, its device."""

    __tablename__ = "channel_states"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(EncryptedJson(none_as_null=False))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)


class ResumeCode(Base):
    """A code that continues a conversation elsewhere, once; only its hash is kept.

    A conversation has one that was told in it and one that was mailed at most.
    """

    __tablename__ = "resume_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mailed: Mapped[bool] = mapped_column(
        default=False, comment="it is in an e-mail: who gives it reads what is sent to the file's address"
    )


class ResumeTry(Base):
    """A code that was no good or a link that was asked for, from an address, of which a hash is kept for a day."""

    __tablename__ = "resume_tries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class LinkMail(Base):
    """Somebody asked for a link back to their files by e-mail; the row is of the newest file with that address."""

    __tablename__ = "link_mails"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, comment="null once sent or given up")
    tries: Mapped[int] = mapped_column(default=0)
