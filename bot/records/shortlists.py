"""Whom a recruiter set aside to come back to: their own list at a structure, in no order."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records import audit
from bot.records.models import Candidate, Shortlisted
from bot.records.recruiters import SignedIn
from bot.records.visibility import visible


def put(session: Session, me: SignedIn, ids: Sequence[str], *, aside: bool) -> int:
    """Sets candidates aside, or puts them back; returns how many of these that somebody may see.

    Args:
        session: an open session.
        me: who, at a structure.
        ids: of candidates; those that they may not see are left out.
        aside: False puts them back.
    """
    seen = list(session.scalars(select(Candidate.id).where(Candidate.id.in_(ids), visible(session, me))))
    own = (Shortlisted.recruiter_id == me.recruiter_id, Shortlisted.structure_id == me.structure_id)
    held = set(session.scalars(select(Shortlisted.candidate_id).where(*own, Shortlisted.candidate_id.in_(seen))))
    for candidate_id in seen:
        if aside and candidate_id not in held:
            row = Shortlisted(candidate_id=candidate_id, recruiter_id=me.recruiter_id, structure_id=me.structure_id)
            session.add(row)
        if aside != (candidate_id in held):
            act = "shortlisted" if aside else "shortlisted_no_more"
            audit.record(session, actor=me.actor, act=act, subject=candidate_id)
    if not aside:
        session.execute(delete(Shortlisted).where(*own, Shortlisted.candidate_id.in_(seen)))
    return len(seen)
