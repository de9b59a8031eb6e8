"""The audit log as a chain: read, verified from its first line to its last, and shortened at its beginning."""

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
_AT_A_TIME = 1_000
_LONGEST_MONTH = 31  # days: what is announced in months is kept for so many at least


@dataclass(frozen=True)
class ChainReport:
    """What a walk along the log found.

    Attributes:
        lines: how many lines hold.
        first: moment of the first of them, None when there is none.
        last: moment of the last of them.
        last_hash: hash of the last of them.
        broken: what is wrong with the line behind them; None when all lines hold.
        is_known: whether the hash that was asked for is in it; None when none was.
    """

    lines: int
    first: datetime | None
    last: datetime | None
    last_hash: str | None
    broken: str | None
    is_known: bool | None

    @property
    def is_whole(self) -> bool:
        """Whether all lines hold, and the hash that was asked for is there."""
        return self.broken is None and self.is_known is not False


def verify_chain(session: Session, expect: str | None = None) -> ChainReport:
    """Verifies the log, line after line, as far as it holds.

    The first line follows nothing, or what a purge took: the line that the purge left names the hash. Lines that are missing
    at the end are seen by a hash that was noted before, and by nothing else.

    Args:
        session: an open session.
        expect: a hash that was noted: of a line, or of one that was purged or replaced last before this log goes on.
    """
    key, lines = audit.audit_key(), 0
    first: datetime | None = None
    previous: AuditEntry | None = None
    is_known = None if expect is None else False
    ends = select(AuditEntry.subject).where(AuditEntry.act == PURGED)
    begins = {audit.START, *session.scalars(ends)}
    in_order = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_AT_A_TIME)
    for entry in session.scalars(in_order):
        if not any(_follows(key, before, entry) for before in (begins if previous is None else {previous.hash})):
            return _found(lines, first, previous, _tell_break(session, key, previous, entry), is_known)
        if expect is not None and expect in {entry.hash, entry.subject if entry.act in {PURGED, RESTORED} else None}:
            is_known = True
        lines, first, previous = lines + 1, first or entry.at, entry
    return _found(lines, first, previous, None, is_known)


def _found(
    lines: int, first: datetime | None, last: AuditEntry | None, broken: str | None, is_known: bool | None
) -> ChainReport:
    return ChainReport(lines, first, last.at if last else None, last.hash if last else None, broken, is_known)


def _follows(key: bytes, before: str | None, entry: AuditEntry) -> bool:
    made = audit.line_hash(
        key, before or audit.START, line_id=entry.id, at=entry.at, actor=entry.actor, act=entry.act, subject=entry.subject
    )  # fmt: skip
    return made == entry.hash


def _tell_break(session: Session, key: bytes, previous: AuditEntry | None, entry: AuditEntry) -> str:
    """Returns what is wrong with a line that does not follow the one before it, in words."""
    behind = session.scalar(select(AuditEntry).where(AuditEntry.id > entry.id).order_by(AuditEntry.id).limit(1))
    if behind is not None and _follows(key, previous.hash if previous else audit.START, behind):
        what = "was put in between"
    elif previous is None:
        what = "was changed, or lines before it were removed"
    else:
        what = f"was changed, or lines between {previous.id} and it were removed"
    return f"line {entry.id} of {entry.at.isoformat(timespec='seconds')} {what}"


def lines(session: Session, *, candidate_id: str | None = None, since: datetime | None = None) -> Iterator[AuditEntry]:
    """Yields lines in order.

    Args:
        session: an open session.
        candidate_id: only those about this candidate: their file, its fields, and as long as it is there its notes and the
            requests for a person.
        since: only those from this moment on.
    """
    asked = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_AT_A_TIME)
    if since is not None:
        asked = asked.where(AuditEntry.at >= since)
    if candidate_id is not None:
        is_field = AuditEntry.subject.startswith(f"{candidate_id}/", autoescape=True)
        asked = asked.where(or_(AuditEntry.subject.in_(_subjects(session, candidate_id)), is_field))
    yield from session.scalars(asked)


def _subjects(session: Session, candidate_id: str) -> list[str]:
    notes = session.scalars(select(Note.id).where(Note.candidate_id == candidate_id))
    of_candidate = select(Candidate.conversation_id).where(Candidate.id == candidate_id)
    asked = session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id.in_(of_candidate)))
    return [candidate_id, *notes, *(f"request:{request_id}" for request_id in asked)]


def purge(session: Session) -> int:
    """Deletes the lines at the beginning that are older than `settings().audit_months`; returns how many.

    Days go whole. What is left of them is one line, whose subject is the hash of the last that went.
    """
    day = clock.today() - timedelta(days=settings().audit_months * _LONGEST_MONTH)
    kept_from = select(func.min(AuditEntry.id)).where(AuditEntry.at >= datetime.combine(day, time(), clock.PARIS))
    is_old = AuditEntry.id < func.coalesce(kept_from.scalar_subquery(), 2**31 - 1)
    last = session.execute(
        select(AuditEntry.id, AuditEntry.hash).where(is_old).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    if last is None:
        return 0
    gone = affected_rows(session, delete(AuditEntry).where(AuditEntry.id <= last.id))
    audit.record(session, actor="purge", act=PURGED, subject=last.hash)
    return gone
