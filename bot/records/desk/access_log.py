"""Accesses to a candidate's dossier by the team, read from the audit log."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.accounts.recruiters import list_accounts
from bot.records.desk.visibility import StructureViewer, find_candidate
from bot.records.models import ApiRead, AuditEntry, Candidate, FileRead, HumanRequest, Structure

READ, EXPORTED, LISTED = "read", "taken", "listed"
# Accesses to one dossier. Not the operator's answer to a data-subject request.
_DOSSIER_ACTS = {
    "read_candidate": READ, "read_conversation": READ, "read_answer": READ,
    "exported_candidate": EXPORTED, "printed_candidate": EXPORTED,
}  # fmt: skip
# Accesses to lists, which include every candidate who had consented by then.
_LIST_ACTS = {"exported_candidates": EXPORTED, "listed_candidates": LISTED, "searched_candidates": LISTED}
_WITH_STRUCTURE = _DOSSIER_ACTS.keys() - {"read_conversation"}  # acts that also record the structure
_ERASED = actor_of("")  # stands for every erased account


class _Opened(NamedTuple):
    """When an actor opened the dossier at a structure."""

    structure: str | None
    first_day: date
    last_day: date


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
    of_one = and_(AuditEntry.act.in_(_DOSSIER_ACTS), AuditEntry.subject.in_(subjects))
    of_all = and_(AuditEntry.act.in_(_LIST_ACTS), AuditEntry.at >= candidate.consented_at)
    entries = session.scalars(select(AuditEntry).where(or_(of_one, of_all)).order_by(AuditEntry.at)).all()
    listing = _structures_listing(session, candidate, {entry.subject for entry in entries if entry.act in _LIST_ACTS})
    account_names = {actor_of(account.id): account.name for account in list_accounts(session)}
    acts = _DOSSIER_ACTS | _LIST_ACTS
    opened = _opened_by_actor(session, candidate, account_names)
    counted: Counter[tuple[str, date, str | None, str | None]] = Counter()
    for entry in entries:
        concerns_candidate = entry.act in _DOSSIER_ACTS or entry.subject is None or entry.subject in listing
        if entry.actor != "candidate" and concerns_candidate:
            day = _day(entry.at)
            actor = _without_erased_id(entry.actor, account_names) if entry.act in _WITH_STRUCTURE else entry.actor
            structure = listing.get(entry.subject or "") or _structure_on(day, opened.get(actor, ()))
            counted[acts[entry.act], day, account_names.get(entry.actor), structure] += 1
    return [AccessEntry(how, day, who, times, structure) for (how, day, who, structure), times in counted.items()]


def _structures_listing(session: Session, candidate: Candidate, ids: set[str | None]) -> dict[str, str]:
    """Names by id of those structures whose lists include the candidate."""
    return {
        structure.id: structure.name
        for structure in session.scalars(select(Structure).where(Structure.id.in_(ids)))
        if find_candidate(session, StructureViewer(structure.id), candidate.id) is not None
    }


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.PARIS).date()


def _without_erased_id(actor: str, known: Container[str]) -> str:
    """The actor, the same for all erased accounts: their accesses are reported by structure alone."""
    return _ERASED if actor.startswith(_ERASED) and actor not in known else actor


def _structure_on(day: date, opened: Iterable[_Opened]) -> str | None:
    """The structure where an actor opened the dossier around that day; None if there is none or several."""
    structures = {one.structure for one in opened if one.first_day <= day <= one.last_day}
    return structures.pop() if len(structures) == 1 else None


def _opened_by_actor(session: Session, candidate: Candidate, known: Container[str]) -> dict[str, list[_Opened]]:
    """Where and when each actor opened the dossier."""
    by_recruiter = session.execute(
        select(FileRead.recruiter_id, Structure.name, FileRead.first_at, FileRead.last_at)
        .outerjoin(Structure, Structure.id == FileRead.structure_id)
        .where(FileRead.candidate_id == candidate.id)
    )
    by_program = session.execute(
        select(ApiRead.token_id, Structure.name, ApiRead.first_at, ApiRead.last_at)
        .join(Structure, Structure.id == ApiRead.structure_id)
        .where(ApiRead.candidate_id == candidate.id)
    )
    opened: dict[str, list[_Opened]] = {}
    for actor, structure, first_at, last_at in (
        *((actor_of(row[0]), *row[1:]) for row in by_recruiter), *((f"token:{row[0]}", *row[1:]) for row in by_program),
    ):  # fmt: skip
        days = _Opened(structure, _day(first_at), _day(last_at))
        opened.setdefault(_without_erased_id(actor, known), []).append(days)
    return opened
