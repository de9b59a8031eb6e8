"""Who of the team read a person's file, and when, as the audit log has it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import AuditEntry, Candidate, HumanRequest, Recruiter
from bot.records.recruiters import actor_of

READ, TAKEN, LISTED = "read", "taken", "listed"
# Not what an operator gives to the person on demand.
_OF_ONE = {
    "read_candidate": READ, "read_conversation": READ, "read_answer": READ,
    "exported_candidate": TAKEN, "printed_candidate": TAKEN,
}  # fmt: skip
# Of everybody: who agreed before is among them.
_OF_ALL = {"exported_candidates": TAKEN, "listed_candidates": LISTED, "searched_candidates": LISTED}


@dataclass(frozen=True)
class Reading:
    """A file was read on a day.

    Attributes:
        how: `READ` on the pages, `TAKEN` as a file or on paper, `LISTED` among others, by name and town.
        day: in Paris.
        who: the recruiter's display name; None for who runs the service, or an account that is no more.
        times: how often, on that day.
    """

    how: str
    day: date
    who: str | None
    times: int


def readings(session: Session, candidate: Candidate) -> list[Reading]:
    """Returns who read a file, oldest day first."""
    requests = session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == candidate.conversation_id))
    answers = [f"{candidate.id}/{note.question_id}" for note in candidate.notes]
    subjects = [candidate.id, *answers, *(f"request:{number}" for number in requests)]
    of_one = and_(AuditEntry.act.in_(_OF_ONE), AuditEntry.subject.in_(subjects))
    of_all = and_(AuditEntry.act.in_(_OF_ALL), AuditEntry.at >= candidate.consented_at)
    entries = session.scalars(select(AuditEntry).where(or_(of_one, of_all)).order_by(AuditEntry.at))
    names = {actor_of(account.id): account.name for account in session.scalars(select(Recruiter))}
    acts = _OF_ONE | _OF_ALL
    counted = Counter(
        (acts[entry.act], entry.at.astimezone(clock.PARIS).date(), names.get(entry.actor))
        for entry in entries
        if entry.actor != "candidate"
    )
    return [Reading(how, day, who, times) for (how, day, who), times in counted.items()]
