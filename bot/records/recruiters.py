"""Recruiters' accounts and their sessions in the browser."""

import functools
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit, requests, sign_in_failures, structures
from bot.records.database import Database
from bot.records.deleting import count_deleted
from bot.records.models import HumanRequest, Membership, Recruiter, RecruiterSession, Structure

SESSION_LIFE = timedelta(hours=8)
_TOKEN_BYTES = 32
_hasher = PasswordHasher()


@dataclass(frozen=True)
class SignedIn:
    """Whose browser it is.

    Attributes:
        recruiter_id: the account.
        name: name of the account's owner.
        csrf: what every form of this session carries.
        administers: they erase files on a person's demand, and see everybody while they are at no structure.
        structure_id: where they are; what they see is `bot.records.visibility`.
        structure: its name.
        edits: they edit what candidates are told; who administers does too.
    """

    recruiter_id: str
    name: str
    csrf: str
    administers: bool = False
    structure_id: str | None = None
    structure: str | None = None
    edits: bool = False

    @property
    def actor(self) -> str:
        """How the audit log names this person."""
        return actor_of(self.recruiter_id)


def actor_of(recruiter_id: str) -> str:
    """Returns how the audit log names a recruiter."""
    return f"recruiter:{recruiter_id}"


def _tidy(login: str) -> str:
    return login.replace("\x00", "").strip().lower()  # PostgreSQL takes no NUL


def find(session: Session, login: str) -> Recruiter | None:
    """Returns the account of a login, open or closed."""
    return session.scalar(select(Recruiter).where(Recruiter.login == _tidy(login)))


def create(
    session: Session,
    *,
    login: str,
    name: str,
    password: str,
    administers: bool = False,
    structure: Structure | None = None,
) -> Recruiter:
    """Makes an account.

    Args:
        session: an open session.
        login: kept in lower case.
        name: of its owner.
        password: to sign in with.
        administers: they erase files on a person's demand.
        structure: to which it belongs; None for the one that recruits all over France.

    Raises:
        sqlalchemy.exc.IntegrityError: the login is taken.
    """
    account = Recruiter(
        login=_tidy(login), name=name.strip(), password_hash=_hasher.hash(password), administers=administers
    )
    session.add(account)
    session.flush()
    audit.record(session, actor="operator", act="account_created", subject=account.id)
    structures.join(session, account, structure or structures.nationwide(session))
    return account


def list_accounts(session: Session) -> list[Recruiter]:
    """Returns all accounts by login, closed ones included."""
    return list(session.scalars(select(Recruiter).order_by(Recruiter.login)))


def disable(session: Session, account: Recruiter) -> None:
    """Closes an account, signs it out everywhere and gives back the conversations that it holds."""
    account.disabled = True
    requests.release(session, account.id, actor="operator")
    _close_sessions_of(session, account)
    audit.record(session, actor="operator", act="account_closed", subject=account.id)


def erase(session: Session, account: Recruiter) -> None:
    """Erases an account: login, name, password, sessions; the conversations that it holds are given back.

    The audit log keeps its id, which then says nothing of anybody.
    """
    requests.release(session, account.id, actor="operator")
    session.execute(update(HumanRequest).where(HumanRequest.taken_by == account.id).values(taken_by=None))
    _close_sessions_of(session, account)
    audit.record(session, actor="operator", act="account_erased", subject=account.id)
    session.delete(account)


def reopen(session: Session, account: Recruiter) -> None:
    """Opens a closed account again; its next try need not wait."""
    account.disabled = False
    sign_in_failures.lift(session, account.login)
    audit.record(session, actor="operator", act="account_reopened", subject=account.id)


def let_administer(session: Session, account: Recruiter, *, administers: bool) -> None:
    """Says whether an account erases files on a person's demand."""
    account.administers = administers
    act = "account_administers" if administers else "account_administers_no_more"
    audit.record(session, actor="operator", act=act, subject=account.id)


def let_edit(session: Session, account: Recruiter, *, edits: bool) -> None:
    """Says whether an account edits what candidates are told."""
    account.edits = edits
    act = "account_edits" if edits else "account_edits_no_more"
    audit.record(session, actor="operator", act=act, subject=account.id)


def set_password(session: Session, account: Recruiter, password: str) -> None:
    """Changes a password, lets the next try come at once and signs the account out everywhere."""
    account.password_hash = _hasher.hash(password)
    sign_in_failures.lift(session, account.login)
    _close_sessions_of(session, account)
    audit.record(session, actor="operator", act="password_changed", subject=account.id)


def _close_sessions_of(session: Session, account: Recruiter) -> None:
    session.execute(delete(RecruiterSession).where(RecruiterSession.recruiter_id == account.id))


@functools.cache
def _hash_of_nobody() -> str:
    """Returns a hash to check when there is no account: an unknown login takes as long as a wrong password."""
    return _hasher.hash(secrets.token_urlsafe(_TOKEN_BYTES))


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def authenticate(database: Database, login: str, password: str, *, address: str) -> str | None:
    """Returns the id of the account that login and password open, or None for any other reason.

    An attempt is counted before its password is looked at, in a transaction of its own, so that attempts made at the
    same time all count. The password is checked outside any transaction: it takes a while. All is the same for a login
    that nobody has.

    Args:
        database: where the accounts are.
        login: as it was typed.
        password: as it was typed.
        address: where the attempt comes from.

    Raises:
        TooSoonError: attempts of this login from there, or of any login, failed before: this one must wait.
    """
    login = _tidy(login)
    with database.session_scope() as session:
        sign_in_failures.claim(session, login, address)
        found = session.execute(
            select(Recruiter.id, Recruiter.password_hash).where(Recruiter.login == login, Recruiter.disabled.is_(False))
        ).first()
    is_right = _is_right(found.password_hash if found else _hash_of_nobody(), password)
    if found is None:
        return None
    with database.session_scope() as session:
        if not is_right:
            audit.record(session, actor=actor_of(found.id), act="sign_in_failed", subject=found.id)
            return None
        sign_in_failures.take_back(session, login, address)
    return str(found.id)


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, recruiter_id: str) -> str:
    """Opens a session and returns its token, of which only the hash is stored. Sessions that are over go."""
    forget_sessions(session)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    belongs_to = structures.of_account(session, recruiter_id)
    session.add(
        RecruiterSession(
            token_hash=_hash_token(token),
            recruiter_id=recruiter_id,
            csrf=secrets.token_urlsafe(_TOKEN_BYTES),
            expires_at=clock.now() + SESSION_LIFE,
            structure_id=belongs_to[0].id if belongs_to else None,
        )
    )
    audit.record(session, actor=actor_of(recruiter_id), act="signed_in")
    return token


def find_session(session: Session, token: str) -> SignedIn | None:
    """Returns who a token belongs to, None if it is unknown or over, or the account closed."""
    row = session.execute(
        select(
            Recruiter.id,
            Recruiter.name,
            RecruiterSession.csrf,
            Recruiter.administers,
            Structure.id.label("structure_id"),
            Structure.name.label("structure"),
            (Recruiter.edits | Recruiter.administers).label("edits"),
        )
        .join(Recruiter, Recruiter.id == RecruiterSession.recruiter_id)
        .outerjoin(
            Membership,
            (Membership.recruiter_id == Recruiter.id) & (Membership.structure_id == RecruiterSession.structure_id),
        )
        .outerjoin(Structure, (Structure.id == Membership.structure_id) & Structure.closed_at.is_(None))
        .where(
            RecruiterSession.token_hash == _hash_token(token),
            RecruiterSession.expires_at > clock.now(),
            Recruiter.disabled.is_(False),
        )
    ).first()
    return SignedIn(*row) if row else None


def be_at(session: Session, token: str, structure_id: str | None) -> None:
    """Goes on at a structure that the account belongs to, or, who administers, at none.

    Raises:
        LookupError: the account does not belong there.
    """
    found = session.get_one(RecruiterSession, _hash_token(token))
    account = session.get_one(Recruiter, found.recruiter_id)
    allowed = {structure.id for structure in structures.of_account(session, account.id)}
    if structure_id not in allowed and not (structure_id is None and account.administers):
        raise LookupError("the account does not belong to this structure")
    found.structure_id = structure_id


def forget_sessions(session: Session) -> int:
    """Deletes the sessions that are over; returns how many."""
    return count_deleted(session, delete(RecruiterSession).where(RecruiterSession.expires_at <= clock.now()))


def close_session(session: Session, token: str) -> None:
    """Ends a session: its row is deleted."""
    closed = session.get(RecruiterSession, _hash_token(token))
    if closed is not None:
        audit.record(session, actor=actor_of(closed.recruiter_id), act="signed_out")
        session.delete(closed)
