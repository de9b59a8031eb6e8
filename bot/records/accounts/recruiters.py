"""Recruiters' accounts and passwords."""

import base64
import functools
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.base.text_cleanup import clean_line
from bot.records.accounts import sign_in_failures, structures
from bot.records.accounts.recruiter_sessions import actor_of, close_sessions
from bot.records.conversations import takeover_ends
from bot.records.models import FileRead, HumanRequest, Recruiter, Standing, StatusChange, Structure
from bot.records.store import audit
from bot.records.store.database import Database

_hasher = PasswordHasher()
_NO_PASSWORD = ""  # of the row that replaces an erased account


def _tidy(login: str) -> str:
    return clean_line(login).lower()


def find(session: Session, login: str) -> Recruiter | None:
    """The account of a login, open or closed."""
    return session.scalar(select(Recruiter).where(Recruiter.login == _tidy(login)))


def create(
    session: Session,
    *,
    login: str,
    name: str,
    password: str,
    administers: bool = False,
    structure: Structure | None = None,
    actor: str = "operator",
) -> Recruiter:
    """Create an account; the nationwide structure is its structure by default.

    Raises:
        sqlalchemy.exc.IntegrityError: the login is taken.
    """
    account = Recruiter(
        login=_tidy(login), name=clean_line(name), password_hash=_hasher.hash(password), administers=administers
    )
    session.add(account)
    session.flush()
    audit.record(session, actor=actor, act="account_created", subject=account.id)
    structures.join(session, account, structure or structures.nationwide(session), actor=actor)
    return account


def list_accounts(session: Session) -> list[Recruiter]:
    """All accounts by login, closed ones included."""
    accounts = select(Recruiter).where(Recruiter.password_hash != _NO_PASSWORD)
    return list(session.scalars(accounts.order_by(Recruiter.login)))


def disable(session: Session, account: Recruiter, *, actor: str = "operator") -> None:
    """Close an account, sign it out everywhere and end its takeovers."""
    account.disabled = True
    takeover_ends.requeue_all_of(session, account.id, actor=actor)
    close_sessions(session, account.id)
    audit.record(session, actor=actor, act="account_closed", subject=account.id)


def erase(session: Session, account: Recruiter) -> None:
    """Erase an account: login, name, password, sessions; its takeovers end.

    The audit log keeps the id, which then identifies no one. Accesses to dossiers stay, by structure.
    """
    takeover_ends.requeue_all_of(session, account.id, actor="operator")
    session.execute(update(HumanRequest).where(HumanRequest.taken_by == account.id).values(taken_by=None))
    # Decisions belong to the structure and stay.
    session.execute(update(Standing).where(Standing.changed_by == account.id).values(changed_by=None))
    session.execute(update(StatusChange).where(StatusChange.by == account.id).values(by=None))
    _anonymise_accesses(session, account.id)
    close_sessions(session, account.id)
    audit.record(session, actor="operator", act="account_erased", subject=account.id)
    session.delete(account)


def _anonymise_accesses(session: Session, account_id: str) -> None:
    """Move an account's accesses to a nameless row: candidates may still see that the structure read their dossier."""
    is_own = FileRead.recruiter_id == account_id
    if session.scalar(select(FileRead.recruiter_id).where(is_own).limit(1)) is None:
        return
    placeholder = Recruiter(login=secrets.token_hex(16), name="", password_hash=_NO_PASSWORD, disabled=True)
    session.add(placeholder)
    session.flush()
    session.execute(update(FileRead).where(is_own).values(recruiter_id=placeholder.id))


def reopen(session: Session, account: Recruiter, *, actor: str = "operator") -> None:
    """Reopen a closed account and lift its throttling."""
    account.disabled = False
    sign_in_failures.reset(session, account.login)
    audit.record(session, actor=actor, act="account_reopened", subject=account.id)


def set_administrator(session: Session, account: Recruiter, *, administers: bool, actor: str = "operator") -> None:
    """Grant or withdraw the administrator role: erasures on request, structures, accounts."""
    account.administers = administers
    act = "account_administers" if administers else "account_administers_no_more"
    audit.record(session, actor=actor, act=act, subject=account.id)


def set_editor(session: Session, account: Recruiter, *, edits: bool) -> None:
    """Grant or withdraw the right to edit contents."""
    account.edits = edits
    act = "account_edits" if edits else "account_edits_no_more"
    audit.record(session, actor="operator", act=act, subject=account.id)


def set_password(
    session: Session, account: Recruiter, password: str, *, actor: str = "operator", keep_token: str = ""
) -> None:
    """Change a password, lift the throttling and sign out all sessions except the one with `keep_token`."""
    account.password_hash = _hasher.hash(password)
    sign_in_failures.reset(session, account.login)
    close_sessions(session, account.id, keep_token=keep_token)
    audit.record(session, actor=actor, act="password_changed", subject=account.id)


@functools.cache
def _dummy_password_hash() -> str:
    """Hash that no password matches, checked for unknown logins so that they take as long as wrong passwords.

    Composed rather than hashed: otherwise the first unknown login of a process would take twice as long.
    """
    salt, digest = (_hash_part(size) for size in (_hasher.salt_len, _hasher.hash_len))
    costs = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def _hash_part(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def authenticate(database: Database, login: str, password: str, *, address: str) -> str | None:
    """Account id for these credentials, None for any failure.

    An attempt counts before its password is checked, in its own transaction, so that simultaneous attempts all count. The
    slow check runs outside any transaction. Unknown logins are treated alike.

    Raises:
        ThrottledError: this login or address failed too often.
    """
    login = _tidy(login)
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, login, address)
        account = session.execute(
            select(Recruiter.id, Recruiter.password_hash).where(Recruiter.login == login, Recruiter.disabled.is_(False))
        ).first()
    is_correct = _matches(account.password_hash if account else _dummy_password_hash(), password)
    if account is None:
        return None
    with database.session_scope() as session:
        if not is_correct:
            audit.record(session, actor=actor_of(account.id), act="sign_in_failed", subject=account.id)
            return None
        sign_in_failures.clear_attempt(session, login, address)
    return str(account.id)
