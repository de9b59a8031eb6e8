"""The audit log as a whole: verifying its hash chain, listing and purging entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.records.models import AuditEntry, Candidate, HumanRequest, Note
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

PURGED, RESTORED = "purged_audit", "restored"
_BATCH = 1_000
_DAYS_PER_MONTH = 31  # retention is announced in months: keep at least that long


@dataclass(frozen=True)
class ChainReport:
    """Result of a verification."""

    lines: int  # number of valid entries
    first: datetime | None  # time of the first valid entry
    last: datetime | None  # time of the last valid entry
    last_hash: str | None  # hash of the last valid entry
    broken: str | None  # what is wrong with the entry after it; None if all are valid
    has_expected: bool | None  # whether the expected hash is in the log; None if none was given

    @property
    def is_intact(self) -> bool:
        """All entries are valid and the expected hash, if given, is there."""
        return self.broken is None and self.has_expected is not False


def verify_chain(session: Session, expect: str | None = None) -> ChainReport:
    """Verify the log up to its first invalid entry.

    The first entry continues nothing, or the hash that a purge recorded. Missing entries at the end can only be detected by
    a hash noted earlier (`expect`): of an entry, or recorded by a purge or a restore.
    """
    key, lines = audit.audit_key(), 0
    first: datetime | None = None
    previous: AuditEntry | None = None
    has_expected = None if expect is None else False
    ends = select(AuditEntry.subject).where(AuditEntry.act == PURGED)
    begins = {audit.START, *session.scalars(ends)}
    in_order = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_BATCH)
    for entry in session.scalars(in_order):
        hashes_before = begins if previous is None else {previous.hash}
        if entry.hash not in {audit.entry_hash(key, before, entry) for before in hashes_before}:
            return _report(lines, first, previous, _describe_break(session, key, previous, entry), has_expected)
        if expect is not None and expect in {entry.hash, entry.subject if entry.act in {PURGED, RESTORED} else None}:
            has_expected = True
        lines, first, previous = lines + 1, first or entry.at, entry
    return _report(lines, first, previous, None, has_expected)


def _report(
    lines: int, first: datetime | None, last: AuditEntry | None, broken: str | None, has_expected: bool | None
) -> ChainReport:
    return ChainReport(lines, first, last.at if last else None, last.hash if last else None, broken, has_expected)


def _describe_break(session: Session, key: bytes, previous: AuditEntry | None, entry: AuditEntry) -> str:
    """What is wrong with an entry that does not continue the one before."""
    following = session.scalar(select(AuditEntry).where(AuditEntry.id > entry.id).order_by(AuditEntry.id).limit(1))
    before = previous.hash if previous else audit.START
    if following is not None and following.hash == audit.entry_hash(key, before, following):
        what = "was put in between"
    elif previous is None:
        what = "was changed, or lines before it were removed"
    else:
        what = f"was changed, or lines between {previous.id} and it were removed"
    return f"line {entry.id} of {entry.at.isoformat(timespec='seconds')} {what}"


def lines(session: Session, *, candidate_id: str | None = None, since: datetime | None = None) -> Iterator[AuditEntry]:
    """Entries in order, from a moment on, of all candidates or about the dossier, notes and handoffs of one."""
    query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_BATCH)
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if candidate_id is not None:
        is_field = AuditEntry.subject.startswith(f"{candidate_id}/", autoescape=True)
        query = query.where(or_(AuditEntry.subject.in_(_subjects(session, candidate_id)), is_field))
    yield from session.scalars(query)


def _subjects(session: Session, candidate_id: str) -> list[str]:
    notes = session.scalars(select(Note.id).where(Note.candidate_id == candidate_id))
    of_candidate = select(Candidate.conversation_id).where(Candidate.id == candidate_id)
    handoffs = session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id.in_(of_candidate)))
    return [candidate_id, *notes, *(f"request:{request_id}" for request_id in handoffs)]


def purge(session: Session) -> int:
    """Delete the entries older than `settings().audit_months`, in whole days; returns how many.

    One new entry records the hash of the last deleted one.
    """
    day = clock.today() - timedelta(days=settings().audit_months * _DAYS_PER_MONTH)
    kept_from = select(func.min(AuditEntry.id)).where(AuditEntry.at >= datetime.combine(day, time(), clock.PARIS))
    is_old = AuditEntry.id < func.coalesce(kept_from.scalar_subquery(), 2**31 - 1)
    last = session.execute(
        select(AuditEntry.id, AuditEntry.hash).where(is_old).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    if last is None:
        return 0
    deleted = affected_rows(session, delete(AuditEntry).where(AuditEntry.id <= last.id))
    audit.record(session, actor="purge", act=PURGED, subject=last.hash)
    return deleted
