"""Handoffs: requests to speak with a team member."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base
from bot.records.store.encrypted_types import EncryptedJson, EncryptedText


class HumanRequest(Base):
    """A handoff from the bot to the team."""

    __tablename__ = "human_requests"
    __table_args__ = (
        Index("ix_requests_waiting", "handled_at", "created_at"),
        Index("ix_requests_answered", "answered_for", "answered_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40), comment="asked | not_understood | objection")
    topic: Mapped[str | None] = mapped_column(EncryptedText, comment="subject, in the candidate's words")
    topic_masks: Mapped[list[dict[str, Any]] | None] = mapped_column(
        EncryptedJson, comment="masked spans of the subject"
    )
    topic_asked_at: Mapped[datetime | None] = mapped_column(comment="when the subject was asked for, once")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    assigned_to: Mapped[str | None] = mapped_column(
        String(32), comment="id of the assigned recruiter; null: unassigned"
    )
    answered_at: Mapped[datetime | None] = mapped_column(comment="first message of the team, or closing")
    answered_for: Mapped[str | None] = mapped_column(
        String(32), comment="id of the structure that answered; null: none"
    )
    taken_at: Mapped[datetime | None] = mapped_column(comment="start of the takeover")
    taken_by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter")
    written_at: Mapped[datetime | None] = mapped_column(comment="last message of the team")
    silence_told_at: Mapped[datetime | None] = mapped_column(
        comment="when the candidate was told that the team is silent"
    )
    handled_at: Mapped[datetime | None]
    reply_awaited_at: Mapped[datetime | None] = mapped_column(
        comment="since when replies go to the team after the takeover"
    )
    reopened_at: Mapped[datetime | None] = mapped_column(comment="when a reply of the candidate reopened it")
    called_off_at: Mapped[datetime | None] = mapped_column(comment="when the candidate called it off")
    mail_agreed_at: Mapped[datetime | None] = mapped_column(comment="opt-in to an e-mail about the reply")
    mail_due_at: Mapped[datetime | None] = mapped_column(comment="next attempt of an unsent e-mail")
    mail_tries: Mapped[int | None] = mapped_column(comment="of the latest e-mail")
    mailed_at: Mapped[datetime | None] = mapped_column(comment="when the latest e-mail was sent")
