"""Accesses to a candidate's dossier by the team, read from the audit log."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.accounts.recruiters import list_accounts
from bot.records.desk.visibility import StructureViewer, find_candidate
from bot.records.models import ApiRead, AuditEntry, Candidate, FileRead, HumanRequest, Structure

READ, EXPORTED, LISTED = "read", "taken", "listed"
# Not what an operator gives to the person on demand.
_OF_ONE = {
    "read_candidate": READ, "read_conversation": READ, "read_answer": READ,
    "exported_candidate": EXPORTED, "printed_candidate": EXPORTED,
}  # fmt: skip
# Of everybody: who agreed before is among them.
_OF_ALL = {"exported_candidates": EXPORTED, "listed_candidates": LISTED, "searched_candidates": LISTED}
_KEPT_BY_PLACE = _OF_ONE.keys() - {"read_conversation"}  # each leaves a row of where it was, too
_Place = tuple[str | None, date, date]  # a structure, and from when to when somebody was there
_ERASED = actor_of("")  # whoever of the accounts that are no more


@dataclass(frozen=True)
class AccessEntry:
    """Accesses to a dossier on one day.

    Attributes:
        how: `READ` on the pages, `EXPORTED` as a file or on paper, `LISTED` in a list with name and town.
        day: in Paris.
        who: the recruiter's display name; None for an operator or an erased account.
        times: number of accesses that day.
        structure: the recruiter's structure; None if unknown or ambiguous.
    """

    how: str
    day: date
    who: str | None
    times: int
    structure: str | None = None


def list_accesses(session: Session, candidate: Candidate) -> list[AccessEntry]:
    """Accesses to a dossier, oldest day first."""
    requests = session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == candidate.conversation_id))
    answers = [f"{candidate.id}/{note.question_id}" for note in candidate.notes]
    subjects = [candidate.id, *answers, *(f"request:{number}" for number in requests)]
    of_one = and_(AuditEntry.act.in_(_OF_ONE), AuditEntry.subject.in_(subjects))
    of_all = and_(AuditEntry.act.in_(_OF_ALL), AuditEntry.at >= candidate.consented_at)
    entries = session.scalars(select(AuditEntry).where(or_(of_one, of_all)).order_by(AuditEntry.at)).all()
    seeing = _seeing(session, candidate, {entry.subject for entry in entries if entry.act in _OF_ALL})
    names = {actor_of(account.id): account.name for account in list_accounts(session)}
    acts = _OF_ONE | _OF_ALL
    structures = _structures(session, candidate, names)
    counted: Counter[tuple[str, date, str | None, str | None]] = Counter()
    for entry in entries:
        is_theirs = entry.act in _OF_ONE or entry.subject is None or entry.subject in seeing
        if entry.actor != "candidate" and is_theirs:
            day = entry.at.astimezone(clock.PARIS).date()
            actor = _known(entry.actor, names) if entry.act in _KEPT_BY_PLACE else entry.actor
            structure = seeing.get(entry.subject or "") or _only_one(structures.get(actor, ()), day)
            counted[acts[entry.act], day, names.get(entry.actor), structure] += 1
    return [AccessEntry(how, day, who, times, structure) for (how, day, who, structure), times in counted.items()]


def _seeing(session: Session, candidate: Candidate, ids: set[str | None]) -> dict[str, str]:
    """Names by id of those structures whose lists include the candidate."""
    return {
        structure.id: structure.name
        for structure in session.scalars(select(Structure).where(Structure.id.in_(ids)))
        if find_candidate(session, StructureViewer(structure.id), candidate.id) is not None
    }


def _known(actor: str, names: Container[str]) -> str:
    """The actor, with all erased accounts merged into one: their accesses are reported by structure alone."""
    return _ERASED if actor.startswith(_ERASED) and actor not in names else actor


def _only_one(where: Iterable[_Place], day: date) -> str | None:
    """The structure where the actor opened the dossier around that day; None if there is none or several."""
    on_that_day = {name for name, first, last in where if first <= day <= last}
    return on_that_day.pop() if len(on_that_day) == 1 else None


def _structures(session: Session, candidate: Candidate, names: Container[str]) -> dict[str, list[_Place]]:
    """For each actor, the structures where the dossier was opened, with first and last day."""
    rows = session.execute(
        select(FileRead.recruiter_id, Structure.name, FileRead.first_at, FileRead.last_at)
        .outerjoin(Structure, Structure.id == FileRead.structure_id)
        .where(FileRead.candidate_id == candidate.id)
    )
    by_program = session.execute(
        select(ApiRead.token_id, Structure.name, ApiRead.first_at, ApiRead.last_at)
        .join(Structure, Structure.id == ApiRead.structure_id)
        .where(ApiRead.candidate_id == candidate.id)
    )
    found: dict[str, list[_Place]] = {}
    for actor, name, first, last in (
        *((actor_of(row[0]), *row[1:]) for row in rows), *((f"token:{row[0]}", *row[1:]) for row in by_program),
    ):  # fmt: skip
        days = first.astimezone(clock.PARIS).date(), last.astimezone(clock.PARIS).date()
        found.setdefault(_known(actor, names), []).append((name, *days))
    return found
