"""API clients of structures: tokens, accesses, webhooks."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, new_id, partial_index
from bot.records.store.encrypted_types import EncryptedText


class ApiToken(Base):
    """An API token of a structure, stored as a hash."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100), comment="of the client program")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    decides: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="may change application statuses"
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    last_used_at: Mapped[datetime | None] = mapped_column(comment="accurate to some minutes")
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ApiRead(Base):
    """A client's accesses to a dossier. Its structure is notified of the erasure."""

    __tablename__ = "api_reads"

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    first_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)


class DisabledReason(StrEnum):
    """Why an endpoint receives no further events."""

    PERSON = "person"  # a recruiter disabled it
    FAILURES = "failures"  # too many deliveries in a row were given up
    GONE = "gone"  # the receiver answered 410


class WebhookEndpoint(Base):
    """A URL at which a structure receives events."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(EncryptedText, comment="may contain a key of the receiver")
    events: Mapped[list[str]] = mapped_column(JSON, default=list, comment="subscribed event types")
    secret: Mapped[str] = mapped_column(EncryptedText)  # signs the deliveries
    old_secret: Mapped[str | None] = mapped_column(EncryptedText, comment="also signs until old_until")
    old_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("recruiters.id", ondelete="SET NULL"))
    given_up: Mapped[int] = mapped_column(default=0, comment="consecutive deliveries given up")
    disabled_at: Mapped[datetime | None] = mapped_column(comment="no further deliveries")
    disabled_why: Mapped[str | None] = mapped_column(String(20), comment=" | ".join(DisabledReason))


class WebhookDelivery(Base):
    """Delivery of an event to an endpoint. `subject` is cleared once the delivery succeeds or is given up."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        partial_index("ix_webhook_to_deliver", "next_try_at", where="next_try_at IS NOT NULL"),
        Index("ix_webhook_of", "endpoint_id", "at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(40), comment="id of a candidate or of a request")
    at: Mapped[datetime] = mapped_column(default=clock.now, comment="when it happened")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(comment="null: sent or given up")
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    status: Mapped[int | None] = mapped_column(comment="HTTP status of the last attempt")
    error: Mapped[str | None] = mapped_column(String(40), comment="of the last attempt, if there was no response")
