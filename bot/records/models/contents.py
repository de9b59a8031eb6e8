"""Edited contents: published versions and drafts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base


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
    at: Mapped[datetime] = mapped_column(default=clock.now)


class ContentDraft(Base):
    """An editor's unpublished draft of a document."""

    __tablename__ = "content_drafts"

    document: Mapped[str] = mapped_column(String(120), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column("content", JSON, comment="every value by path, as typed")
    base: Mapped[int] = mapped_column(comment="number of the version it started from; 0: the file")
    at: Mapped[datetime] = mapped_column(default=clock.now)
