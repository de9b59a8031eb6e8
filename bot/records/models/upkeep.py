"""Data that outlives dossiers: daily counts, unanswered questions, erasure log, audit log."""

from datetime import date, datetime

from sqlalchemy import Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base
from bot.records.store.encrypted_types import DeterministicText


class DailyCount(Base):
    """How often an event happened, by day and channel (`bot.records.store.daily_counts`), without links between counts."""

    __tablename__ = "daily_counts"
    # Without a row id, the order of insertion is not kept.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    day: Mapped[date] = mapped_column(primary_key=True, comment="start day (Paris) of the conversation or handoff")
    channel: Mapped[str] = mapped_column(String(40), primary_key=True, comment="where it started; empty: unknown")
    name: Mapped[str] = mapped_column(String(80), primary_key=True, comment="event: begun, asked/town, faq/…")
    number: Mapped[int] = mapped_column(comment="how often")


class UnansweredQuestion(Base):
    """An unanswered question and its count, for the editors (`bot.records.conversations.unanswered`), without its author."""

    __tablename__ = "unanswered_questions"
    # Without a row id, the order of insertion is not kept.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    week: Mapped[date] = mapped_column(primary_key=True, comment="Monday of the week")
    text: Mapped[str] = mapped_column(DeterministicText, primary_key=True, comment="as asked; free of personal data")
    reason: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment="out_of_scope | not_understood | not_picked"
    )
    number: Mapped[int] = mapped_column(comment="how often, 1 at least")
    handled: Mapped[bool] = mapped_column(default=False, server_default=false(), comment="dealt with by an editor")


class Erasure(Base):
    """Tombstone of an erased conversation, under a keyed hash (`bot.records.files.erasure_log`)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(String(80), comment="KEY:HASH of the conversation's id")


class AuditEntry(Base):
    """Who did what and when; never an answer or a name (`bot.records.store.audit`)."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor: Mapped[str] = mapped_column(
        String(80), comment="candidate | recruiter:<id> | token:<id> | operator | purge | gateway"
    )
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(
        String(80), comment="id of a candidate or handoff, a receipt, a hash of this log; never a name"
    )
    hash: Mapped[str] = mapped_column(
        String(64), server_default="", comment="HMAC-SHA256 over the previous hash and this entry"
    )
