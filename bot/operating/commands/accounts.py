"""`bot recruiter`: create, change, close and erase accounts."""

import getpass
import sys
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_tables, prepare_database
from bot.records.accounts import api_tokens, passwords, recruiters, second_factors, structures
from bot.records.accounts.passwords import Fault
from bot.records.models import Recruiter, Structure
from bot.records.store.database import default_database
from bot.words import towns

PASSWORD_ERRORS = {
    Fault.SHORT: f"The password is too short: {passwords.MIN_LENGTH} characters at least.",
    Fault.COMMON: "The password is one that everybody tries first: take another, four unrelated words for example.",
    Fault.LOGIN: "The password contains the login: take another, four unrelated words for example.",
}


def _ask_password() -> str:
    """A password typed twice, or the first line of piped input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise OperatingError("The two passwords differ: run the command again.")
    return first


def _ask_good_password(login: str) -> str:
    password = _ask_password()
    fault = passwords.find_fault(password, login)
    if fault is not None:
        raise OperatingError(PASSWORD_ERRORS[fault])
    return password


def add(login: str, name: str, structure: str | None, say: Callable[[str], None]) -> None:
    """Create an account in a structure; without a name, in the nationwide one.

    Raises:
        OperatingError: the password is rejected, the login exists, or the structure does not.
    """
    password = _ask_good_password(login)
    prepare_database()
    with default_database().session_scope() as session:
        if recruiters.find(session, login) is not None:
            raise OperatingError(
                f"There is already an account for {login}: `bot recruiter list` shows them; "
                "`bot recruiter password` gives it another password, `bot recruiter reopen` opens it if it is closed."
            )
        place = _structure(session, structure)
        recruiters.create(session, login=login, name=name, password=password, structure=place)
        say(f"Account made for {login}, in {place.name}: {_scope_in_words(place)}")


def _structure(session: Session, name: str | None) -> Structure:
    if name is None:
        return structures.nationwide(session)
    structure = structures.find(session, name)
    if structure is None:
        raise OperatingError(
            f"There is no structure {name}: `bot structure list` shows them, `bot structure add` makes one."
        )
    return structure


def _scope_in_words(place: Structure) -> str:
    if place.town is None:
        return "it reads the files of everybody, all over France. `bot structure add` and `--structure` narrow that."
    return f"it reads the files of people whose mobility covers {towns.in_words(place.town)}."


def list_accounts(say: Callable[[str], None]) -> None:
    """List the accounts."""
    check_tables()
    with default_database().session_scope() as session:
        with_second_factor = second_factors.list_enabled(session)
        for account in recruiters.list_accounts(session):
            states = ["closed"] * account.disabled + ["administers"] * account.administers + ["edits"] * account.edits
            states += ["second factor"] * (account.id in with_second_factor)
            states += [structure.name for structure in structures.list_for_account(session, account.id)] or [
                "no structure"
            ]
            say(f"{account.login}  {account.name}  ({', '.join(states)})")


def get_account(session: Session, login: str) -> Recruiter:
    """The account with this login.

    Raises:
        OperatingError: it does not exist.
    """
    account = recruiters.find(session, login)
    if account is None:
        raise OperatingError(f"There is no account for {login}: `bot recruiter list` shows them.")
    return account


def set_administrator(login: str, say: Callable[[str], None], *, administers: bool) -> None:
    """Grant or revoke administrator rights."""
    check_tables()
    with default_database().session_scope() as session:
        recruiters.set_administrator(session, get_account(session, login), administers=administers)
    rights = "makes structures, invites, gives roles, closes accounts, edits contents, reads and erases any file"
    say(f"{login} administers from now on: {rights}." if administers else f"{login} administers no more.")


def set_editor(login: str, say: Callable[[str], None], *, edits: bool) -> None:
    """Grant or revoke editor rights."""
    check_tables()
    with default_database().session_scope() as session:
        recruiters.set_editor(session, get_account(session, login), edits=edits)
    say(f"{login} {'edits what candidates are told from now on' if edits else 'edits nothing any more'}.")


def revoke_tokens(
    session: Session, account: Recruiter, say: Callable[[str], None], *, keep: bool, structure_id: str | None = None
) -> None:
    """Revoke the API tokens that a leaving recruiter created, or list them if they are kept.

    Args:
        structure_id: only tokens of this structure; None for all.
    """
    for token in api_tokens.list_created_by(session, account.id, structure_id):
        if not keep:
            api_tokens.revoke(session, token.structure_id, token.id, actor="operator")
        say(f"Token « {token.name} » of {token.structure}: {'still opens files' if keep else 'revoked'}.")


def disable(login: str, say: Callable[[str], None], *, keep_tokens: bool = False) -> None:
    """Close an account."""
    check_tables()
    with default_database().session_scope() as session:
        account = get_account(session, login)
        recruiters.disable(session, account)
        revoke_tokens(session, account, say, keep=keep_tokens)
    say(f"Account of {login} closed.")


def erase(login: str, say: Callable[[str], None], *, keep_tokens: bool = False) -> None:
    """Erase an account."""
    check_tables()
    with default_database().session_scope() as session:
        account = get_account(session, login)
        account_id = account.id
        revoke_tokens(session, account, say, keep=keep_tokens)
        recruiters.erase(session, account)
    default_database().scrub()
    say(f"Account of {login} erased; the audit log keeps recruiter:{account_id}.")


def reopen(login: str, say: Callable[[str], None]) -> None:
    """Reopen a closed account with its previous password."""
    check_tables()
    with default_database().session_scope() as session:
        recruiters.reopen(session, get_account(session, login))
    say(f"Account of {login} open.")


def change_password(login: str, say: Callable[[str], None]) -> None:
    """Set a new password, sign the account out everywhere and clear its failed sign-ins.

    Raises:
        OperatingError: the account does not exist, or the password is rejected.
    """
    check_tables()
    with default_database().session_scope() as session:
        get_account(session, login)
    password = _ask_good_password(login)
    with default_database().session_scope() as session:
        recruiters.set_password(session, get_account(session, login), password)
    say(f"Password of {login} changed; signed out everywhere.")


def reset_second_factor(login: str, say: Callable[[str], None]) -> None:
    """Remove the second factor of a recruiter who lost it."""
    check_tables()
    with default_database().session_scope() as session:
        was_on = second_factors.reset(session, get_account(session, login).id, actor="operator")
    say(f"{login} signs in by password alone again." if was_on else f"{login} has no second factor.")
