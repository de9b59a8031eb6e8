"""How people come to an account and prove that it is theirs: invitations, second factors, identities of a provider."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, new_id
from bot.records.store.encrypted_types import EncryptedText


class Invitation(Base):
    """A link by which somebody joins a structure, once."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="of what the link holds")
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    administers: Mapped[bool] = mapped_column(comment="whoever comes by it administers")
    made_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Base):
    """The secret that an account's codes are made of; it counts once a code was given."""

    __tablename__ = "second_factors"

    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="null: it does not count yet")
    last_step: Mapped[int] = mapped_column(default=0, comment="half minute of the last code taken: none is taken twice")


class RecoveryCode(Base):
    """A code that serves once in the place of the telephone; the row goes as it serves."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), index=True)


class OpenidIdentity(Base):
    """An account at an OpenID provider that opens one of ours."""

    __tablename__ = "openid_identities"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
