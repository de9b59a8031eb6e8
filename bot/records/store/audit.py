"""Audit log: who did what and when, as a hash chain in which each entry covers the one before."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import AuditEntry

START = ""  # "previous hash" of the first entry
ACCESS_DEDUP_WINDOW = timedelta(minutes=15)
_PENDING = "audit"
_CHAIN_LOCK = 0x617564697400  # PostgreSQL advisory lock


def audit_key() -> bytes:
    """Key of the chain's hashes. Without it, write access to the database is not enough to forge an entry."""
    return hmac.digest(secret_key().encode(), b"audit", "sha256")


def entry_hash(key: bytes, previous: str, entry: AuditEntry) -> str:
    """Hash of an entry, 64 hexadecimal digits: HMAC-SHA256 over the previous hash and all values of the entry."""
    at = entry.at.astimezone(UTC).isoformat()
    payload = json.dumps([previous, entry.id, at, entry.actor, entry.act, entry.subject])
    return hmac.digest(key, payload.encode(), "sha256").hex()


def record(session: Session, *, actor: str, act: str, subject: str | None = None, at: datetime | None = None) -> None:
    """Add an entry, written when the session's transaction commits (`write_pending`).

    Args:
        actor: `candidate`, `recruiter:<id>`, `token:<id>` of an API client, `operator`, `gateway` or `purge`.
        act: a stable keyword.
        subject: an id, a receipt or a hash of this log; never a name or an answer.
    """
    entry = AuditEntry(at=at or clock.now(), actor=actor, act=act, subject=subject)
    session.info.setdefault(_PENDING, []).append(entry)


def record_access(session: Session, *, actor: str, act: str, subject: str | None = None) -> None:
    """Add an entry for a read access, unless the same one was added within `ACCESS_DEDUP_WINDOW`."""
    same = select(AuditEntry.id).where(
        AuditEntry.at > clock.now() - ACCESS_DEDUP_WINDOW,
        AuditEntry.actor == actor,
        AuditEntry.act == act,
        AuditEntry.subject == subject,
    )
    if session.scalar(same.limit(1)) is None:
        record(session, actor=actor, act=act, subject=subject)


def record_accesses(session: Session, *, actor: str, act: str, subjects: Sequence[str]) -> None:
    """Add an entry for each subject of a page, except those added within `ACCESS_DEDUP_WINDOW`."""
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
    """Write the session's entries, last before its transaction commits.

    Entries are written one transaction at a time: others wait until this one ends. Nothing may follow it here, neither work
    nor locks on rows that a waiting transaction holds.
    """
    if session.in_nested_transaction():  # only a savepoint
        return
    pending: list[AuditEntry] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    key = audit_key()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    session.add_all(pending)
    session.flush()  # SQLite has one writer at a time: from here on this transaction, so no entry comes before these
    first = min(entry.id for entry in pending)
    before = select(AuditEntry.hash).where(AuditEntry.id < first).order_by(AuditEntry.id.desc()).limit(1)
    previous = session.scalar(before) or START
    for entry in sorted(pending, key=lambda entry: entry.id):
        previous = entry.hash = entry_hash(key, previous, entry)
    session.flush()
