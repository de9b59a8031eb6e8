"""Structures that hire, recruiters' accounts, and the ways into an account."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, new_id
from bot.records.store.encrypted_types import EncryptedText


class Structure(Base):
    """An employer or training body that reads dossiers."""

    __tablename__ = "structures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    town: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="commune, insee, departement; null: recruits all over France"
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(comment="closed: no one can act for it")


class Membership(Base):
    """An account's membership of a structure."""

    __tablename__ = "memberships"

    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime] = mapped_column(default=clock.now)


class Recruiter(Base):
    """A recruiter's account."""

    __tablename__ = "recruiters"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
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
    next_try_at: Mapped[datetime]
    forgotten_at: Mapped[datetime]


class RecruiterSession(Base):
    """A browser session; the cookie holds a random token, the table its hash."""

    __tablename__ = "recruiter_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    structure_id: Mapped[str | None] = mapped_column(
        ForeignKey("structures.id", ondelete="SET NULL"), comment="structure acted for; null: none"
    )
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now, server_default=func.now())


class Invitation(Base):
    """A single-use link to join a structure."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="of the link's token")
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    administers: Mapped[bool] = mapped_column(comment="role: administrator, otherwise recruiter")
    made_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None]


class SecondFactor(Base):
    """The TOTP secret of an account, active once confirmed by a code."""

    __tablename__ = "second_factors"

    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText)
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="null: not active yet")
    last_step: Mapped[int] = mapped_column(
        default=0, comment="TOTP time step of the last accepted code; accepted only once"
    )


class RecoveryCode(Base):
    """A single-use code that replaces a TOTP code; deleted on use."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), index=True)


class OpenidIdentity(Base):
    """An identity at an OpenID provider, linked to an account."""

    __tablename__ = "openid_identities"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), index=True)
    linked_at: Mapped[datetime] = mapped_column(default=clock.now)
