"""Who may see what: one selection of candidates, and one of requests, by which every page, export and call begins."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.models import Candidate, HumanRequest, Structure
from bot.records.models.reach import reaching


class Viewer(Protocol):
    """Who looks: an account of the pages, or a token of the API."""

    @property
    def administers(self) -> bool:
        """Whether they see everybody while they are at no structure."""

    @property
    def structure_id(self) -> str | None:
        """Where they are."""


class Decider(Viewer, Protocol):
    """Who decides something at a structure: somebody of it, or a program that it gave a token."""

    @property
    def recruiter_id(self) -> str | None:
        """The person; None of a program."""

    @property
    def actor(self) -> str:
        """How the audit log names them."""


@dataclass(frozen=True)
class At:
    """Anybody at a structure."""

    structure_id: str
    administers: bool = False


@dataclass(frozen=True)
class Operator:
    """Who has the machine."""

    administers: bool = True
    structure_id: str | None = None


def visible(
    session: Session, me: Viewer, who: "ColumnElement[str] | InstrumentedAttribute[str]" = Candidate.id
) -> ColumnElement[bool]:
    """Returns the condition that somebody may see a file; `who`: the column of whose, where it is not `Candidate`'s."""
    if me.structure_id is None:
        return true() if me.administers else false()
    structure = session.get(Structure, me.structure_id)
    if structure is None or structure.closed_at is not None:
        return false()
    return who.in_(reaching(structure.town)) if structure.town else true()


def find_candidate(session: Session, me: Viewer, candidate_id: str) -> Candidate | None:
    """Returns a candidate that somebody may see, None as well if there is none of this id."""
    return session.scalar(select(Candidate).where(Candidate.id == candidate_id, visible(session, me)))


def sees_all(session: Session, me: Viewer) -> bool:
    """Returns whether somebody sees also who is not registered, or has not said where they would work."""
    if me.structure_id is None:
        return me.administers
    structure = session.get(Structure, me.structure_id)
    return structure is not None and structure.closed_at is None and structure.town is None


def visible_requests(session: Session, me: Viewer) -> ColumnElement[bool]:
    """Returns the condition on `HumanRequest` that somebody may see it and answer."""
    if sees_all(session, me):
        return true()
    return HumanRequest.conversation_id.in_(select(Candidate.conversation_id).where(visible(session, me)))


def find_request(session: Session, me: Viewer, request_id: int) -> HumanRequest | None:
    """Returns a request that somebody may see, None as well if there is none of this id."""
    return session.scalar(select(HumanRequest).where(HumanRequest.id == request_id, visible_requests(session, me)))
