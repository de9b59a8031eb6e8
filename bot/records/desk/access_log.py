"""Accesses to a candidate's dossier by recruiters, operators and API clients, read from the audit log."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.accounts.recruiters import list_accounts
from bot.records.desk.visibility import StructureViewer, find_candidate
from bot.records.models import ApiRead, AuditEntry, Candidate, FileRead, HumanRequest, Structure


class AccessKind(StrEnum):
    """How a dossier was accessed."""

    READ = "read"  # on the pages or through the API
    EXPORTED = "exported"  # as a file or on paper
    LISTED = "listed"  # in the list of dossiers


# Accesses to one dossier. Not the operator's answer to a data-subject request.
_DOSSIER_ACTS = {
    "read_candidate": AccessKind.READ,
    "read_conversation": AccessKind.READ,
    "read_answer": AccessKind.READ,
    "exported_candidate": AccessKind.EXPORTED,
    "printed_candidate": AccessKind.EXPORTED,
}
# Accesses to lists, which include every candidate who had consented by then and whom the structure sees.
_LIST_ACTS = {
    "exported_candidates": AccessKind.EXPORTED,
    "listed_candidates": AccessKind.LISTED,
    "searched_candidates": AccessKind.LISTED,
}
_ACTS = _DOSSIER_ACTS | _LIST_ACTS
# Acts on one dossier that are recorded by structure besides, in `FileRead` or `ApiRead`.
_RECORDED_BY_STRUCTURE = _DOSSIER_ACTS.keys() - {"read_conversation"}
_RECRUITER_PREFIX = actor_of("")
_ERASED_RECRUITER = actor_of("erased")  # stands for every erased account


class _Opened(NamedTuple):
    """When an actor opened the dossier at a structure."""

    structure: str | None
    first_day: date
    last_day: date


@dataclass(frozen=True)
class AccessEntry:
    """Accesses to a dossier on one day.

    Attributes:
        day: in Paris.
        who: the recruiter's display name; None for an API client, an operator or an erased account.
        times: number of accesses that day.
        structure: that of the recruiter or API client; None if unknown or ambiguous.
    """

    kind: AccessKind
    day: date
    who: str | None
    times: int
    structure: str | None = None


def list_accesses(session: Session, candidate: Candidate) -> list[AccessEntry]:
    """Accesses to a dossier, oldest day first. Those of API clients are counted like recruiters'."""
    entries = _audit_entries(session, candidate)
    listing = _structures_listing(session, candidate, {entry.subject for entry in entries if entry.act in _LIST_ACTS})
    account_names = {actor_of(account.id): account.name for account in list_accounts(session)}
    opened = _opened_by_actor(session, candidate, account_names)
    counted: Counter[tuple[AccessKind, date, str | None, str | None]] = Counter()
    for entry in entries:
        if entry.act in _LIST_ACTS and entry.subject is not None and entry.subject not in listing:
            continue  # the list of a structure that does not see the candidate
        day, actor = clock.day_of(entry.at), entry.actor
        if entry.act in _RECORDED_BY_STRUCTURE:
            actor = _without_erased_id(actor, account_names)
        structure = listing.get(entry.subject or "") or _structure_on(day, opened.get(actor, ()))
        counted[_ACTS[entry.act], day, account_names.get(entry.actor), structure] += 1
    return [AccessEntry(kind, day, who, times, structure) for (kind, day, who, structure), times in counted.items()]


def _audit_entries(session: Session, candidate: Candidate) -> Sequence[AuditEntry]:
    """Others' accesses to the dossier and to any list since the candidate consented, oldest first."""
    requests = session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == candidate.conversation_id))
    answers = [f"{candidate.id}/{note.question_id}" for note in candidate.notes]
    subjects = [candidate.id, *answers, *(f"request:{number}" for number in requests)]
    to_dossier = and_(AuditEntry.act.in_(_DOSSIER_ACTS), AuditEntry.subject.in_(subjects))
    to_lists = and_(AuditEntry.act.in_(_LIST_ACTS), AuditEntry.at >= candidate.consented_at)
    accesses = select(AuditEntry).where(AuditEntry.actor != "candidate", or_(to_dossier, to_lists))
    return session.scalars(accesses.order_by(AuditEntry.at)).all()


def _structures_listing(session: Session, candidate: Candidate, ids: set[str | None]) -> dict[str, str]:
    """Names by id of those structures whose lists include the candidate."""
    return {
        structure.id: structure.name
        for structure in session.scalars(select(Structure).where(Structure.id.in_(ids)))
        if find_candidate(session, StructureViewer(structure.id), candidate.id) is not None
    }


def _without_erased_id(actor: str, known: Container[str]) -> str:
    """The actor, the same for all erased accounts: their accesses are reported by structure alone."""
    return _ERASED_RECRUITER if actor.startswith(_RECRUITER_PREFIX) and actor not in known else actor


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
    by_client = session.execute(
        select(ApiRead.token_id, Structure.name, ApiRead.first_at, ApiRead.last_at)
        .join(Structure, Structure.id == ApiRead.structure_id)
        .where(ApiRead.candidate_id == candidate.id)
    )
    rows = [(actor_of(row[0]), *row[1:]) for row in by_recruiter]
    rows += [(f"token:{row[0]}", *row[1:]) for row in by_client]
    opened: dict[str, list[_Opened]] = {}
    for actor, structure, first_at, last_at in rows:
        days = _Opened(structure, clock.day_of(first_at), clock.day_of(last_at))
        opened.setdefault(_without_erased_id(actor, known), []).append(days)
    return opened
