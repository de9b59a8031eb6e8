"""What recruiters did with a file: who opened it, what a structure decided, wrote and set aside."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime
from bot.records.store.encrypted_types import EncryptedText


class Status(StrEnum):
    """What became of a file at a structure, decided by a person; a file without a row is new."""

    NEW = "new"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    HIRED = "hired"
    DONE = "done"


class FileRead(Base):
    """Somebody read of a file: at which structure, first and last.

    Unread is what changed since it was opened, or never was: who reads answers without knowing whose they are, or takes a
    list along, has opened nobody's file, and no dot that goes tells whose answers they were.
    """

    __tablename__ = "file_reads"

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, comment="id of the structure; empty: of who administers, at none"
    )
    first_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="the file itself, last; null: never")


class Standing(Base):
    """The status of a candidate at a structure, as it is now."""

    __tablename__ = "standings"
    __table_args__ = (Index("ix_standings_status", "structure_id", "status", "candidate_id"),)

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), comment="new | interested | not_interested | hired | done")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter; null: erased since")
    told: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the bot says it to the candidate who asks where they stand"
    )


class StatusChange(Base):
    """A change of a status: its history."""

    __tablename__ = "status_changes"
    __table_args__ = (Index("ix_status_changes_of", "candidate_id", "structure_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter; null: erased since")
    told: Mapped[bool] = mapped_column(default=False, server_default=false())


class PrivateNote(Base):
    """What a recruiter wrote about a candidate for colleagues of the structure; the candidate may ask to read it."""

    __tablename__ = "private_notes"
    __table_args__ = (Index("ix_private_notes_of", "candidate_id", "structure_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    recruiter_id: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Shortlisted(Base):
    """A candidate whom a recruiter set aside to come back to: their own list at a structure, in no order."""

    __tablename__ = "shortlisted"
    __table_args__ = (Index("ix_shortlisted_by", "recruiter_id", "structure_id", "candidate_id"),)

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    named_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when the recruiter had the name shown in this list; null: not yet"
    )
