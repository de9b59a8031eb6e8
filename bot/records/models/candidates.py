"""Dossiers: registrations and motivation notes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from bot.base import clock, geography
from bot.base.text import fold_any_script
from bot.records.models.base import Base, new_id, partial_index
from bot.records.models.ratings import Rating, RatingConclusion
from bot.records.models.reach import CandidateReach, reach_of
from bot.records.store.encrypted_types import DeterministicText, EncryptedJson, EncryptedText

NO_TOWN = "~"


class Candidate(Base):
    """A person who consented to be registered."""

    __tablename__ = "candidates"
    __table_args__ = (
        Index("ix_candidates_created", "created_at", "id"),
        # Covers the counts of the list: rows are long because of their encrypted values.
        Index(
            "ix_candidates_counted",
            "id",
            "departement",
            "channel",
            "confirmed_at",
            "answers",
            "changed_at",
            "available_from",
            "x",
            "y",
            "z",
        ),
        Index("ix_candidates_town_order", "town_order", "id"),
        Index("ix_candidates_updated", "updated_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(String(80), unique=True)
    channel: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    notice_version: Mapped[str] = mapped_column(String(20), comment="version of the notice consented to")
    notice_hash: Mapped[str | None] = mapped_column(
        String(64), comment="SHA-256 of the text of the notice consented to"
    )
    consented_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_name: Mapped[str | None] = mapped_column(EncryptedText)
    first_name: Mapped[str | None] = mapped_column(EncryptedText)
    town: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    mobility: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    availability: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    departement: Mapped[str | None] = mapped_column(String(3), index=True, comment="INSEE code, from the town")
    region: Mapped[str | None] = mapped_column(String(3), index=True, comment="INSEE code, from the town")
    town_order: Mapped[str] = mapped_column(
        String(120).with_variant(String(120, collation="C"), "postgresql"), default=NO_TOWN,
        comment="sort key of the town, without accents; ~ (last): none",
    )  # fmt: skip
    x: Mapped[float | None] = mapped_column(comment="of the town, on the unit sphere")
    y: Mapped[float | None]
    z: Mapped[float | None]
    answers: Mapped[int] = mapped_column(default=0, comment="number of answered scenarios")
    # Newer than a recruiter's last access: the dossier is unread again.
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, comment="last change visible to recruiters")
    available_from: Mapped[date | None] = mapped_column(
        index=True, comment="from the availability; if immediate, the day it was given; null: unknown"
    )
    email: Mapped[str | None] = mapped_column(EncryptedText)
    email_key: Mapped[str | None] = mapped_column(
        DeterministicText, index=True, comment="lower-case e-mail address, for lookups"
    )
    email_proved_at: Mapped[datetime | None] = mapped_column(
        comment="when the address was verified by a link sent to it; null: unverified",
    )
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    declined: Mapped[list[str]] = mapped_column(JSON, default=list, comment="names of declined fields")
    remark: Mapped[str | None] = mapped_column(EncryptedText, comment="verbatim: the candidate's remark for recruiters")
    remark_masks: Mapped[list[dict[str, Any]]] = mapped_column(
        EncryptedJson, default=list, comment="masked spans: kind, start, end, part (answer)"
    )
    confirmed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]

    notes: Mapped[list["Note"]] = relationship(
        back_populates="candidate", cascade="all, delete-orphan", order_by="Note.asked_at"
    )

    reach: Mapped[list[CandidateReach]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @validates("town", "mobility")
    def _derive_location(self, name: str, value: dict[str, Any] | None) -> dict[str, Any] | None:
        town, mobility = (value, self.mobility) if name == "town" else (self.town, value)
        home = geography.communes().get((town or {}).get("insee", ""))
        self.departement, self.region = (home.departement, home.region) if home else (None, None)
        self.x, self.y, self.z = (home and home.point) or (None, None, None)
        self.town_order = fold_any_script(town["commune"]) if town else NO_TOWN
        self.reach = reach_of(town, mobility)
        return value

    @validates("availability")
    def _derive_available_from(self, _name: str, value: dict[str, Any] | None) -> dict[str, Any] | None:
        day = (value or {}).get("date")
        self.available_from = (
            date.fromisoformat(day) if day else clock.today() if (value or {}).get("immediate") else None
        )
        return value

    @validates("email")
    def _derive_email_key(self, _name: str, email: str | None) -> str | None:
        self.email_key = email.lower() if email else None
        return email

    @property
    def numbered_notes(self) -> list[tuple[int, "Note"]]:
        """The notes in the order asked, with the numbers shown to everyone, from 1."""
        return list(enumerate(self.notes, start=1))


class SearchWord(Base):
    """Search index of dossiers by name and town."""

    __tablename__ = "search_words"
    # Without a row id, the order of insertion does not link words.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(
        DeterministicText,
        primary_key=True,
        index=True,
        comment="prefix of a word of the name or town, without accents",
    )


def quote_key(row: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an evidence row that identifies a dispute."""
    return {"quote": row["quote"], "indicator": row.get("indicator")}


class Note(Base):
    """A motivation note: the answer to one scenario, verbatim."""

    __tablename__ = "notes"
    __table_args__ = (
        UniqueConstraint("candidate_id", "question_id"),
        # Covers the paging of reviews by scenario.
        partial_index(
            "ix_notes_answered", "question_id", "asked_at", "id", "candidate_id", "amended_at", "answered_at",
            where="answer IS NOT NULL",
        ),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str | None] = mapped_column(String(40))
    notice_version: Mapped[str] = mapped_column(String(20))
    notice_acknowledged_at: Mapped[datetime]
    trait: Mapped[str] = mapped_column(String(20))
    question_id: Mapped[str] = mapped_column(String(60))
    question_version: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(20), default="text")
    answer: Mapped[str | None] = mapped_column(EncryptedText, comment="verbatim; null when skipped or withdrawn")
    followup_question: Mapped[str | None] = mapped_column(Text)
    followup_answer: Mapped[str | None] = mapped_column(EncryptedText)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(
        EncryptedJson,
        default=list,
        comment="quotes: quote, start, end, part (answer|followup), indicator, polarity, rule",
    )
    contested: Mapped[list[dict[str, Any]]] = mapped_column(
        EncryptedJson, default=list, comment="quotes contested by their author: quote, indicator"
    )
    rubric_version: Mapped[str] = mapped_column(String(20))
    skipped: Mapped[bool] = mapped_column(default=False)
    skip_reason: Mapped[str | None] = mapped_column(String(60))
    masked: Mapped[bool] = mapped_column(default=False, comment="it has masked spans")
    masks: Mapped[list[dict[str, Any]]] = mapped_column(
        EncryptedJson, default=list, comment="masked spans: kind, start, end, part (answer|followup)"
    )
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    seconds: Mapped[int | None] = mapped_column(comment="time to answer")
    amended_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship(back_populates="notes")
    earlier: Mapped[list["NoteVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="NoteVersion.replaced_at"
    )
    comments: Mapped[list["NoteComment"]] = relationship(cascade="all, delete-orphan", order_by="NoteComment.id")
    ratings: Mapped[list[Rating]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Rating.created_at"
    )
    conclusions: Mapped[list[RatingConclusion]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RatingConclusion.id"
    )

    def is_contested(self, row: Mapping[str, Any]) -> bool:
        """Whether the author contests that a quote shows its indicator."""
        return quote_key(row) in (self.contested or [])

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to read, neither skipped nor withdrawn."""
        return self.answer is not None and self.withdrawn_at is None and not self.skipped

    @property
    def highlights(self) -> list[dict[str, Any]]:
        """The evidence shown to others: quotes that the author does not contest."""
        return [row for row in self.evidence if not self.is_contested(row)]

    @property
    def contested_count(self) -> int:
        """Number of contested quotes in the current answer."""
        return len(self.evidence) - len(self.highlights)


class NoteVersion(Base):
    """An earlier version of an answer."""

    __tablename__ = "note_versions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    followup_answer: Mapped[str | None] = mapped_column(EncryptedText)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson, default=list)
    masks: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson, default=list)
    replaced_at: Mapped[datetime] = mapped_column(default=clock.now)
    how: Mapped[str] = mapped_column(String(20), comment="amended | withdrawn")


class NoteComment(Base):
    """A comment of the author on a note, next to the answer."""

    __tablename__ = "note_comments"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(EncryptedText, comment="verbatim")
    masks: Mapped[list[dict[str, Any]]] = mapped_column(
        EncryptedJson, default=list, comment="kind, start, end, part (answer)"
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class ContestedCount(Base):
    """How often an indicator's quotes were contested, without authors or words."""

    __tablename__ = "contested_counts"

    indicator: Mapped[str] = mapped_column(String(80), primary_key=True)
    polarity: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]
