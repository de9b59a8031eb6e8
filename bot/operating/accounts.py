"""Recruiters' accounts from the command line."""

import getpass
import sys
from collections.abc import Callable

from bot.operating.errors import OperatingError
from bot.operating.supervisor import prepare_database
from bot.operating.tables import check_tables
from bot.records import recruiters
from bot.records.database import default_database

SHORTEST_PASSWORD = 12


def _ask_password() -> str:
    """Returns a password typed twice, or one line of a piped input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise OperatingError("The two passwords differ: run the command again.")
    return first


def add(login: str, name: str, say: Callable[[str], None]) -> None:
    """Makes an account.

    Raises:
        OperatingError: the password is too short, or the login is taken.
    """
    password = _ask_password()
    if len(password) < SHORTEST_PASSWORD:
        raise OperatingError(f"The password is too short: {SHORTEST_PASSWORD} characters at least.")
    prepare_database()
    database = default_database()
    with database.session_scope() as session:
        if recruiters.find(session, login) is not None:
            raise OperatingError(f"There is already an account for {login}: `bot recruiter list` shows them.")
        recruiters.create(session, login=login, name=name, password=password)
    say(f"Account made for {login}.")


def show(say: Callable[[str], None]) -> None:
    """Lists the accounts."""
    check_tables()
    with default_database().session_scope() as session:
        for account in recruiters.list_accounts(session):
            say(f"{account.login}  {account.name}{'  (closed)' if account.disabled else ''}")


def disable(login: str, say: Callable[[str], None]) -> None:
    """Closes an account.

    Raises:
        OperatingError: there is no such account.
    """
    check_tables()
    with default_database().session_scope() as session:
        account = recruiters.find(session, login)
        if account is None:
            raise OperatingError(f"There is no account for {login}: `bot recruiter list` shows them.")
        recruiters.disable(session, account)
    say(f"Account of {login} closed.")
