"""A recruiter's shortlist at a structure: shuffled, and without names until the recruiter reveals them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import visibility
from bot.records.models import NO_STRUCTURE, Candidate, Shortlisted
from bot.records.store import audit
from bot.records.store.pseudonyms import Pseudonym, pseudonyms, resolve_ref, shuffled

SCOPE = "selection"


@dataclass(frozen=True)
class ShortlistEntry:
    """A candidate on the shortlist.

    Attributes:
        ref: pseudonymous reference, valid for this recruiter at this structure.
        label: pseudonym shown instead of the name.
        name_revealed: whether the recruiter asked to see the name.
    """

    ref: str
    label: str
    candidate: Candidate
    name_revealed: bool


def set_shortlisted(
    session: Session, me: RecruiterUser, ids: Sequence[str], *, aside: bool, named: bool = False
) -> int:
    """Add candidates to the shortlist or remove them; returns how many of them the recruiter may see.

    Args:
        ids: candidates that the recruiter may not see are skipped.
        aside: False removes them.
        named: chosen on a page that shows names, so the names count as revealed.

    Raises:
        LookupError: the recruiter has no structure.
    """
    if me.structure_id is None:
        raise LookupError("a shortlist belongs to a structure")
    visible = list(
        session.scalars(
            select(Candidate.id).where(Candidate.id.in_(ids), visibility.visible_candidates_filter(session, me))
        )
    )
    rows = session.scalars(select(Shortlisted).where(own_rows(me), Shortlisted.candidate_id.in_(visible)))
    existing = {row.candidate_id: row for row in rows}
    if aside:
        _add(session, me, [one for one in visible if one not in existing], named=named)
        _reveal(session, me, [row for row in existing.values() if named and row.named_at is None])
    else:
        for row in existing.values():
            session.delete(row)
            audit.record(session, actor=me.actor, act="set_aside_no_more", subject=row.candidate_id)
    return len(visible)


def _add(session: Session, me: RecruiterUser, ids: Sequence[str], *, named: bool) -> None:
    named_at = clock.now() if named else None
    for candidate_id in ids:
        key = {"candidate_id": candidate_id, "recruiter_id": me.recruiter_id, "structure_id": me.structure_id}
        session.add(Shortlisted(**key, named_at=named_at))
        audit.record(session, actor=me.actor, act="set_aside", subject=candidate_id)


def _reveal(session: Session, me: RecruiterUser, rows: Iterable[Shortlisted]) -> None:
    for row in rows:
        row.named_at = clock.now()
        audit.record(session, actor=me.actor, act="showed_name", subject=row.candidate_id)


def name_revealed(session: Session, me: RecruiterUser, candidate_id: str) -> bool:
    """Whether the candidate is on the shortlist with the name revealed. Other pages link to no one else."""
    row = session.get(Shortlisted, (candidate_id, me.recruiter_id, me.structure_id or NO_STRUCTURE))
    return row is not None and row.named_at is not None


def list_shortlist(session: Session, me: RecruiterUser) -> list[ShortlistEntry]:
    """Shortlisted candidates that the recruiter may still see, shuffled."""
    rows = (
        select(Candidate, Shortlisted)
        .join(Shortlisted, Shortlisted.candidate_id == Candidate.id)
        .where(own_rows(me), visibility.visible_candidates_filter(session, me))
    )
    rows_by_id = {candidate.id: (candidate, row) for candidate, row in session.execute(rows).tuples()}
    return [
        ShortlistEntry(
            one.ref, one.label, rows_by_id[one.candidate_id][0], rows_by_id[one.candidate_id][1].named_at is not None
        )
        for one in pseudonyms(me, shuffled(me, SCOPE, rows_by_id))
    ]


def revealed_ids(session: Session, me: RecruiterUser) -> list[str]:
    """Ids of the entries with a revealed name, in the order of the shortlist."""
    rows = (
        select(Candidate.id)
        .join(Shortlisted, Shortlisted.candidate_id == Candidate.id)
        .where(own_rows(me), Shortlisted.named_at.is_not(None), visibility.visible_candidates_filter(session, me))
    )
    return shuffled(me, SCOPE, session.scalars(rows))


def find_pseudonym(session: Session, me: RecruiterUser, ref: str) -> Pseudonym | None:
    """The visible candidate behind a pseudonymous reference, shortlisted or not."""
    candidate = visibility.find_candidate(session, me, resolve_ref(me, ref) or "")
    return None if candidate is None else pseudonyms(me, [candidate.id])[0]


def reveal_names(session: Session, me: RecruiterUser, refs: Collection[str] = ()) -> int:
    """Reveal the names of some entries, or of all; returns how many were hidden before."""
    entries = [one for one in list_shortlist(session, me) if not one.name_revealed and (not refs or one.ref in refs)]
    ids = [one.candidate.id for one in entries]
    hidden = session.scalars(select(Shortlisted).where(own_rows(me), Shortlisted.candidate_id.in_(ids))).all()
    _reveal(session, me, hidden)
    return len(hidden)


def own_rows(me: RecruiterUser) -> ColumnElement[bool]:
    """Condition that a row is the recruiter's own, at their structure."""
    return (Shortlisted.recruiter_id == me.recruiter_id) & (
        Shortlisted.structure_id == (me.structure_id or NO_STRUCTURE)
    )
