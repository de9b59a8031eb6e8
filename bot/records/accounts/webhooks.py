"""Webhooks of structures: where they are sent, and what happened, put down in the transaction in which it did.

An event names its kind, its moment and an id, nothing of anybody; only structures that see the candidate are told.
"""

import base64
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.desk import visibility
from bot.records.models import ApiRead, Candidate, HumanRequest, Structure, WebhookDelivery, WebhookEndpoint
from bot.records.store import audit

SECRET_PREFIX = "whsec_"
MAX_ENDPOINTS = 10  # of a structure
MAX_URL_LENGTH = 500
OLD_SECRET_LIFETIME = timedelta(days=1)
# Several changes of a file within it are told as one.
COALESCE_DELAY = timedelta(minutes=1)
BY_PERSON, BY_FAILURES, BY_RECEIVER = "person", "failures", "gone"
_SECRET_BYTES = 32


class Event(StrEnum):
    """What is told."""

    REGISTERED = "candidate.registered"
    UPDATED = "candidate.updated"
    ERASED = "candidate.erased"
    REQUESTED = "request.created"
    STATUS = "status.changed"


PING = "ping"


@dataclass(frozen=True)
class _At:
    """A structure looks."""

    structure_id: str | None
    administers: bool = False


def new_secret() -> str:
    """Returns a secret in the form of Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def add(
    session: Session, structure_id: str, *, url: str, events: Collection[Event], recruiter_id: str, actor: str
) -> WebhookEndpoint | None:
    """Makes an endpoint with a secret of its own; returns None when the structure has `MAX_ENDPOINTS`.

    Args:
        session: an open session.
        structure_id: whose.
        url: where to, as `bot.webhooks.url_policy` took it.
        events: what is told there.
        recruiter_id: who makes it.
        actor: the same, for the audit log.
    """
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
    """Returns the endpoints of a structure, oldest first."""
    rows = select(WebhookEndpoint).where(WebhookEndpoint.structure_id == structure_id)
    return list(session.scalars(rows.order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)))


def find(session: Session, structure_id: str, endpoint_id: str) -> WebhookEndpoint | None:
    """Returns an endpoint of a structure, None as well if it is another's."""
    is_it = (WebhookEndpoint.id == endpoint_id, WebhookEndpoint.structure_id == structure_id)
    return session.scalar(select(WebhookEndpoint).where(*is_it))


def rotate_secret(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Gives an endpoint another secret; the old one signs beside it for `OLD_SECRET_LIFETIME`."""
    endpoint.old_secret, endpoint.old_until = endpoint.secret, clock.now() + OLD_SECRET_LIFETIME
    endpoint.secret = new_secret()
    audit.record(session, actor=actor, act="webhook_secret_renewed", subject=endpoint.id)


def signing_secrets(endpoint: WebhookEndpoint) -> list[str]:
    """Returns what a delivery is signed with now, the newest first."""
    is_old_good = endpoint.old_secret and endpoint.old_until and endpoint.old_until > clock.now()
    return [endpoint.secret, *([endpoint.old_secret] if is_old_good and endpoint.old_secret else [])]


def disable(session: Session, endpoint: WebhookEndpoint, why: str, *, actor: str) -> None:
    """Sends nothing more to an endpoint; what waits for it is given up."""
    if endpoint.disabled_at is not None:
        return
    now = clock.now()
    endpoint.disabled_at, endpoint.disabled_why = now, why
    for row in _waiting(session, [endpoint.id]):
        row.next_try_at, row.given_up_at, row.subject = None, now, None
    audit.record(session, actor=actor, act="webhook_disabled", subject=endpoint.id)


def enable(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Sends to an endpoint again, what happens from now on."""
    if endpoint.disabled_at is not None:
        endpoint.disabled_at = endpoint.disabled_why = None
        endpoint.given_up = 0
        audit.record(session, actor=actor, act="webhook_enabled", subject=endpoint.id)


def remove(session: Session, endpoint: WebhookEndpoint, *, actor: str) -> None:
    """Removes an endpoint and what waits for it."""
    audit.record(session, actor=actor, act="webhook_removed", subject=endpoint.id)
    session.delete(endpoint)


def ping(session: Session, endpoint: WebhookEndpoint) -> None:
    """Sends an endpoint something that says nothing, so that its receiver can be tried; one such message at a time."""
    if any(row.event == PING for row in _waiting(session, [endpoint.id])):
        return  # or a press held down would have this host call somebody else's again and again
    now = clock.now()
    session.add(WebhookDelivery(endpoint_id=endpoint.id, event=PING, at=now, next_try_at=now))


def candidate_registered(session: Session, candidate: Candidate) -> None:
    """Tells those who see a candidate that the person confirmed their registration."""
    _tell(session, Event.REGISTERED, candidate.id, _seeing(session, Event.REGISTERED, candidate))


def candidate_changed(session: Session, candidate: Candidate) -> None:
    """Notes that something of a file changed, and tells those who see it; nobody before its person confirmed it."""
    candidate.updated_at = clock.now()
    if candidate.confirmed_at is None:
        return
    seeing = _seeing(session, Event.UPDATED, candidate)
    if seeing:
        session.flush()
        told = {
            row.endpoint_id
            for row in _waiting(session, [endpoint.id for endpoint in seeing])
            if row.subject == candidate.id and row.tries == 0 and row.event in {Event.UPDATED, Event.REGISTERED}
        }
        seeing = [endpoint for endpoint in seeing if endpoint.id not in told]
    _tell(session, Event.UPDATED, candidate.id, seeing, after=COALESCE_DELAY)


def candidate_erased(session: Session, candidate: Candidate) -> None:
    """Tells the id of a file that is about to be erased to those who see it, or whose programs read it: nothing else waits."""
    endpoints = _listening(session, Event.ERASED)
    seeing = _seeing(session, Event.ERASED, candidate) if candidate.confirmed_at else []
    readers = set(session.scalars(select(ApiRead.structure_id).where(ApiRead.candidate_id == candidate.id)))
    for row in session.scalars(select(WebhookDelivery).where(WebhookDelivery.subject == candidate.id)):
        if row.event != Event.ERASED:
            session.delete(row)
    told = [one for one in endpoints if one in seeing or one.structure_id in readers]
    _tell(session, Event.ERASED, candidate.id, told)


def request_created(session: Session, request: HumanRequest) -> None:
    """Tells those who see a request that it waits."""
    told = [
        endpoint
        for endpoint in _listening(session, Event.REQUESTED)
        if visibility.find_handoff(session, _At(endpoint.structure_id), request.id) is not None
    ]
    _tell(session, Event.REQUESTED, str(request.id), told)


def status_changed(session: Session, candidate_id: str, structure_id: str | None) -> None:
    """Tells a structure that it gave a candidate another status: nobody else's business."""
    told = [one for one in _listening(session, Event.STATUS) if one.structure_id == structure_id]
    _tell(session, Event.STATUS, candidate_id, told)


def _listening(session: Session, event: Event) -> list[WebhookEndpoint]:
    rows = (
        select(WebhookEndpoint)
        .join(Structure, Structure.id == WebhookEndpoint.structure_id)
        .where(WebhookEndpoint.disabled_at.is_(None), Structure.closed_at.is_(None))
    )
    return [endpoint for endpoint in session.scalars(rows) if event in endpoint.events]


def _seeing(session: Session, event: Event, candidate: Candidate) -> list[WebhookEndpoint]:
    endpoints = _listening(session, event)
    sees = {
        structure_id: visibility.find_candidate(session, _At(structure_id), candidate.id) is not None
        for structure_id in {endpoint.structure_id for endpoint in endpoints}
    }
    return [endpoint for endpoint in endpoints if sees[endpoint.structure_id]]


def _tell(
    session: Session, event: Event, subject: str, told: Iterable[WebhookEndpoint], *, after: timedelta = timedelta()
) -> None:
    now = clock.now()
    for endpoint in told:
        session.add(
            WebhookDelivery(endpoint_id=endpoint.id, event=event, subject=subject, at=now, next_try_at=now + after)
        )


def _waiting(session: Session, endpoint_ids: Sequence[str]) -> list[WebhookDelivery]:
    is_waiting = (WebhookDelivery.endpoint_id.in_(endpoint_ids), WebhookDelivery.next_try_at.is_not(None))
    return list(session.scalars(select(WebhookDelivery).where(*is_waiting)))
