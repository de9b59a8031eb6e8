"""Labels of assignees: colleagues by name, other recruiters by structure."""

from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.handoffs import queue
from bot.records.handoffs.queue import Assignee
from bot.records.models import HumanRequest

_ERASED = "une personne dont le compte est effacé"
_OF_NONE = "l'administration du service"


def assignee_label(holder: Assignee | None) -> str:
    """« Camille Lecture » or « une personne de Mairie de Figeac », to follow « par » or « à »."""
    if holder is None:
        return _ERASED
    if holder.name is not None:
        return holder.name
    return f"une personne de {' ou '.join(holder.structures)}" if holder.structures else _OF_NONE


def taker_label(session: Session, me: RecruiterUser, handoff: HumanRequest) -> str:
    """Label of the team member who has taken over."""
    found = queue.assignees(session, me, [handoff.taken_by])
    return assignee_label(found.get(handoff.taken_by or ""))


def assignee_labels(session: Session, me: RecruiterUser, requests: list[HumanRequest]) -> dict[str, str]:
    """Labels of all takers and assignees, by account id."""
    ids = [one for handoff in requests for one in (handoff.taken_by, handoff.assigned_to)]
    return {account: assignee_label(holder) for account, holder in queue.assignees(session, me, ids).items()}
