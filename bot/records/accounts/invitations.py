"""Invitations by link: for a structure and a role, once, within a week, unless taken back."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import recruiter_sessions, recruiters, sign_in_failures, structures
from bot.records.accounts.recruiter_sessions import hash_token
from bot.records.models import Invitation, Recruiter, Structure
from bot.records.store import audit
from bot.records.store.database import Database
from bot.records.store.sql_helpers import affected_rows

LIFETIME = timedelta(days=7)
_TOKEN_BYTES = 32
_COUNTED_AS, _LOGINS_COUNTED_AS = "INVITATION", "LOGIN"  # logins are in small letters


class InvalidInvitationError(Exception):
    """The link is unknown, used, taken back or too old, or who made it administers no more."""


@dataclass(frozen=True)
class InvitationOffer:
    """What a link offers.

    Attributes:
        structure: name of the structure.
        administers: the role, administrator or recruiter.
    """

    structure: str
    administers: bool


def create(session: Session, structure: Structure, *, administers: bool, made_by: str) -> str:
    """Makes an invitation and returns what its link holds, of which only the hash is stored.

    Args:
        session: an open session.
        structure: to belong to.
        administers: the role.
        made_by: id of the account that invites.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    made = Invitation(
        token_hash=hash_token(token), structure_id=structure.id, administers=administers, made_by=made_by,
        expires_at=clock.now() + LIFETIME,
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(
        session, actor=recruiter_sessions.actor_of(made_by), act="invited", subject=f"{made.id}/{structure.id}"
    )
    return token


def list_for_structure(session: Session, structure_id: str) -> list[Invitation]:
    """Returns the invitations of a structure that may still be used, the newest first."""
    rows = select(Invitation).where(Invitation.structure_id == structure_id, _is_open())
    return list(session.scalars(rows.order_by(Invitation.made_at.desc())))


def revoke(session: Session, structure_id: str, invitation_id: str, *, actor: str) -> bool:
    """Takes an invitation back; returns whether there was one that could still be used."""
    its = update(Invitation).where(Invitation.id == invitation_id, Invitation.structure_id == structure_id, _is_open())
    if affected_rows(session, its.values(revoked_at=clock.now())) != 1:
        return False
    audit.record(session, actor=actor, act="invitation_revoked", subject=invitation_id)
    return True


def open_link(database: Database, token: str, *, address: str) -> InvitationOffer:
    """Returns what a link offers; whoever tries links that are none waits longer and longer.

    Args:
        database: where invitations are.
        token: what the link holds.
        address: where it is opened.

    Raises:
        InvitationOverError: it offers nothing.
        TooSoonError: links from there were none before: this one must wait.
    """
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, _COUNTED_AS, address)
    with database.session_scope() as session:
        found = _find(session, token)
        sign_in_failures.clear_attempt(session, _COUNTED_AS, address)
        return InvitationOffer(session.get_one(Structure, found.structure_id).name, found.administers)


def create_account_throttled(
    database: Database, token: str, *, address: str, login: str, name: str, password: str
) -> str | None:
    """Makes an account by an invitation, and returns its id, None if the login is taken.

    Each try counts before it is looked at: who tries one login after the other, to learn which are taken, waits longer
    and longer.

    Args:
        database: where invitations are.
        token: what the link holds.
        address: where it is opened.
        login: of the new account.
        name: of its owner.
        password: to sign in with.

    Raises:
        InvitationOverError: it offers nothing (any more).
        TooSoonError: logins that were chosen there were taken: this one must wait.
    """
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, _LOGINS_COUNTED_AS, address)
    try:
        with database.session_scope() as session:
            account = create_account(session, token, login=login, name=name, password=password)
            sign_in_failures.clear_attempt(session, _LOGINS_COUNTED_AS, address)
            return account.id
    except IntegrityError:
        return None


def create_account(session: Session, token: str, *, login: str, name: str, password: str) -> Recruiter:
    """Makes an account by an invitation, which is used then.

    Raises:
        InvitationOverError: it offers nothing (any more).
        sqlalchemy.exc.IntegrityError: the login is taken; nothing is used once the session is rolled back.
    """
    found = _find(session, token)
    structure = session.get_one(Structure, found.structure_id)
    account = recruiters.create(
        session, login=login, name=name, password=password, administers=found.administers, structure=structure,
        actor=f"invitation:{found.id}",
    )  # fmt: skip
    _use(session, found, account)
    return account


def join(session: Session, token: str, recruiter_id: str) -> str:
    """Lets an account that there is join by an invitation, which is used then; returns the structure's id.

    Raises:
        InvitationOverError: it offers nothing (any more).
    """
    found = _find(session, token)
    account = session.get_one(Recruiter, recruiter_id)
    _use(session, found, account)
    actor = recruiter_sessions.actor_of(recruiter_id)
    structures.join(session, account, session.get_one(Structure, found.structure_id), actor=actor)
    if found.administers and not account.administers:
        recruiters.set_administrator(session, account, administers=True, actor=f"invitation:{found.id}")
    return found.structure_id


def purge_expired(session: Session) -> int:
    """Deletes invitations that are over by time, used or not; returns how many."""
    return affected_rows(session, delete(Invitation).where(Invitation.expires_at <= clock.now()))


def _is_open() -> ColumnElement[bool]:
    return and_(
        Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > clock.now(),
    )  # fmt: skip


def _find(session: Session, token: str) -> Invitation:
    """Returns the invitation of a link. Who was dismissed has left no door open: their invitations are over too.

    Raises:
        InvitationOverError: there is none that may be used.
    """
    found = session.scalar(
        select(Invitation)
        .join(Recruiter, Recruiter.id == Invitation.made_by)
        .join(Structure, Structure.id == Invitation.structure_id)
        .where(
            Invitation.token_hash == hash_token(token),
            _is_open(),
            Recruiter.administers.is_(True),
            Recruiter.disabled.is_(False),
            Structure.closed_at.is_(None),
        )
    )
    if found is None:
        raise InvalidInvitationError
    return found


def _use(session: Session, invitation: Invitation, account: Recruiter) -> None:
    """Uses an invitation: one statement, so that of two who open it at once one joins.

    Raises:
        InvitationOverError: it was used meanwhile.
    """
    its = update(Invitation).where(Invitation.id == invitation.id, _is_open())
    if affected_rows(session, its.values(used_at=clock.now(), used_by=account.id)) != 1:
        raise InvalidInvitationError
    audit.record(session, actor=recruiter_sessions.actor_of(account.id), act="invitation_used", subject=invitation.id)
