"""Structures that hire, and their members."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text_cleanup import clean_line
from bot.records.conversations import takeover_ends
from bot.records.models import Membership, Recruiter, Structure
from bot.records.store import audit

NATIONWIDE = "Équipe nationale"
MAX_NAME_LENGTH = 200


class ReservedNameError(Exception):
    """The nationwide structure cannot be renamed: accounts find it by its name."""


def create(session: Session, *, name: str, town: Mapping[str, Any] | None, actor: str = "operator") -> Structure:
    """Create a structure. Without a town it recruits all over France.

    Raises:
        sqlalchemy.exc.IntegrityError: the name is taken.
    """
    structure = Structure(name=clean_line(name), town=dict(town) if town else None)
    session.add(structure)
    session.flush()
    audit.record(session, actor=actor, act="structure_created", subject=structure.id)
    return structure


def find(session: Session, name: str) -> Structure | None:
    """The structure of a name, ignoring case."""
    wanted = clean_line(name).casefold()
    return next((row for row in list_structures(session) if row.name.casefold() == wanted), None)


def rename(session: Session, structure: Structure, name: str, *, actor: str = "operator") -> None:
    """Rename a structure.

    Raises:
        ReservedNameError: it is the nationwide one.
        sqlalchemy.exc.IntegrityError: the name is taken.
    """
    if structure.name == NATIONWIDE:
        raise ReservedNameError
    if structure.name != clean_line(name):
        structure.name = clean_line(name)
        session.flush()
        audit.record(session, actor=actor, act="structure_renamed", subject=structure.id)


def nationwide(session: Session) -> Structure:
    """The structure of accounts created without one, which recruits all over France. Created on first use."""
    return find(session, NATIONWIDE) or create(session, name=NATIONWIDE, town=None)


def list_structures(session: Session) -> list[Structure]:
    """All structures by name, closed ones included."""
    return list(session.scalars(select(Structure).order_by(Structure.name)))


def join(session: Session, account: Recruiter, structure: Structure, *, actor: str = "operator") -> None:
    """Add an account to a structure. Idempotent."""
    if session.get(Membership, (account.id, structure.id)) is None:
        session.add(Membership(recruiter_id=account.id, structure_id=structure.id))
        session.flush()
        audit.record(session, actor=actor, act="joined_structure", subject=f"{account.id}/{structure.id}")


def leave(session: Session, account: Recruiter, structure: Structure, *, actor: str = "operator") -> None:
    """Remove an account from a structure, effective at once, and end its takeovers."""
    membership = session.get(Membership, (account.id, structure.id))
    if membership is not None:
        session.delete(membership)
        session.flush()
        takeover_ends.requeue_all_of(session, account.id, actor=actor)
        audit.record(session, actor=actor, act="left_structure", subject=f"{account.id}/{structure.id}")


def list_for_account(session: Session, recruiter_id: str) -> list[Structure]:
    """Open structures of an account, by name."""
    rows = (
        select(Structure)
        .join(Membership, Membership.structure_id == Structure.id)
        .where(Membership.recruiter_id == recruiter_id, Structure.closed_at.is_(None))
    )
    return list(session.scalars(rows.order_by(Structure.name)))


def members(session: Session, structure_id: str) -> list[Recruiter]:
    """Accounts of a structure, by name."""
    rows = select(Recruiter).join(Membership, Membership.recruiter_id == Recruiter.id)
    return list(session.scalars(rows.where(Membership.structure_id == structure_id).order_by(Recruiter.name)))


def close(session: Session, structure: Structure, *, actor: str = "operator") -> None:
    """Close a structure and end its members' takeovers; its decisions stay."""
    structure.closed_at = clock.now()
    for account in members(session, structure.id):
        takeover_ends.requeue_all_of(session, account.id, actor=actor)
    audit.record(session, actor=actor, act="structure_closed", subject=structure.id)


def reopen(session: Session, structure: Structure, *, actor: str = "operator") -> None:
    """Reopen a closed structure for its members."""
    structure.closed_at = None
    audit.record(session, actor=actor, act="structure_reopened", subject=structure.id)


def count_members(session: Session) -> dict[str, int]:
    """Number of open accounts by structure id."""
    rows = (
        select(Membership.structure_id, func.count())
        .join(Recruiter, Recruiter.id == Membership.recruiter_id)
        .where(Recruiter.disabled.is_(False))
        .group_by(Membership.structure_id)
    )
    return dict(session.execute(rows).tuples().all())
