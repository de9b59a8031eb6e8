"""The audit log: who did what and when, apart from what was said. Each line holds a hash that covers the line before it."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import AuditEntry

START = ""  # what the first line of all follows
ACCESS_DEDUP_WINDOW = timedelta(minutes=15)
_PENDING = "audit"
_CHAIN = 0x617564697400  # the advisory lock under which PostgreSQL's lines are written one after the other


def audit_key() -> bytes:
    """Returns the key of the log's hashes: who can write to the database alone cannot make a line."""
    return hmac.digest(secret_key().encode(), b"audit", "sha256")


def line_hash(
    key: bytes, previous: str, *, line_id: int, at: datetime, actor: str, act: str, subject: str | None
) -> str:
    """Returns the hash of a line, 64 hexadecimal digits: HMAC-SHA256 over the line before and all that this one says.

    Args:
        key: of `audit_key`.
        previous: hash of the line before it, `START` for the first.
        line_id: its id.
        at: its moment, aware.
        actor: who.
        act: what.
        subject: about what.
    """
    said = json.dumps([previous, line_id, at.astimezone(UTC).isoformat(), actor, act, subject])
    return hmac.digest(key, said.encode(), "sha256").hex()


def record(session: Session, *, actor: str, act: str, subject: str | None = None, at: datetime | None = None) -> None:
    """Adds a line, which is written as the session's transaction is committed (`write_pending`).

    Args:
        session: a session of `Database.session_scope`.
        actor: `candidate`, `recruiter:<id>`, `token:<id>` of a program, `operator`, `gateway` or `purge`.
        act: what was done, a stable word.
        subject: an id, a receipt or a hash of this log, never a name nor an answer.
        at: when, if not now.
    """
    entry = AuditEntry(at=at or clock.now(), actor=actor, act=act, subject=subject)
    session.info.setdefault(_PENDING, []).append(entry)


def record_access(session: Session, *, actor: str, act: str, subject: str | None = None) -> None:
    """Adds a line for what a page reads again and again, unless the same was written within `ACCESS_DEDUP_WINDOW`."""
    same = select(AuditEntry.id).where(
        AuditEntry.at > clock.now() - ACCESS_DEDUP_WINDOW,
        AuditEntry.actor == actor,
        AuditEntry.act == act,
        AuditEntry.subject == subject,
    )
    if session.scalar(same.limit(1)) is None:
        record(session, actor=actor, act=act, subject=subject)


def record_accesses(session: Session, *, actor: str, act: str, subjects: Sequence[str]) -> None:
    """Adds a line for each of several things that one page shows, but those written within `ACCESS_DEDUP_WINDOW`."""
    same = select(AuditEntry.subject).where(
        AuditEntry.at > clock.now() - ACCESS_DEDUP_WINDOW,
        AuditEntry.actor == actor,
        AuditEntry.act == act,
        AuditEntry.subject.in_(subjects),
    )
    written = set(session.scalars(same))
    for subject in subjects:
        if subject not in written:
            record(session, actor=actor, act=act, subject=subject)


def write_pending(session: Session) -> None:
    """Writes the lines of a session before its transaction is committed, last of all that it does.

    Lines are written one after the other, whoever writes: until this transaction ends others wait. So nothing may come
    behind it, neither work nor rows that somebody who waits has locked.
    """
    if session.in_nested_transaction():  # a savepoint, behind which the work goes on
        return
    pending: list[AuditEntry] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    key = audit_key()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CHAIN)))
    session.add_all(pending)
    session.flush()  # SQLite lets one transaction write: from here on it is this one, and nobody adds a line before these
    first = min(entry.id for entry in pending)
    before = select(AuditEntry.hash).where(AuditEntry.id < first).order_by(AuditEntry.id.desc()).limit(1)
    previous = session.scalar(before) or START
    for entry in sorted(pending, key=lambda entry: entry.id):
        previous = entry.hash = line_hash(
            key, previous, line_id=entry.id, at=entry.at, actor=entry.actor, act=entry.act, subject=entry.subject
        )
    session.flush()
