"""Ratings: a recruiter's level for one answer, with a quote as proof. The bot never writes here."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.base import clock
from bot.records.models.base import Base, new_id
from bot.records.store.encrypted_types import EncryptedJson, EncryptedText


class RatingState(StrEnum):
    """Whether a rating is still being written."""

    DRAFT = "draft"
    FINAL = "final"


class AnswerRead(Base):
    """A recruiter's progress in reviewing a scenario: this answer was read."""

    __tablename__ = "answer_reads"

    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, comment="id of the structure; empty: an administrator acting for none"
    )
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Rating(Base):
    """One recruiter's rating of an answer, at a structure."""

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("note_id", "structure_id", "recruiter_id"),
        Index("ix_ratings_structure", "structure_id", "question_id"),
        Index("ix_ratings_candidate", "candidate_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    recruiter_id: Mapped[str | None] = mapped_column(
        ForeignKey("recruiters.id", ondelete="SET NULL"), comment="null: erased since"
    )
    trait: Mapped[str] = mapped_column(String(20))
    question_id: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default=RatingState.DRAFT, comment="draft | final")
    level: Mapped[int | None] = mapped_column(
        EncryptedJson, comment="1 to 5; encrypted, so that no query can sort or filter candidates by it"
    )
    anchor: Mapped[str | None] = mapped_column(EncryptedText, comment="wording of this level of the scale at the time")
    quote: Mapped[str | None] = mapped_column(EncryptedText, comment="exact words of the answer as displayed")
    quote_part: Mapped[str | None] = mapped_column(String(10), comment="answer | followup")
    quote_start: Mapped[int | None] = mapped_column(comment="in the text as displayed")
    quote_end: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(EncryptedText)
    rubric_version: Mapped[str] = mapped_column(String(20), comment="of the scale")
    answer_hash: Mapped[str] = mapped_column(EncryptedText, comment="SHA-256 of the answer that was rated")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    final_at: Mapped[datetime | None]

    earlier: Mapped[list["RatingVersion"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RatingVersion.id"
    )

    @property
    def is_final(self) -> bool:
        """Whether its author finalised it."""
        return self.state == RatingState.FINAL

    @property
    def last_final(self) -> "Rating | RatingVersion | None":
        """The final rating, or the last one while it is being corrected. None before the first."""
        return self if self.is_final else self.earlier[-1] if self.earlier else None


class RatingVersion(Base):
    """A final rating before a correction."""

    __tablename__ = "rating_versions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    rating_id: Mapped[str] = mapped_column(ForeignKey("ratings.id", ondelete="CASCADE"), index=True)
    level: Mapped[int] = mapped_column(EncryptedJson)
    anchor: Mapped[str] = mapped_column(EncryptedText)
    quote: Mapped[str | None] = mapped_column(EncryptedText, comment="null: withdrawn by the candidate since")
    comment: Mapped[str | None] = mapped_column(EncryptedText)
    reason: Mapped[str | None] = mapped_column(
        EncryptedText, comment="reason of the correction; null: not asked for at the time"
    )
    rubric_version: Mapped[str] = mapped_column(String(20))
    answer_hash: Mapped[str] = mapped_column(EncryptedText)
    final_at: Mapped[datetime]
    replaced_at: Mapped[datetime] = mapped_column(default=clock.now)


class RatingConclusion(Base):
    """A text that two raters of an answer wrote together, without a level. The newest applies."""

    __tablename__ = "rating_conclusions"
    __table_args__ = (Index("ix_rating_conclusions_of", "note_id", "structure_id", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    recruiter_id: Mapped[str | None] = mapped_column(
        ForeignKey("recruiters.id", ondelete="SET NULL"), comment="null: erased since"
    )
    text: Mapped[str] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(default=clock.now)
