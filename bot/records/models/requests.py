"""Requests to speak with a person."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime
from bot.records.store.encrypted_types import EncryptedJson, EncryptedText


class HumanRequest(Base):
    """Somebody asked to speak with a person."""

    __tablename__ = "human_requests"
    __table_args__ = (
        Index("ix_requests_waiting", "handled_at", "created_at"),
        Index("ix_requests_answered", "answered_for", "answered_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40), comment="asked | not_understood | objection")
    topic: Mapped[str | None] = mapped_column(EncryptedText, comment="what it is about, in the person's words")
    topic_masks: Mapped[list[dict[str, Any]] | None] = mapped_column(
        EncryptedJson, comment="what of the topic is not shown"
    )
    topic_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="asked once, and not again")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    assigned_to: Mapped[str | None] = mapped_column(
        String(32), comment="id of the recruiter whose it is to answer; null: anybody's"
    )
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when a person first wrote, or closed it")
    answered_for: Mapped[str | None] = mapped_column(
        String(32), comment="id of the structure of who did; null: at none"
    )
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="since when a person holds the conversation")
    taken_by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter")
    written_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when they last wrote")
    silence_told_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when the person was told that nobody writes"
    )
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_awaited_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="since when what the person writes goes to the team, though nobody holds the conversation"
    )
    reopened_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when the person's reply to the team opened it again"
    )
    called_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when the person called it off")
    mail_agreed_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when the person agreed to an e-mail that says that they were answered"
    )
    mail_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="of an e-mail not sent yet: when to try")
    mail_tries: Mapped[int | None] = mapped_column(comment="of the latest e-mail")
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when the latest e-mail was sent")
