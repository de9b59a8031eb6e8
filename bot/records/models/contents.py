"""Edited contents: published versions, drafts, evaluations of drafts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime


class ContentVersion(Base):
    """A published version of a document; the newest is in force."""

    __tablename__ = "content_versions"
    # Of two versions published at the same moment, one is refused.
    __table_args__ = (UniqueConstraint("document", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(String(120), comment="campaign | scenarios | faq/TOPIC/ASPECT")
    number: Mapped[int] = mapped_column(comment="1, 2, 3, … within the document")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, comment="by path: [value in the file, override]")
    recruiter_id: Mapped[str | None] = mapped_column(
        ForeignKey("recruiters.id", ondelete="SET NULL"), comment="the author; null: erased since"
    )
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class ContentDraft(Base):
    """An editor's unpublished draft of a document."""

    __tablename__ = "content_drafts"

    document: Mapped[str] = mapped_column(String(120), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column("content", JSON, comment="every value by path, as typed")
    base: Mapped[int] = mapped_column(comment="number of the version it started from; 0: the file")
    questions: Mapped[list[str]] = mapped_column(JSON, default=list, comment="the editor's own, for the evaluation")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class ContentMeasure(Base):
    """The evaluation of a draft by another process, one at a time, or its result."""

    __tablename__ = "content_measures"

    document: Mapped[str] = mapped_column(String(120), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    running: Mapped[int | None] = mapped_column(
        unique=True, comment="1 while running, null once ended; unique: one at a time"
    )
    values: Mapped[dict[str, Any]] = mapped_column("content", JSON, comment="the draft evaluated")
    done: Mapped[int] = mapped_column(default=0, comment="questions answered so far")
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="measurements before and after"
    )
    trouble: Mapped[str | None] = mapped_column(String(20), comment="failed | too_long | stopped")
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    alive_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, comment="last heartbeat")
