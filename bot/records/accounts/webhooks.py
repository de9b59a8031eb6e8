"""Webhooks of structures: endpoints, and events recorded in the transaction in which they happen.

An event holds its type, time and an id, no personal data, and only goes to structures that see the candidate.
"""

import base64
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.desk import visibility
from bot.records.desk.visibility import StructureViewer
from bot.records.models import (
    ApiRead,
    Candidate,
    DisabledReason,
    HumanRequest,
    Structure,
    WebhookDelivery,
    WebhookEndpoint,
)
from bot.records.store import audit

SECRET_PREFIX = "whsec_"
MAX_ENDPOINTS = 10  # of a structure
MAX_URL_LENGTH = 500
OLD_SECRET_LIFETIME = timedelta(days=1)
# Changes of a dossier within this delay are one event.
COALESCE_DELAY = timedelta(minutes=1)
_SECRET_BYTES = 32


class Event(StrEnum):
    """Types of events."""

    REGISTERED = "candidate.registered"
    UPDATED = "candidate.updated"
    ERASED = "candidate.erased"
    REQUESTED = "request.created"
    STATUS = "status.changed"


PING = "ping"


def new_secret() -> str:
    """A secret in the format of Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def add(
    session: Session, structure_id: str, *, url: str, events: Collection[Event], recruiter_id: str, actor: str
) -> WebhookEndpoint | None:
    """Create an endpoint with its own secret for a validated URL. None if the structure has `MAX_ENDPOINTS` already."""
    if len(list_for_structure(session, structure_id)) >= MAX_ENDPOINTS:
        return None
    row = WebhookEndpoint(
        structure_id=structure_id, url=url, events=[event.value for event in Event if event in events],
        secret=new_secret(), created_by=recruiter_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, act="webhook_added", subject=row.id)
    return row


def list_for_structure(session: Session, structure_id: str) -> list[WebhookEndpoint]:
    """Endpoints of a structure, oldest first."""
    rows = select(WebhookEndpoint).where(WebhookEndpoint.structure_id == structure_id)
    return list(session.scalars(rows.order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)))


def find(session: Session, structure_id: str, endpoint_id: str) -> WebhookEndpoint | None:
    """An endpoint of this structure, by id."""
    is_it = (WebhookEndpoint.id == endpoint_id, WebhookEndpoint.structure_id == structure_id)
    return session.scalar(select(WebhookEndpoint).where(*is_it))


def rotate_secret(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Replace the secret; the old one also signs for `OLD_SECRET_LIFETIME`."""
    endpoint.old_secret, endpoint.old_until = endpoint.secret, clock.now() + OLD_SECRET_LIFETIME
    endpoint.secret = new_secret()
    audit.record(session, actor=actor, act="webhook_secret_renewed", subject=endpoint.id)


def signing_secrets(endpoint: WebhookEndpoint) -> list[str]:
    """Secrets that sign a delivery now, newest first."""
    if endpoint.old_secret and endpoint.old_until and endpoint.old_until > clock.now():
        return [endpoint.secret, endpoint.old_secret]
    return [endpoint.secret]


def disable(session: Session, endpoint: WebhookEndpoint, why: DisabledReason, *, actor: str) -> None:
    """Disable an endpoint and give up its pending deliveries."""
    if endpoint.disabled_at is not None:
        return
    now = clock.now()
    endpoint.disabled_at, endpoint.disabled_why = now, why
    for row in _waiting(session, [endpoint.id]):
        row.next_try_at, row.given_up_at, row.subject = None, now, None
    audit.record(session, actor=actor, act="webhook_disabled", subject=endpoint.id)


def enable(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Enable an endpoint for future events."""
    if endpoint.disabled_at is not None:
        endpoint.disabled_at = endpoint.disabled_why = None
        endpoint.given_up = 0
        audit.record(session, actor=actor, act="webhook_enabled", subject=endpoint.id)


def remove(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Delete an endpoint with its deliveries."""
    audit.record(session, actor=actor, act="webhook_removed", subject=endpoint.id)
    session.delete(endpoint)


def ping(session: Session, endpoint: WebhookEndpoint) -> None:
    """Schedule a test delivery without content, one at a time."""
    if any(row.event == PING for row in _waiting(session, [endpoint.id])):
        return  # or repeated presses would make this server flood the receiver
    now = clock.now()
    session.add(WebhookDelivery(endpoint_id=endpoint.id, event=PING, at=now, next_try_at=now))


def candidate_registered(session: Session, candidate: Candidate) -> None:
    """A candidate confirmed the registration: notify the structures that see them."""
    _schedule(session, Event.REGISTERED, candidate.id, _seeing(session, Event.REGISTERED, candidate))


def candidate_changed(session: Session, candidate: Candidate) -> None:
    """A dossier changed: mark it updated and, once confirmed, notify the structures that see it."""
    candidate.updated_at = clock.now()
    if candidate.confirmed_at is None:
        return
    seeing = _seeing(session, Event.UPDATED, candidate)
    if seeing:
        session.flush()
        scheduled = {
            row.endpoint_id
            for row in _waiting(session, [endpoint.id for endpoint in seeing])
            if row.subject == candidate.id and row.tries == 0 and row.event in {Event.UPDATED, Event.REGISTERED}
        }
        seeing = [endpoint for endpoint in seeing if endpoint.id not in scheduled]
    _schedule(session, Event.UPDATED, candidate.id, seeing, after=COALESCE_DELAY)


def candidate_erased(session: Session, candidate: Candidate) -> None:
    """A dossier is about to be erased: notify the structures that see it or whose clients read it.

    Other pending deliveries about it are dropped.
    """
    endpoints = _subscribed(session, Event.ERASED)
    seeing = _seeing(session, Event.ERASED, candidate) if candidate.confirmed_at else []
    readers = set(session.scalars(select(ApiRead.structure_id).where(ApiRead.candidate_id == candidate.id)))
    for row in session.scalars(select(WebhookDelivery).where(WebhookDelivery.subject == candidate.id)):
        if row.event != Event.ERASED:
            session.delete(row)
    notified = [one for one in endpoints if one in seeing or one.structure_id in readers]
    _schedule(session, Event.ERASED, candidate.id, notified)


def request_created(session: Session, request: HumanRequest) -> None:
    """A handoff was opened: notify the structures that see it."""
    notified = [
        endpoint
        for endpoint in _subscribed(session, Event.REQUESTED)
        if visibility.find_handoff(session, StructureViewer(endpoint.structure_id), request.id) is not None
    ]
    _schedule(session, Event.REQUESTED, str(request.id), notified)


def status_changed(session: Session, candidate_id: str, structure_id: str | None) -> None:
    """A structure changed a candidate's status: notify that structure only."""
    notified = [one for one in _subscribed(session, Event.STATUS) if one.structure_id == structure_id]
    _schedule(session, Event.STATUS, candidate_id, notified)


def _subscribed(session: Session, event: Event) -> list[WebhookEndpoint]:
    rows = (
        select(WebhookEndpoint)
        .join(Structure, Structure.id == WebhookEndpoint.structure_id)
        .where(WebhookEndpoint.disabled_at.is_(None), Structure.closed_at.is_(None))
    )
    return [endpoint for endpoint in session.scalars(rows) if event in endpoint.events]


def _seeing(session: Session, event: Event, candidate: Candidate) -> list[WebhookEndpoint]:
    endpoints = _subscribed(session, event)
    sees = {
        structure_id: visibility.find_candidate(session, StructureViewer(structure_id), candidate.id) is not None
        for structure_id in {endpoint.structure_id for endpoint in endpoints}
    }
    return [endpoint for endpoint in endpoints if sees[endpoint.structure_id]]


def _schedule(
    session: Session,
    event: Event,
    subject: str,
    endpoints: Iterable[WebhookEndpoint],
    *,
    after: timedelta = timedelta(),
) -> None:
    now = clock.now()
    for endpoint in endpoints:
        session.add(
            WebhookDelivery(endpoint_id=endpoint.id, event=event, subject=subject, at=now, next_try_at=now + after)
        )


def _waiting(session: Session, endpoint_ids: Sequence[str]) -> list[WebhookDelivery]:
    is_waiting = (WebhookDelivery.endpoint_id.in_(endpoint_ids), WebhookDelivery.next_try_at.is_not(None))
    return list(session.scalars(select(WebhookDelivery).where(*is_waiting)))
