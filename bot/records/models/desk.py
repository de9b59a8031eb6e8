"""What recruiters do with a dossier: accesses, statuses, notes, shortlists, saved filters."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, new_id
from bot.records.store.encrypted_types import EncryptedJson, EncryptedText

NO_STRUCTURE = ""
"""Stands in a `structure_id` that cannot be null: the recruiter is an administrator acting for no structure."""


class Status(StrEnum):
    """Application status of a candidate at a structure. A candidate without a `Standing` is `NEW`."""

    NEW = "new"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    HIRED = "hired"
    DONE = "done"


class FileRead(Base):
    """A recruiter's accesses to a dossier at a structure.

    `opened_at` alone clears the unread mark. Blind reviews must not clear it: the mark that disappears from the list
    would tell whose answer was just read. Exported lists do not clear it, as no dossier was opened.
    """

    __tablename__ = "file_reads"

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, comment="id of the structure; empty: an administrator acting for none"
    )
    first_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_at: Mapped[datetime | None] = mapped_column(comment="last time with the identity shown; null: never")


class Standing(Base):
    """The current application status of a candidate at a structure."""

    __tablename__ = "standings"
    __table_args__ = (Index("ix_standings_status", "structure_id", "status", "candidate_id"),)  # filters the list

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), comment=" | ".join(Status))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter; null: erased since")
    told: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="shared with the candidate on request"
    )


class StatusChange(Base):
    """History of application statuses."""

    __tablename__ = "status_changes"
    __table_args__ = (Index("ix_status_changes_of", "candidate_id", "structure_id", "id"),)  # in order, for a dossier

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter; null: erased since")
    told: Mapped[bool] = mapped_column(default=False, server_default=false())


class PrivateNote(Base):
    """A recruiter's note about a candidate for colleagues of the structure. The candidate may ask to read it."""

    __tablename__ = "private_notes"
    __table_args__ = (Index("ix_private_notes_of", "candidate_id", "structure_id", "id"),)  # in order, for a dossier

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    recruiter_id: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Shortlisted(Base):
    """A candidate on a recruiter's shortlist at a structure, unordered."""

    __tablename__ = "shortlisted"
    __table_args__ = (Index("ix_shortlisted_by", "recruiter_id", "structure_id", "candidate_id"),)  # one shortlist

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    named_at: Mapped[datetime | None] = mapped_column(
        comment="when the recruiter revealed the name in the shortlist; null: not yet"
    )


class SavedFilter(Base):
    """A named filter of the list, of a recruiter at a structure."""

    __tablename__ = "saved_filters"
    __table_args__ = (Index("ix_saved_filters_of", "recruiter_id", "structure_id"),)  # the filters of one recruiter

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(
        String(32), comment="id of the structure; empty: an administrator acting for none"
    )
    name: Mapped[str] = mapped_column(EncryptedText)
    content: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, comment="search words and chosen values")
    at: Mapped[datetime] = mapped_column(default=clock.now)
