"""Recruiters' accounts from the command line."""

import getpass
import sys
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.operating.errors import OperatingError
from bot.operating.tables import check_tables, prepare_database
from bot.records import recruiters
from bot.records.database import default_database
from bot.records.models import Recruiter

SHORTEST_PASSWORD = 12


def _ask_password() -> str:
    """Returns a password typed twice, or one line of a piped input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise OperatingError("The two passwords differ: run the command again.")
    return first


def _ask_long_password() -> str:
    password = _ask_password()
    if len(password) < SHORTEST_PASSWORD:
        raise OperatingError(f"The password is too short: {SHORTEST_PASSWORD} characters at least.")
    return password


def add(login: str, name: str, say: Callable[[str], None]) -> None:
    """Makes an account.

    Raises:
        OperatingError: the password is too short, or the login is taken.
    """
    password = _ask_long_password()
    prepare_database()
    with default_database().session_scope() as session:
        if recruiters.find(session, login) is not None:
            raise OperatingError(
                f"There is already an account for {login}: `bot recruiter list` shows them; "
                "`bot recruiter password` gives it another password, `bot recruiter reopen` opens it if it is closed."
            )
        recruiters.create(session, login=login, name=name, password=password)
    say(f"Account made for {login}.")


def show(say: Callable[[str], None]) -> None:
    """Lists the accounts."""
    check_tables()
    with default_database().session_scope() as session:
        for account in recruiters.list_accounts(session):
            states = ["closed"] * account.disabled + ["administers"] * account.administers + ["edits"] * account.edits
            told = f"  ({', '.join(states)})" if states else ""
            say(f"{account.login}  {account.name}{told}")


def _get(session: Session, login: str) -> Recruiter:
    account = recruiters.find(session, login)
    if account is None:
        raise OperatingError(f"There is no account for {login}: `bot recruiter list` shows them.")
    return account


def let_administer(login: str, say: Callable[[str], None], *, administers: bool) -> None:
    """Says whether an account erases files on a person's demand.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        recruiters.let_administer(session, _get(session, login), administers=administers)
    say(f"{login} {'erases files on demand from now on' if administers else 'erases no files any more'}.")


def let_edit(login: str, say: Callable[[str], None], *, edits: bool) -> None:
    """Says whether an account edits what candidates are told.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        recruiters.let_edit(session, _get(session, login), edits=edits)
    say(f"{login} {'edits what candidates are told from now on' if edits else 'edits nothing any more'}.")


def disable(login: str, say: Callable[[str], None]) -> None:
    """Closes an account.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        recruiters.disable(session, _get(session, login))
    say(f"Account of {login} closed.")


def erase(login: str, say: Callable[[str], None]) -> None:
    """Erases an account.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        account = _get(session, login)
        account_id = account.id
        recruiters.erase(session, account)
    default_database().scrub()
    say(f"Account of {login} erased; the audit log keeps recruiter:{account_id}.")


def reopen(login: str, say: Callable[[str], None]) -> None:
    """Opens a closed account again, with the password that it had.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        recruiters.reopen(session, _get(session, login))
    say(f"Account of {login} open.")


def change_password(login: str, say: Callable[[str], None]) -> None:
    """Gives an account another password; it is signed out everywhere and may be tried at once.

    Raises:
        OperatingError: there is no such account, or the password is too short.
    """
    check_tables()
    with default_database().session_scope() as session:
        _get(session, login)
    password = _ask_long_password()
    with default_database().session_scope() as session:
        recruiters.set_password(session, _get(session, login), password)
    say(f"Password of {login} changed; signed out everywhere.")
