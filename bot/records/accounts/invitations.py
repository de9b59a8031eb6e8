"""Invitation links: single-use, valid for a week, for a structure and a role."""

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
# What is throttled, in place of the login under which attempts are counted. No login looks like this: they are lower case.
_LINKS_THROTTLE, _LOGINS_THROTTLE = "INVITATION", "LOGIN"


class InvalidInvitationError(Exception):
    """The link is unknown, used, revoked or expired, or its creator is no longer an administrator."""


@dataclass(frozen=True)
class InvitationOffer:
    """What a link offers."""

    structure: str  # name of the structure
    is_administrator: bool  # the role, otherwise recruiter


def create(session: Session, structure: Structure, *, is_administrator: bool, made_by: str) -> str:
    """Create an invitation; returns the link's token, of which only the hash is stored."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation(
        token_hash=hash_token(token), structure_id=structure.id, administers=is_administrator, made_by=made_by,
        expires_at=clock.now() + LIFETIME,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    audit.record(
        session, actor=recruiter_sessions.actor_of(made_by), act="invited", subject=f"{invitation.id}/{structure.id}"
    )
    return token


def list_for_structure(session: Session, structure_id: str) -> list[Invitation]:
    """Open invitations of a structure, newest first."""
    query = select(Invitation).where(Invitation.structure_id == structure_id, _is_open())
    return list(session.scalars(query.order_by(Invitation.made_at.desc())))


def revoke(session: Session, structure_id: str, invitation_id: str, *, actor: str) -> bool:
    """Revoke an open invitation. False if there is none."""
    statement = update(Invitation).where(
        Invitation.id == invitation_id, Invitation.structure_id == structure_id, _is_open()
    )
    if affected_rows(session, statement.values(revoked_at=clock.now())) != 1:
        return False
    audit.record(session, actor=actor, act="invitation_revoked", subject=invitation_id)
    return True


def preview(database: Database, token: str, *, address: str) -> InvitationOffer:
    """What a link offers. Invalid links tried from an address are throttled.

    Raises:
        InvalidInvitationError: the link is invalid.
        ThrottledError: too many invalid links from this address.
    """
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, _LINKS_THROTTLE, address)
    with database.session_scope() as session:
        invitation = _find(session, token)
        sign_in_failures.clear_attempt(session, _LINKS_THROTTLE, address)
        structure = session.get_one(Structure, invitation.structure_id)
        return InvitationOffer(structure.name, invitation.administers)


def create_account(database: Database, token: str, *, address: str, login: str, name: str, password: str) -> str | None:
    """Create an account by an invitation; returns its id, None if the login is taken.

    Each attempt counts before it is checked, so that trying out which logins exist is throttled.

    Raises:
        InvalidInvitationError: the link is invalid.
        ThrottledError: too many taken logins from this address.
    """
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, _LOGINS_THROTTLE, address)
    try:
        with database.session_scope() as session:
            account = _create_account(session, token, login=login, name=name, password=password)
            sign_in_failures.clear_attempt(session, _LOGINS_THROTTLE, address)
            return account.id
    except IntegrityError:
        return None


def join(session: Session, token: str, recruiter_id: str) -> str:
    """Add an existing account to the structure, redeeming the invitation; returns the structure's id.

    Raises:
        InvalidInvitationError: the link is invalid.
    """
    invitation = _find(session, token)
    account = session.get_one(Recruiter, recruiter_id)
    _redeem(session, invitation, account)
    actor = recruiter_sessions.actor_of(recruiter_id)
    structures.join(session, account, session.get_one(Structure, invitation.structure_id), actor=actor)
    if invitation.administers and not account.administers:
        recruiters.set_administrator(session, account, administers=True, actor=f"invitation:{invitation.id}")
    return invitation.structure_id


def purge_expired(session: Session) -> int:
    """Delete expired invitations, used or not; returns how many."""
    return affected_rows(session, delete(Invitation).where(Invitation.expires_at <= clock.now()))


def _is_open() -> ColumnElement[bool]:
    return and_(
        Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > clock.now(),
    )  # fmt: skip


def _find(session: Session, token: str) -> Invitation:
    """The open invitation of a link.

    Raises:
        InvalidInvitationError: there is none.
    """
    invitation = session.scalar(
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
    if invitation is None:
        raise InvalidInvitationError
    return invitation


def _create_account(session: Session, token: str, *, login: str, name: str, password: str) -> Recruiter:
    """Create an account and redeem the invitation.

    Raises:
        InvalidInvitationError: the link is invalid.
        sqlalchemy.exc.IntegrityError: the login is taken. Roll back, and the invitation stays open.
    """
    invitation = _find(session, token)
    structure = session.get_one(Structure, invitation.structure_id)
    account = recruiters.create(
        session, login=login, name=name, password=password, administers=invitation.administers, structure=structure,
        actor=f"invitation:{invitation.id}",
    )  # fmt: skip
    _redeem(session, invitation, account)
    return account


def _redeem(session: Session, invitation: Invitation, account: Recruiter) -> None:
    """Mark an invitation as used, atomically.

    Raises:
        InvalidInvitationError: it was used meanwhile.
    """
    statement = update(Invitation).where(Invitation.id == invitation.id, _is_open())
    if affected_rows(session, statement.values(used_at=clock.now(), used_by=account.id)) != 1:
        raise InvalidInvitationError
    audit.record(session, actor=recruiter_sessions.actor_of(account.id), act="invitation_used", subject=invitation.id)
