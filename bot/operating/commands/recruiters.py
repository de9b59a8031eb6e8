"""`bot recruiter`: create, change, close and erase accounts."""

import getpass
import sys
from typing import Annotated

import typer
from sqlalchemy.orm import Session
from typer import echo

from bot.base.errors import OperatingError
from bot.operating.commands.structures import StructureName, get_structure
from bot.operating.commands.tables import checked_session
from bot.operating.data.upgrade import upgrade
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
KeepTokens = Annotated[
    bool, typer.Option("--keep-tokens", help="Tokens of the API that they made go on; revoked when left out.")
]
recruiter_app = typer.Typer(no_args_is_help=True, help="Accounts of recruiters.")


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


@recruiter_app.command("add")
def add(
    login: Annotated[str, typer.Argument(help="E-mail address.")],
    name: Annotated[str, typer.Option(prompt="Name", help="Name shown on the pages.")],
    structure: Annotated[
        str | None, typer.Option(help="Name of its structure; the one that recruits all over France when left out.")
    ] = None,
) -> None:
    """Create an account; prompts for the password."""
    password = _ask_good_password(login)
    upgrade(echo)
    with default_database().session_scope() as session:
        if recruiters.find(session, login) is not None:
            raise OperatingError(
                f"There is already an account for {login}: `bot recruiter list` shows them; "
                "`bot recruiter password` gives it another password, `bot recruiter reopen` opens it if it is closed."
            )
        place = structures.nationwide(session) if structure is None else get_structure(session, structure)
        recruiters.create(session, login=login, name=name, password=password, structure=place)
        echo(f"Account made for {login}, in {place.name}: {_scope_in_words(place)}")


def _scope_in_words(place: Structure) -> str:
    if place.town is None:
        return "it reads the files of everybody, all over France. `bot structure add` and `--structure` narrow that."
    return f"it reads the files of people whose mobility covers {towns.in_words(place.town)}."


@recruiter_app.command("list")
def list_recruiters() -> None:
    """List accounts."""
    with checked_session() as session:
        with_second_factor = second_factors.list_enabled(session)
        for account in recruiters.list_accounts(session):
            states = ["closed"] * account.disabled + ["administers"] * account.administers + ["edits"] * account.edits
            states += ["second factor"] * (account.id in with_second_factor)
            states += [structure.name for structure in structures.list_for_account(session, account.id)] or [
                "no structure"
            ]
            echo(f"{account.login}  {account.name}  ({', '.join(states)})")


def _account(session: Session, login: str) -> Recruiter:
    """The account with this login.

    Raises:
        OperatingError: it does not exist.
    """
    account = recruiters.find(session, login)
    if account is None:
        raise OperatingError(f"There is no account for {login}: `bot recruiter list` shows them.")
    return account


@recruiter_app.command("administrator")
def set_administrator(
    login: str,
    administers: Annotated[bool, typer.Option("--yes/--no", help="Whether they administer the service.")] = True,
) -> None:
    """Grant or revoke administration: structures, accounts and roles, contents, every file, erasing a file."""
    with checked_session() as session:
        recruiters.set_administrator(session, _account(session, login), administers=administers)
    rights = "makes structures, invites, gives roles, closes accounts, edits contents, reads and erases any file"
    echo(f"{login} administers from now on: {rights}." if administers else f"{login} administers no more.")


@recruiter_app.command("editor")
def set_editor(
    login: str,
    edits: Annotated[bool, typer.Option("--yes/--no", help="Whether they edit what candidates are told.")] = True,
) -> None:
    """Grant or revoke editing of answers, campaign and scenarios; administrators may always edit."""
    with checked_session() as session:
        recruiters.set_editor(session, _account(session, login), edits=edits)
    echo(f"{login} {'edits what candidates are told from now on' if edits else 'edits nothing any more'}.")


def _revoke_tokens(session: Session, account: Recruiter, *, keep: bool, structure_id: str | None = None) -> None:
    """Revoke the API tokens that a leaving recruiter created, or list them if they are kept.

    Args:
        structure_id: only tokens of this structure; None for all.
    """
    for token in api_tokens.list_created_by(session, account.id, structure_id):
        if not keep:
            api_tokens.revoke(session, token.structure_id, token.id, actor="operator")
        echo(f"Token « {token.name} » of {token.structure}: {'still opens files' if keep else 'revoked'}.")


@recruiter_app.command("disable")
def disable(login: str, keep_tokens: KeepTokens = False) -> None:
    """Close an account: its sessions and the API tokens that it created end at once."""
    with checked_session() as session:
        account = _account(session, login)
        recruiters.disable(session, account)
        _revoke_tokens(session, account, keep=keep_tokens)
    echo(f"Account of {login} closed.")


@recruiter_app.command("reopen")
def reopen(login: str) -> None:
    """Open a closed account again."""
    with checked_session() as session:
        recruiters.reopen(session, _account(session, login))
    echo(f"Account of {login} open.")


@recruiter_app.command("password")
def change_password(login: str) -> None:
    """Change the password, lift the wait after failed sign-ins, and sign out everywhere."""
    with checked_session() as session:
        _account(session, login)
    password = _ask_good_password(login)
    with default_database().session_scope() as session:
        recruiters.set_password(session, _account(session, login), password)
    echo(f"Password of {login} changed; signed out everywhere.")


@recruiter_app.command("erase")
def erase(
    login: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
    keep_tokens: KeepTokens = False,
) -> None:
    """Erase an account: name, login, password, sessions, API tokens; the audit log keeps only its id."""
    if not yes:
        typer.confirm(f"Erase the account of {login}?", abort=True)
    with checked_session() as session:
        account = _account(session, login)
        account_id = account.id
        _revoke_tokens(session, account, keep=keep_tokens)
        recruiters.erase(session, account)
    default_database().scrub()
    echo(f"Account of {login} erased; the audit log keeps recruiter:{account_id}.")


@recruiter_app.command("join")
def join(login: str, structure: StructureName) -> None:
    """Add an account to a structure."""
    with checked_session() as session:
        structures.join(session, _account(session, login), get_structure(session, structure))
    echo(f"{login} belongs to {structure}.")


@recruiter_app.command("leave")
def leave(login: str, structure: StructureName, keep_tokens: KeepTokens = False) -> None:
    """Remove an account from a structure at once; the API tokens that it created there end too."""
    with checked_session() as session:
        account, left = _account(session, login), get_structure(session, structure)
        structures.leave(session, account, left)
        _revoke_tokens(session, account, keep=keep_tokens, structure_id=left.id)
    echo(f"{login} belongs to {structure} no more, at once also where they are signed in.")


@recruiter_app.command("reset-second-factor")
def reset_second_factor(login: str) -> None:
    """Remove a lost second factor: the password alone signs in again."""
    with checked_session() as session:
        was_on = second_factors.reset(session, _account(session, login).id, actor="operator")
    echo(f"{login} signs in by password alone again." if was_on else f"{login} has no second factor.")
