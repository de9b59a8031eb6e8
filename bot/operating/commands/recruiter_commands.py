"""Command line of `bot recruiter`."""

from typing import Annotated

import typer
from typer import echo as say

from bot.operating.commands.structure_commands import StructureName

KeepTokens = Annotated[
    bool, typer.Option("--keep-tokens", help="Tokens of the API that they made go on; revoked when left out.")
]
recruiter_app = typer.Typer(no_args_is_help=True, help="Accounts of recruiters.")


@recruiter_app.command("add")
def recruiter_add(
    login: Annotated[str, typer.Argument(help="E-mail address.")],
    name: Annotated[str, typer.Option(prompt="Name", help="Name shown on the pages.")],
    structure: Annotated[
        str | None, typer.Option(help="Name of its structure; the one that recruits all over France when left out.")
    ] = None,
) -> None:
    """Create an account; prompts for the password."""
    from bot.operating.commands.accounts import add

    add(login, name, structure, say)


@recruiter_app.command("list")
def recruiter_list() -> None:
    """List accounts."""
    from bot.operating.commands.accounts import list_accounts

    list_accounts(say)


@recruiter_app.command("administrator")
def recruiter_administrator(
    login: str,
    administers: Annotated[bool, typer.Option("--yes/--no", help="Whether they administer the service.")] = True,
) -> None:
    """Grant or revoke administration: structures, accounts and roles, contents, every file, erasing a file."""
    from bot.operating.commands.accounts import set_administrator

    set_administrator(login, say, administers=administers)


@recruiter_app.command("editor")
def recruiter_editor(
    login: str,
    edits: Annotated[bool, typer.Option("--yes/--no", help="Whether they edit what candidates are told.")] = True,
) -> None:
    """Grant or revoke editing of answers, campaign and scenarios; administrators may always edit."""
    from bot.operating.commands.accounts import set_editor

    set_editor(login, say, edits=edits)


@recruiter_app.command("disable")
def recruiter_disable(login: str, keep_tokens: KeepTokens = False) -> None:
    """Close an account: its sessions and the API tokens that it created end at once."""
    from bot.operating.commands.accounts import disable

    disable(login, say, keep_tokens=keep_tokens)


@recruiter_app.command("reopen")
def recruiter_reopen(login: str) -> None:
    """Open a closed account again."""
    from bot.operating.commands.accounts import reopen

    reopen(login, say)


@recruiter_app.command("password")
def recruiter_password(login: str) -> None:
    """Change the password, lift the wait after failed sign-ins, and sign out everywhere."""
    from bot.operating.commands.accounts import change_password

    change_password(login, say)


@recruiter_app.command("erase")
def recruiter_erase(
    login: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
    keep_tokens: KeepTokens = False,
) -> None:
    """Erase an account: name, login, password, sessions, API tokens; the audit log keeps only its id."""
    from bot.operating.commands.accounts import erase

    if not yes:
        typer.confirm(f"Erase the account of {login}?", abort=True)
    erase(login, say, keep_tokens=keep_tokens)


@recruiter_app.command("join")
def recruiter_join(login: str, structure: StructureName) -> None:
    """Add an account to a structure."""
    from bot.operating.commands.structures import join

    join(login, structure, say)


@recruiter_app.command("leave")
def recruiter_leave(login: str, structure: StructureName, keep_tokens: KeepTokens = False) -> None:
    """Remove an account from a structure at once; the API tokens that it created there end too."""
    from bot.operating.commands.structures import leave

    leave(login, structure, say, keep_tokens=keep_tokens)


@recruiter_app.command("reset-second-factor")
def recruiter_reset_second_factor(login: str) -> None:
    """Remove a lost second factor: the password alone signs in again."""
    from bot.operating.commands.accounts import reset_second_factor

    reset_second_factor(login, say)
