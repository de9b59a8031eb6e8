"""Whom a recruiter set aside to come back to: their own list at a structure, in no order, without names until asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit, visibility
from bot.records.models import Candidate, Shortlisted, Structure
from bot.records.pseudonyms import pseudonyms
from bot.records.recruiters import SignedIn

SCOPE = "selection"


@dataclass(frozen=True)
class Chosen:
    """Somebody who was set aside.

    Attributes:
        ref: names them on these pages, for this reader alone.
        label: what they are called until their name is shown.
        candidate: their file.
        is_named: the reader had the name shown.
    """

    ref: str
    label: str
    candidate: Candidate
    is_named: bool


def set_aside(session: Session, me: SignedIn, candidate_id: str) -> None:
    """Sets somebody aside, whom the reader may see; twice is once.

    Raises:
        LookupError: the reader is at no structure: the list is a structure's.
    """
    key = _key(me, candidate_id)
    if session.get(Shortlisted, key) is None:
        session.add(Shortlisted(candidate_id=candidate_id, recruiter_id=key[1], structure_id=key[2]))
        session.flush()
        audit.record(session, actor=me.actor, act="set_aside", subject=candidate_id)


def take_out(session: Session, me: SignedIn, candidate_id: str) -> None:
    """Takes somebody out of the list.

    Raises:
        LookupError: the reader is at no structure.
    """
    if session.get(Shortlisted, _key(me, candidate_id)) is not None:
        session.execute(delete(Shortlisted).where(_mine(me), Shortlisted.candidate_id == candidate_id))
        audit.record(session, actor=me.actor, act="set_aside_no_more", subject=candidate_id)


def list_chosen(session: Session, me: SignedIn) -> list[Chosen]:
    """Returns whom a reader set aside and still may see, shuffled."""
    rows = (
        select(Candidate, Shortlisted)
        .join(Shortlisted, Shortlisted.candidate_id == Candidate.id)
        .where(_mine(me), visibility.visible(session, me))
        .order_by(Shortlisted.at, Candidate.id)
    )
    found = {candidate.id: (candidate, row) for candidate, row in session.execute(rows).tuples()}
    return [
        Chosen(one.ref, one.label, found[one.candidate_id][0], found[one.candidate_id][1].named_at is not None)
        for one in pseudonyms(me.recruiter_id, SCOPE, found)
    ]


def show_names(session: Session, me: SignedIn) -> int:
    """Has the names of those set aside shown from now on; returns of how many this is new."""
    hidden = [one.candidate.id for one in list_chosen(session, me) if not one.is_named]
    session.execute(
        update(Shortlisted).where(_mine(me), Shortlisted.candidate_id.in_(hidden)).values(named_at=clock.now())
    )
    for candidate_id in hidden:
        audit.record(session, actor=me.actor, act="showed_name", subject=candidate_id)
    return len(hidden)


def told(session: Session, candidate: Candidate) -> list[tuple[str, datetime]]:
    """Returns at which structures somebody set a person aside, and when, oldest first; never who."""
    rows = (
        select(Structure.name, Shortlisted.at)
        .join(Structure, Structure.id == Shortlisted.structure_id)
        .where(Shortlisted.candidate_id == candidate.id)
        .order_by(Shortlisted.at)
    )
    return list(session.execute(rows).tuples())


def _key(me: SignedIn, candidate_id: str) -> tuple[str, str, str]:
    if me.structure_id is None:
        raise LookupError("a list of those set aside is a structure's")
    return candidate_id, me.recruiter_id, me.structure_id


def _mine(me: SignedIn) -> ColumnElement[bool]:
    return (Shortlisted.recruiter_id == me.recruiter_id) & (Shortlisted.structure_id == (me.structure_id or ""))
