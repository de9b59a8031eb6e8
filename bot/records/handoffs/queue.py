"""The recruiters' queue of handoffs: waiting, closed, assigned to whom, median time to a first reply."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.desk.visibility import Viewer, visible_handoffs_filter
from bot.records.models import Candidate, HumanRequest, Membership, OutboundMessage, Recruiter, Structure
from bot.records.store import audit
from bot.records.store.sql_helpers import count

PAGE_SIZE = 25
REPLY_TIME_WINDOW = timedelta(days=30)
RECENT = timedelta(days=7)
MIN_REPLIES_FOR_MEDIAN = 5  # fewer say little about the team and too much about each candidate
ALL, MINE, UNASSIGNED = "toutes", "moi", "personne"
HandoffAndCandidate = tuple[HumanRequest, Candidate | None]


@dataclass(frozen=True)
class Assignee:
    """A recruiter as another one may see them: by name within a structure, otherwise only their structures."""

    name: str | None
    structures: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of handoffs, numbered from 1; an empty list has one page."""

    rows: list[HandoffAndCandidate]
    number: int
    pages: int
    total: int


def count_waiting(session: Session, me: Viewer) -> int:
    """Number of open handoffs that the viewer may see."""
    return count(session, HumanRequest, HumanRequest.handled_at.is_(None), visible_handoffs_filter(session, me))


def list_waiting(session: Session, me: Viewer) -> list[HandoffAndCandidate]:
    """Open handoffs that the viewer may see, oldest first."""
    rows = _visible_handoffs(session, me).where(HumanRequest.handled_at.is_(None))
    return _as_pairs(session, rows.order_by(HumanRequest.created_at, HumanRequest.id))


def list_called_off(session: Session, me: Viewer) -> list[HandoffAndCandidate]:
    """Handoffs that candidates cancelled during the last week, latest first."""
    called_off = HumanRequest.called_off_at >= clock.now() - RECENT
    rows = _visible_handoffs(session, me).where(called_off).order_by(HumanRequest.called_off_at.desc(), HumanRequest.id)
    return _as_pairs(session, rows.limit(PAGE_SIZE))


def list_closed(session: Session, me: Viewer, page: int = 1) -> Page:
    """Closed handoffs, latest first. A page number past the end gives the last page."""
    handled = HumanRequest.handled_at.is_not(None)
    total = count(session, HumanRequest, handled, visible_handoffs_filter(session, me))
    pages = max(1, math.ceil(total / PAGE_SIZE))
    number = min(max(1, page), pages)
    rows = _visible_handoffs(session, me).where(handled).order_by(HumanRequest.handled_at.desc(), HumanRequest.id)
    return Page(_as_pairs(session, rows.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)), number, pages, total)


def assign(
    session: Session, request: HumanRequest, recruiter_id: str | None, *, among: Collection[str], actor: str
) -> None:
    """Assign a handoff, or unassign it with None. Does not touch a takeover in progress.

    No effect if the handoff is closed or already assigned so, or if a recruiter outside `among` would be unassigned.

    Args:
        recruiter_id: the caller has checked that they may see the handoff.
        among: recruiters who may be unassigned. Reassigning is not limited.
    """
    is_elsewhere = recruiter_id is None and request.assigned_to not in {None, *among}
    if request.handled_at is None and request.assigned_to != recruiter_id and not is_elsewhere:
        request.assigned_to = recruiter_id
        act = "assigned_request" if recruiter_id else "unassigned_request"
        audit.record(session, actor=actor, act=act, subject=f"request:{request.id}")


def median_reply_time(session: Session, structure_id: str | None) -> timedelta | None:
    """Median time to first reply or closing by this structure, last 30 days; None for fewer than five."""
    if structure_id is None:
        return None
    answered = select(HumanRequest.created_at, HumanRequest.answered_at).where(
        HumanRequest.answered_for == structure_id, HumanRequest.answered_at >= clock.now() - REPLY_TIME_WINDOW
    )
    waits = [(at - since).total_seconds() for since, at in session.execute(answered) if at is not None]
    return timedelta(seconds=median(waits)) if len(waits) >= MIN_REPLIES_FOR_MEDIAN else None


def assignees(session: Session, me: Viewer, ids: Iterable[str | None]) -> dict[str, Assignee]:
    """Assignee by account id. Names only within the viewer's structure; a service-wide administrator sees all names."""
    is_open = Structure.closed_at.is_(None)
    rows = session.execute(
        select(Recruiter.id, Recruiter.name, Structure)
        .outerjoin(Membership, Membership.recruiter_id == Recruiter.id)
        .outerjoin(Structure, (Structure.id == Membership.structure_id) & is_open)
        .where(Recruiter.id.in_({one for one in ids if one}))
        .order_by(Structure.name)
    )
    by_account: dict[str, Assignee] = {}
    for account, name, structure in rows:
        assignee = by_account.get(account, Assignee(name if me.structure_id is None else None, ()))
        if structure is not None:
            is_colleague = structure.id == me.structure_id
            assignee = Assignee(name if is_colleague else assignee.name, (*assignee.structures, structure.name))
        by_account[account] = assignee
    return by_account


def count_undelivered(session: Session, conversation_id: str, since: Any) -> int:
    """Number of messages to the candidate given up since a timestamp."""
    of_it = OutboundMessage.conversation_id == conversation_id
    return count(session, OutboundMessage, of_it, OutboundMessage.abandoned_at >= since)


def _visible_handoffs(session: Session, me: Viewer) -> "Select[HumanRequest, Candidate]":
    of_it = Candidate.conversation_id == HumanRequest.conversation_id
    return select(HumanRequest, Candidate).outerjoin(Candidate, of_it).where(visible_handoffs_filter(session, me))


def _as_pairs(session: Session, rows: "Select[HumanRequest, Candidate]") -> list[HandoffAndCandidate]:
    return [(request, candidate) for request, candidate in session.execute(rows)]
