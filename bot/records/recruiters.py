"""Recruiters' accounts and their sessions in the browser."""

import functools
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit, requests
from bot.records.database import Database
from bot.records.deleting import count_deleted
from bot.records.models import HumanRequest, Recruiter, RecruiterSession

MOST_FAILURES = 5
LOCK = timedelta(minutes=15)
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
    """

    recruiter_id: str
    name: str
    csrf: str

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


def create(session: Session, *, login: str, name: str, password: str) -> Recruiter:
    """Makes an account; the login is kept in lower case.

    Raises:
        sqlalchemy.exc.IntegrityError: the login is taken.
    """
    account = Recruiter(login=_tidy(login), name=name.strip(), password_hash=_hasher.hash(password))
    session.add(account)
    session.flush()
    audit.record(session, actor="operator", act="account_created", subject=account.id)
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
    """Opens a closed account again and lifts a lock."""
    account.disabled = False
    account.failed_attempts, account.locked_until = 0, None
    audit.record(session, actor="operator", act="account_reopened", subject=account.id)


def set_password(session: Session, account: Recruiter, password: str) -> None:
    """Changes a password, lifts a lock and signs the account out everywhere."""
    account.password_hash = _hasher.hash(password)
    account.failed_attempts, account.locked_until = 0, None
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


def authenticate(database: Database, login: str, password: str) -> str | None:
    """Returns the id of the account that login and password open, or None for any other reason.

    An attempt is counted before its password is looked at, in a transaction of its own, so that attempts made at the
    same time cannot exceed the limit. The password is checked outside any transaction: it takes a while.
    """
    with database.session_scope() as session:
        claimed = _claim_attempt(session, _tidy(login))
    account_id, password_hash = claimed or (None, _hash_of_nobody())
    is_right = _is_right(password_hash, password)
    if account_id is None:
        return None
    with database.session_scope() as session:
        if not is_right:
            audit.record(session, actor=actor_of(account_id), act="sign_in_failed", subject=account_id)
            return None
        session.execute(
            update(Recruiter).where(Recruiter.id == account_id).values(failed_attempts=0, locked_until=None)
        )
    return account_id


def _claim_attempt(session: Session, login: str) -> tuple[str, str] | None:
    """Counts an attempt and returns (id, hash) of the account, None if there is none that may be tried now."""
    now = clock.now()
    may_be_tried = or_(Recruiter.locked_until.is_(None), Recruiter.locked_until <= now)
    row = session.execute(
        update(Recruiter)
        .where(Recruiter.login == login, Recruiter.disabled.is_(False), may_be_tried)
        .values(failed_attempts=Recruiter.failed_attempts + 1)
        .returning(Recruiter.id, Recruiter.password_hash, Recruiter.failed_attempts)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    if row.failed_attempts >= MOST_FAILURES:  # locked, unless this very attempt turns out right
        locked = {"failed_attempts": 0, "locked_until": now + LOCK}
        session.execute(update(Recruiter).where(Recruiter.id == row.id).values(**locked))
    return row.id, row.password_hash


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, recruiter_id: str) -> str:
    """Opens a session and returns its token, of which only the hash is stored. Sessions that are over go."""
    forget_sessions(session)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(
        RecruiterSession(
            token_hash=_hash_token(token),
            recruiter_id=recruiter_id,
            csrf=secrets.token_urlsafe(_TOKEN_BYTES),
            expires_at=clock.now() + SESSION_LIFE,
        )
    )
    audit.record(session, actor=actor_of(recruiter_id), act="signed_in")
    return token


def find_session(session: Session, token: str) -> SignedIn | None:
    """Returns who a token belongs to, None if it is unknown or over, or the account closed."""
    row = session.execute(
        select(Recruiter.id, Recruiter.name, RecruiterSession.csrf)
        .join(Recruiter, Recruiter.id == RecruiterSession.recruiter_id)
        .where(
            RecruiterSession.token_hash == _hash_token(token),
            RecruiterSession.expires_at > clock.now(),
            Recruiter.disabled.is_(False),
        )
    ).first()
    return SignedIn(row.id, row.name, row.csrf) if row else None


def forget_sessions(session: Session) -> int:
    """Deletes the sessions that are over; returns how many."""
    return count_deleted(session, delete(RecruiterSession).where(RecruiterSession.expires_at <= clock.now()))


def close_session(session: Session, token: str) -> None:
    """Ends a session: its row is deleted."""
    closed = session.get(RecruiterSession, _hash_token(token))
    if closed is not None:
        audit.record(session, actor=actor_of(closed.recruiter_id), act="signed_out")
        session.delete(closed)
