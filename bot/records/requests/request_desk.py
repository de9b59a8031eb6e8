"""Requests for a person as the team works on them: which wait, whose they are, how long an answer takes."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.desk.visibility import Viewer, visible_requests
from bot.records.models import Candidate, HumanRequest, Membership, OutboundMessage, Recruiter, Structure
from bot.records.store import audit

PAGE_SIZE = 25
MEASURED = timedelta(days=30)
LATELY = timedelta(days=7)
FEWEST_MEASURED = 5  # fewer answers say nothing of how long one takes, and much of each
ANYBODY, MINE, NOBODY = "toutes", "moi", "personne"
Asked = tuple[HumanRequest, Candidate | None]


@dataclass(frozen=True)
class Holder:
    """Whose a request is: the account's name, None where it is not told, and its structures."""

    name: str | None
    structures: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of requests; pages count from 1, and there is always one."""

    rows: list[Asked]
    number: int
    pages: int
    total: int


def count_waiting(session: Session, me: Viewer) -> int:
    """Returns how many requests wait that somebody may see."""
    waiting = select(func.count()).select_from(HumanRequest).where(HumanRequest.handled_at.is_(None))
    return session.scalar(waiting.where(visible_requests(session, me))) or 0


def list_waiting(session: Session, me: Viewer) -> list[Asked]:
    """Returns the requests that nobody has closed, longest waiting first, with who asked if registered."""
    rows = _requests(session, me).where(HumanRequest.handled_at.is_(None))
    return _as_pairs(session, rows.order_by(HumanRequest.created_at, HumanRequest.id))


def list_called_off(session: Session, me: Viewer) -> list[Asked]:
    """Returns the requests that their authors called off lately, latest first."""
    called_off = HumanRequest.called_off_at >= clock.now() - LATELY
    rows = _requests(session, me).where(called_off).order_by(HumanRequest.called_off_at.desc(), HumanRequest.id)
    return _as_pairs(session, rows.limit(PAGE_SIZE))


def list_handled(session: Session, me: Viewer, page: int = 1) -> Page:
    """Returns a page of the requests that were closed, latest first, with who asked if registered.

    Args:
        session: an open session.
        me: who looks.
        page: from 1; a number past the end gives the last page.
    """
    handled = HumanRequest.handled_at.is_not(None)
    counted = select(func.count()).select_from(HumanRequest).where(handled, visible_requests(session, me))
    total = session.scalar(counted) or 0
    pages = max(1, math.ceil(total / PAGE_SIZE))
    number = min(max(1, page), pages)
    rows = _requests(session, me).where(handled).order_by(HumanRequest.handled_at.desc(), HumanRequest.id)
    return Page(_as_pairs(session, rows.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)), number, pages, total)


def assign(
    session: Session, request: HumanRequest, recruiter_id: str | None, *, among: Collection[str], actor: str
) -> None:
    """Says whose a request is to answer, None for anybody's; who is answering it already goes on.

    Args:
        session: an open session.
        request: the request.
        recruiter_id: somebody who may see it.
        among: whose requests may become anybody's again: nobody takes one from who is at another structure.
        actor: who says so, for the audit log.
    """
    is_elsewhere = recruiter_id is None and request.assigned_to not in {None, *among}
    if request.handled_at is None and request.assigned_to != recruiter_id and not is_elsewhere:
        request.assigned_to = recruiter_id
        act = "assigned_request" if recruiter_id else "unassigned_request"
        audit.record(session, actor=actor, act=act, subject=f"request:{request.id}")


def median_wait(session: Session, structure_id: str | None) -> timedelta | None:
    """Returns how long half of those whom a structure answered lately waited at most; None for too few to tell."""
    if structure_id is None:
        return None
    answered = select(HumanRequest.created_at, HumanRequest.answered_at).where(
        HumanRequest.answered_for == structure_id, HumanRequest.answered_at >= clock.now() - MEASURED
    )
    waits = [(at - since).total_seconds() for since, at in session.execute(answered) if at is not None]
    return timedelta(seconds=median(waits)) if len(waits) >= FEWEST_MEASURED else None


def holders(session: Session, me: Viewer, ids: Iterable[str | None]) -> dict[str, Holder]:
    """Returns who accounts are that hold requests, or that these are given to, as somebody may know it, by account.

    Colleagues see each other's names, and who administers at no structure sees all; of others their structures are told.
    """
    is_open = Structure.closed_at.is_(None)
    rows = session.execute(
        select(Recruiter.id, Recruiter.name, Structure)
        .outerjoin(Membership, Membership.recruiter_id == Recruiter.id)
        .outerjoin(Structure, (Structure.id == Membership.structure_id) & is_open)
        .where(Recruiter.id.in_({one for one in ids if one}))
        .order_by(Structure.name)
    )
    found: dict[str, Holder] = {}
    for account, name, structure in rows:
        known = found.get(account, Holder(name if me.structure_id is None else None, ()))
        if structure is not None:
            is_here = structure.id == me.structure_id
            known = Holder(name if is_here else known.name, (*known.structures, structure.name))
        found[account] = known
    return found


def count_undelivered(session: Session, conversation_id: str, since: Any) -> int:
    """Returns how many messages to a person could not be delivered since a moment, and never will be."""
    lost = select(func.count()).select_from(OutboundMessage)
    of_it = OutboundMessage.conversation_id == conversation_id
    return session.scalar(lost.where(of_it, OutboundMessage.abandoned_at >= since)) or 0


def _requests(session: Session, me: Viewer) -> "Select[HumanRequest, Candidate]":
    of_it = Candidate.conversation_id == HumanRequest.conversation_id
    return select(HumanRequest, Candidate).outerjoin(Candidate, of_it).where(visible_requests(session, me))


def _as_pairs(session: Session, rows: "Select[HumanRequest, Candidate]") -> list[Asked]:
    return [(request, candidate) for request, candidate in session.execute(rows)]
