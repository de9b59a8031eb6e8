"""Recruiters' accounts; their sessions, which stand in `bot.records.accounts.recruiter_sessions`, are named from here too."""

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
_NO_PASSWORD = ""  # of a row that stands for an account that was erased: it opens nothing


def _tidy(login: str) -> str:
    return clean_line(login).lower()


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
    actor: str = "operator",
) -> Recruiter:
    """Makes an account.

    Args:
        session: an open session.
        login: kept in lower case.
        name: of its owner.
        password: to sign in with.
        administers: they erase files on a person's demand.
        structure: to which it belongs; None for the one that recruits all over France.
        actor: who makes it, for the audit log.

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
    """Returns all accounts by login, closed ones included."""
    accounts = select(Recruiter).where(Recruiter.password_hash != _NO_PASSWORD)
    return list(session.scalars(accounts.order_by(Recruiter.login)))


def disable(session: Session, account: Recruiter, *, actor: str = "operator") -> None:
    """Closes an account, signs it out everywhere and gives back the conversations that it holds."""
    account.disabled = True
    takeover_ends.requeue_all_of(session, account.id, actor=actor)
    close_sessions(session, account.id)
    audit.record(session, actor=actor, act="account_closed", subject=account.id)


def erase(session: Session, account: Recruiter) -> None:
    """Erases an account: login, name, password, sessions; the conversations that it holds are given back.

    The audit log keeps its id, which then says nothing of anybody. Whose files it read goes on being told, by structure.
    """
    takeover_ends.requeue_all_of(session, account.id, actor="operator")
    session.execute(update(HumanRequest).where(HumanRequest.taken_by == account.id).values(taken_by=None))
    # What was decided is the structure's, and stays.
    session.execute(update(Standing).where(Standing.changed_by == account.id).values(changed_by=None))
    session.execute(update(StatusChange).where(StatusChange.by == account.id).values(by=None))
    _leave_readings(session, account.id)
    close_sessions(session, account.id)
    audit.record(session, actor="operator", act="account_erased", subject=account.id)
    session.delete(account)


def _leave_readings(session: Session, account_id: str) -> None:
    """Leaves what an account read to a row that says nothing of anybody: the structure read it, and its author may know."""
    mine = FileRead.recruiter_id == account_id
    if session.scalar(select(FileRead.recruiter_id).where(mine).limit(1)) is None:
        return
    nobody = Recruiter(login=secrets.token_hex(16), name="", password_hash=_NO_PASSWORD, disabled=True)
    session.add(nobody)
    session.flush()
    session.execute(update(FileRead).where(mine).values(recruiter_id=nobody.id))


def reopen(session: Session, account: Recruiter, *, actor: str = "operator") -> None:
    """Opens a closed account again; its next try need not wait."""
    account.disabled = False
    sign_in_failures.reset(session, account.login)
    audit.record(session, actor=actor, act="account_reopened", subject=account.id)


def set_administrator(session: Session, account: Recruiter, *, administers: bool, actor: str = "operator") -> None:
    """Says whether an account erases files on a person's demand, and looks after structures and accounts."""
    account.administers = administers
    act = "account_administers" if administers else "account_administers_no_more"
    audit.record(session, actor=actor, act=act, subject=account.id)


def set_editor(session: Session, account: Recruiter, *, edits: bool) -> None:
    """Says whether an account edits what candidates are told."""
    account.edits = edits
    act = "account_edits" if edits else "account_edits_no_more"
    audit.record(session, actor="operator", act=act, subject=account.id)


def set_password(
    session: Session, account: Recruiter, password: str, *, actor: str = "operator", kept: str = ""
) -> None:
    """Changes a password, lets the next try come at once and signs the account out everywhere.

    Args:
        session: an open session.
        account: whose.
        password: the new one.
        actor: who changes it, for the audit log.
        kept: token of the one session that goes on, of who changes their own.
    """
    account.password_hash = _hasher.hash(password)
    sign_in_failures.reset(session, account.login)
    close_sessions(session, account.id, kept=kept)
    audit.record(session, actor=actor, act="password_changed", subject=account.id)


@functools.cache
def _hash_of_nobody() -> str:
    """Returns a hash that no password has, to check where there is no account: an unknown login takes as long as a wrong password.

    It is written down and not hashed: or the first unknown login of a process would take twice as long.
    """
    salt, digest = (_hash_part(size) for size in (_hasher.salt_len, _hasher.hash_len))
    costs = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def _hash_part(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


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
        sign_in_failures.register_attempt(session, login, address)
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
        sign_in_failures.clear_attempt(session, login, address)
    return str(found.id)
