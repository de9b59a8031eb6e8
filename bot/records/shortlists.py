"""Whom a recruiter set aside to come back to: their own list at a structure, in no order."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.records import audit
from bot.records.models import Shortlisted
from bot.records.recruiters import SignedIn


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
    candidate, recruiter, structure = key = _key(me, candidate_id)
    if session.get(Shortlisted, key) is not None:
        session.execute(
            delete(Shortlisted).where(
                Shortlisted.candidate_id == candidate,
                Shortlisted.recruiter_id == recruiter,
                Shortlisted.structure_id == structure,
            )
        )
        audit.record(session, actor=me.actor, act="set_aside_no_more", subject=candidate_id)


def _key(me: SignedIn, candidate_id: str) -> tuple[str, str, str]:
    if me.structure_id is None:
        raise LookupError("a list of those set aside is a structure's")
    return candidate_id, me.recruiter_id, me.structure_id
