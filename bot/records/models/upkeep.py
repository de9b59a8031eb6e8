"""What outlives files: numbers by day, unanswered questions, the register of erasures, the audit log."""

from datetime import date, datetime

from sqlalchemy import Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime
from bot.records.store.encrypted_types import DeterministicText


class DailyCount(Base):
    """How often something happened, by day and channel (`bot.records.store.daily_counts`); nothing links two counts."""

    __tablename__ = "daily_counts"
    # Without a row id nothing tells which came before which.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    day: Mapped[date] = mapped_column(primary_key=True, comment="in Paris, on which the conversation or request began")
    channel: Mapped[str] = mapped_column(String(40), primary_key=True, comment="where it began; empty: not known")
    name: Mapped[str] = mapped_column(String(80), primary_key=True, comment="what happened: begun, asked/town, faq/…")
    number: Mapped[int] = mapped_column(comment="how often")


class UnansweredQuestion(Base):
    """What could not be answered, for the editors (`bot.records.conversations.unanswered`): words and how often, nobody's."""

    __tablename__ = "unanswered_questions"
    # Without a row id nothing tells which came before which.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    week: Mapped[date] = mapped_column(primary_key=True, comment="its Monday")
    text: Mapped[str] = mapped_column(
        DeterministicText, primary_key=True, comment="as asked; nothing in it was to be masked"
    )
    reason: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment="out_of_scope | not_understood | not_picked"
    )
    number: Mapped[int] = mapped_column(comment="how often, one at least")
    handled: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="an editor has seen to it: not shown to them again"
    )


class Erasure(Base):
    """Somebody was erased, and nobody can tell who (`bot.records.files.erasure_log`)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str] = mapped_column(String(80), comment="KEY:HASH of the conversation's id")


class AuditEntry(Base):
    """Who did what and when; never an answer's text nor a name (`bot.records.store.audit`)."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, index=True)
    actor: Mapped[str] = mapped_column(
        String(80), comment="candidate | recruiter:<id> | token:<id> | operator | purge | gateway"
    )
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(
        String(80), comment="id of a candidate or a request, a receipt, a hash of this log; never a name"
    )
    hash: Mapped[str] = mapped_column(
        String(64), server_default="", comment="HMAC-SHA256 over the hash of the line before and this line"
    )
