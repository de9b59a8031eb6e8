"""Recruiters' accounts and browser sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, new_id


class Recruiter(Base):
    """A recruiter's account."""

    __tablename__ = "recruiters"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    disabled: Mapped[bool] = mapped_column(default=False)
    administers: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="administrator: may erase dossiers on request"
    )
    edits: Mapped[bool] = mapped_column(default=False, server_default=false(), comment="may edit contents")


class SignInFailure(Base):
    """Failed sign-in attempts of a login and an address, or of one of them."""

    __tablename__ = "sign_in_failures"

    login: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="keyed hash; empty: any login of the address"
    )
    address: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="keyed hash; empty: any address of the login"
    )
    failures: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forgotten_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecruiterSession(Base):
    """A browser session; the cookie holds a random token, the table its hash."""

    __tablename__ = "recruiter_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    structure_id: Mapped[str | None] = mapped_column(
        ForeignKey("structures.id", ondelete="SET NULL"), comment="structure acted for; null: none"
    )
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, server_default=func.now())
