"""Programs of structures: tokens of the API, what they read, and where webhooks are sent."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, new_id, partial_index
from bot.records.store.encrypted_types import EncryptedText


class ApiToken(Base):
    """A key of the API that a structure gave to a program; the table holds its hash."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100), comment="of the program, as who made it calls it")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    decides: Mapped[bool] = mapped_column(default=False, server_default=false(), comment="it may write statuses too")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="to within some minutes")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiRead(Base):
    """A program read somebody's file: first and last. Its structure is told when the file is erased."""

    __tablename__ = "api_reads"

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    first_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class WebhookEndpoint(Base):
    """Where a structure wants to be told that something happened."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(EncryptedText, comment="may hold a key of the receiver's")
    events: Mapped[list[str]] = mapped_column(JSON, default=list, comment="types that are sent there")
    secret: Mapped[str] = mapped_column(EncryptedText)
    old_secret: Mapped[str | None] = mapped_column(EncryptedText, comment="signs too, until old_until")
    old_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    given_up: Mapped[int] = mapped_column(default=0, comment="deliveries given up since one arrived")
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="nothing is sent any more")
    disabled_why: Mapped[str | None] = mapped_column(String(20), comment="person | failures | gone")


class WebhookDelivery(Base):
    """An event for an endpoint. Whom it is about is forgotten once it is sent or given up."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        partial_index("ix_webhook_to_deliver", "next_try_at", where="next_try_at IS NOT NULL"),
        Index("ix_webhook_of", "endpoint_id", "at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(40), comment="id of a candidate or of a request")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, comment="when it happened")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="null: it is over")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[int | None] = mapped_column(comment="of HTTP, of the last try")
    error: Mapped[str | None] = mapped_column(String(40), comment="of the last try, where there was no answer")
