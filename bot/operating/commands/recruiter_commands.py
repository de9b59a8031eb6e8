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
    """Make an account; the password is asked for, never a default."""
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
    """Let an account administer, or no more: structures, accounts and roles, contents, all files of France, erasing a file."""
    from bot.operating.commands.accounts import set_administrator

    set_administrator(login, say, administers=administers)


@recruiter_app.command("editor")
def recruiter_editor(
    login: str,
    edits: Annotated[bool, typer.Option("--yes/--no", help="Whether they edit what candidates are told.")] = True,
) -> None:
    """Let an account edit answers, campaign and scenarios on the pages, or no more; who administers may anyway."""
    from bot.operating.commands.accounts import set_editor

    set_editor(login, say, edits=edits)


@recruiter_app.command("disable")
def recruiter_disable(login: str, keep_tokens: KeepTokens = False) -> None:
    """Close an account: its sessions and the tokens that its owner made end at once."""
    from bot.operating.commands.accounts import disable

    disable(login, say, keep_tokens=keep_tokens)


@recruiter_app.command("reopen")
def recruiter_reopen(login: str) -> None:
    """Open a closed account again."""
    from bot.operating.commands.accounts import reopen

    reopen(login, say)


@recruiter_app.command("password")
def recruiter_password(login: str) -> None:
    """Give an account another password, to be tried at once, and sign it out everywhere."""
    from bot.operating.commands.accounts import change_password

    change_password(login, say)


@recruiter_app.command("erase")
def recruiter_erase(
    login: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
    keep_tokens: KeepTokens = False,
) -> None:
    """Erase an account: name, login, password, sessions, tokens made; the audit log keeps its id alone."""
    from bot.operating.commands.accounts import erase

    if not yes:
        typer.confirm(f"Erase the account of {login}?", abort=True)
    erase(login, say, keep_tokens=keep_tokens)


@recruiter_app.command("join")
def recruiter_join(login: str, structure: StructureName) -> None:
    """Let an account belong to a structure too."""
    from bot.operating.commands.structures import join

    join(login, structure, say)


@recruiter_app.command("leave")
def recruiter_leave(login: str, structure: StructureName, keep_tokens: KeepTokens = False) -> None:
    """End that an account belongs to a structure, at once; tokens that its owner made there end too."""
    from bot.operating.commands.structures import leave

    leave(login, structure, say, keep_tokens=keep_tokens)


@recruiter_app.command("reset-second-factor")
def recruiter_reset_second_factor(login: str) -> None:
    """Take the second factor of somebody who lost it away: the password alone signs in again."""
    from bot.operating.commands.accounts import reset_second_factor

    reset_second_factor(login, say)
