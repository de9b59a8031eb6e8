"""Whom a recruiter set aside to come back to: their own list at a structure, in no order, without names until asked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import visibility
from bot.records.models import Candidate, Shortlisted
from bot.records.store import audit
from bot.records.store.pseudonyms import Pseudonym, pseudonyms, resolve_ref, shuffled

SCOPE = "selection"


@dataclass(frozen=True)
class Chosen:
    """Somebody who was set aside.

    Attributes:
        ref: names them on pages, for this reader at this structure alone.
        label: what they are called without a name, on every page.
        candidate: their file.
        is_named: the reader had the name shown.
    """

    ref: str
    label: str
    candidate: Candidate
    is_named: bool


def put(session: Session, me: RecruiterUser, ids: Sequence[str], *, aside: bool, named: bool = False) -> int:
    """Sets candidates aside, or puts them back; returns how many of these that somebody may see.

    Args:
        session: an open session.
        me: who, at a structure.
        ids: of candidates; those that they may not see are left out.
        aside: False puts them back.
        named: they were chosen where their names stand, so the names are known.

    Raises:
        LookupError: they are at no structure: the list is a structure's.
    """
    if me.structure_id is None:
        raise LookupError("a list of those set aside is a structure's")
    seen = list(session.scalars(select(Candidate.id).where(Candidate.id.in_(ids), visibility.visible(session, me))))
    rows = session.scalars(select(Shortlisted).where(is_mine(me), Shortlisted.candidate_id.in_(seen)))
    held = {row.candidate_id: row for row in rows}
    for candidate_id in seen:
        row = held.get(candidate_id)
        if aside and row is None:
            added = Shortlisted(candidate_id=candidate_id, recruiter_id=me.recruiter_id, structure_id=me.structure_id)
            added.named_at = clock.now() if named else None
            session.add(added)
        elif aside and named and row is not None and row.named_at is None:
            row.named_at = clock.now()
            audit.record(session, actor=me.actor, act="showed_name", subject=candidate_id)
        if aside != (candidate_id in held):
            act = "set_aside" if aside else "set_aside_no_more"
            audit.record(session, actor=me.actor, act=act, subject=candidate_id)
    if not aside:
        session.execute(delete(Shortlisted).where(is_mine(me), Shortlisted.candidate_id.in_(seen)))
    return len(seen)


def is_named(session: Session, me: RecruiterUser, candidate_id: str) -> bool:
    """Returns whether a reader set somebody aside and has the name shown there: other pages tell of nobody else."""
    row = session.get(Shortlisted, (candidate_id, me.recruiter_id, me.structure_id or ""))
    return row is not None and row.named_at is not None


def list_chosen(session: Session, me: RecruiterUser) -> list[Chosen]:
    """Returns whom a reader set aside and still may see, shuffled."""
    rows = (
        select(Candidate, Shortlisted)
        .join(Shortlisted, Shortlisted.candidate_id == Candidate.id)
        .where(is_mine(me), visibility.visible(session, me))
    )
    found = {candidate.id: (candidate, row) for candidate, row in session.execute(rows).tuples()}
    return [
        Chosen(one.ref, one.label, found[one.candidate_id][0], found[one.candidate_id][1].named_at is not None)
        for one in pseudonyms(me, shuffled(me, SCOPE, found))
    ]


def named_ids(session: Session, me: RecruiterUser) -> list[str]:
    """Returns the ids of those set aside whose names are shown, in the order of the list: whose files it leads to."""
    rows = (
        select(Candidate.id)
        .join(Shortlisted, Shortlisted.candidate_id == Candidate.id)
        .where(is_mine(me), Shortlisted.named_at.is_not(None), visibility.visible(session, me))
    )
    return shuffled(me, SCOPE, session.scalars(rows))


def find_person(session: Session, me: RecruiterUser, ref: str) -> Pseudonym | None:
    """Returns whom a reader calls so, set aside or not, if they may see them."""
    candidate = visibility.find_candidate(session, me, resolve_ref(me, ref) or "")
    return None if candidate is None else pseudonyms(me, [candidate.id])[0]


def show_names(session: Session, me: RecruiterUser, refs: Collection[str] = ()) -> int:
    """Has the names of those set aside shown from now on, of some or of all; returns of how many this is new."""
    hidden = [
        one.candidate.id for one in list_chosen(session, me) if not one.is_named and (not refs or one.ref in refs)
    ]
    session.execute(
        update(Shortlisted).where(is_mine(me), Shortlisted.candidate_id.in_(hidden)).values(named_at=clock.now())
    )
    for candidate_id in hidden:
        audit.record(session, actor=me.actor, act="showed_name", subject=candidate_id)
    return len(hidden)


def is_mine(me: RecruiterUser) -> ColumnElement[bool]:
    """Returns the condition of the rows that are a reader's where they are."""
    return (Shortlisted.recruiter_id == me.recruiter_id) & (Shortlisted.structure_id == (me.structure_id or ""))
