"""What editors write on the pages: versions that are said to candidates, and drafts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime


class ContentVersion(Base):
    """A document as an editor kept it; the newest of each is said to candidates."""

    __tablename__ = "content_versions"
    # Of two who keep a version at the same moment, one is told.
    __table_args__ = (UniqueConstraint("document", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(String(120), comment="campaign | scenarios | faq/TOPIC/ASPECT")
    number: Mapped[int] = mapped_column(comment="1, 2, 3 of its document")
    changes: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="by place: [what the file says, what is said instead]"
    )
    recruiter_id: Mapped[str | None] = mapped_column(
        ForeignKey("recruiters.id", ondelete="SET NULL"), comment="its author; null: erased since"
    )
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class ContentDraft(Base):
    """What an editor has written of a document and not kept yet."""

    __tablename__ = "content_drafts"

    document: Mapped[str] = mapped_column(String(120), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column("content", JSON, comment="every value by place, as typed")
    base: Mapped[int] = mapped_column(comment="number of the version that it was begun from; 0: the file")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
