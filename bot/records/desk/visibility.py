"""Access control: the conditions that every page, export and API call uses to select candidates and handoffs."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.models import Candidate, HumanRequest, Structure
from bot.records.models.reach import reaching


class Viewer(Protocol):
    """A recruiter's session or an API token."""

    @property
    def administers(self) -> bool:
        """Whether they see every candidate while they act for no structure."""

    @property
    def structure_id(self) -> str | None:
        """The structure that they act for."""


class Decider(Viewer, Protocol):
    """A recruiter or an API client that acts for a structure."""

    @property
    def recruiter_id(self) -> str | None:
        """The recruiter; None for an API client."""

    @property
    def actor(self) -> str:
        """Name in the audit log."""


@dataclass(frozen=True)
class StructureViewer:
    """Any member of a structure."""

    structure_id: str
    administers: bool = False


@dataclass(frozen=True)
class Operator:
    """An operator on the command line, who sees every candidate."""

    administers: bool = True
    structure_id: str | None = None


def visible_candidates_filter(
    session: Session, me: Viewer, who: "ColumnElement[str] | InstrumentedAttribute[str]" = Candidate.id
) -> ColumnElement[bool]:
    """Condition that the viewer may see a candidate.

    Args:
        who: column with the candidate's id, if not `Candidate.id`.
    """
    if me.structure_id is None:
        return true() if me.administers else false()
    structure = session.get(Structure, me.structure_id)
    if structure is None or structure.closed_at is not None:
        return false()
    return who.in_(reaching(structure.town)) if structure.town else true()


def find_candidate(session: Session, me: Viewer, candidate_id: str) -> Candidate | None:
    """The candidate, or None if it does not exist or the viewer may not see it."""
    return session.scalar(select(Candidate).where(Candidate.id == candidate_id, visible_candidates_filter(session, me)))


def sees_all_candidates(session: Session, me: Viewer) -> bool:
    """Whether the viewer also sees candidates without a registration or a mobility."""
    if me.structure_id is None:
        return me.administers
    structure = session.get(Structure, me.structure_id)
    return structure is not None and structure.closed_at is None and structure.town is None


def visible_handoffs_filter(session: Session, me: Viewer) -> ColumnElement[bool]:
    """Condition on `HumanRequest` that the viewer may see and answer it."""
    if sees_all_candidates(session, me):
        return true()
    return HumanRequest.conversation_id.in_(
        select(Candidate.conversation_id).where(visible_candidates_filter(session, me))
    )


def find_handoff(session: Session, me: Viewer, request_id: int) -> HumanRequest | None:
    """The handoff, or None if it does not exist or the viewer may not see it."""
    return session.scalar(
        select(HumanRequest).where(HumanRequest.id == request_id, visible_handoffs_filter(session, me))
    )
