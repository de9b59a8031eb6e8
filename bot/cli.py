"""The `bot` command line."""

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import echo as say
from typer.core import TyperGroup
from typer.main import get_group

from bot.base.environment import set_private_umask
from bot.base.errors import OperatingError

if TYPE_CHECKING:
    from typer._click import Command, Context  # typer's own copy of click, which has no public name

# Groups of commands, each `module:application`.
GROUPS = {
    "eval": "bot.tools.evaluation.commands:eval_app",
    "db": "bot.operating.commands.database:db_app",
    "recruiter": "bot.operating.commands.recruiters:recruiter_app",
    "candidate": "bot.operating.commands.candidates:candidate_app",
    "keys": "bot.operating.commands.database:keys_app",
    "audit": "bot.operating.commands.audit_log:audit_app",
    "structure": "bot.operating.commands.structures:structure_app",
    "content": "bot.operating.commands.contents:content_app",
}


class LazyGroup(TyperGroup):
    """Imports a group of commands only when it is used: most need the tables, whose import takes a second."""

    def list_commands(self, ctx: "Context") -> list[str]:
        """Names of all commands and groups."""
        return [*super().list_commands(ctx), *GROUPS]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The command or group of a name, imported if it is a group; None if there is none."""
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        module, _, application = GROUPS[cmd_name].partition(":")
        group = get_group(getattr(importlib.import_module(module), application))
        group.name = cmd_name
        return group


# A traceback with the values of variables would show what people wrote.
app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="The assistant that talks with candidates to conseiller numérique posts.",
)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, readable by its owner alone.")],
) -> None:
    """Copy the database into one file, without keys and secret. The bot may run meanwhile."""
    from bot.operating.data import backup

    backup.backup(file, say)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File that `bot backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds rows.")] = False,
) -> None:
    """Replace the database by a backup. The bot must be stopped."""
    from bot.operating.data import backup

    backup.restore(file, say, replace=replace)


@app.command()
def upgrade() -> None:
    """Create the tables, or bring those of an earlier version up to date after a backup. The bot must be stopped."""
    from bot.operating.commands.tables import check_tables, configured_database
    from bot.operating.data import keys, upgrade

    upgrade.upgrade(say)
    keys.check(configured_database())
    say(f"The tables are at revision {check_tables()}, as this code needs.")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A message.")],
    pending: Annotated[str | None, typer.Option(help="Pending question: town, consent, scenario…")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how a message is understood, and the training examples that decided."""
    from bot.tools.evaluation import commands, explanation

    explanation.explain(commands.current_model(), text, pending, say, as_json=as_json)


@app.command()
def run() -> None:
    """Train if needed, start all servers, print the addresses; Ctrl-C stops all."""
    from bot.operating.run import start

    start.run(say)


@app.command()
def renew() -> None:
    """Reload the running servers with the present code and model, without losing a message."""
    from bot.operating.run import start

    start.renew(say)


@app.command()
def train(force: Annotated[bool, typer.Option(help="Train even if nothing changed.")] = False) -> None:
    """Train the model into models/ if the data, the configuration or the code changed."""
    from bot.operating.run import training

    training.train(say, force=force)


@app.command()
def chat() -> None:
    """Chat in the terminal, against the running servers."""
    from bot.operating.run import terminal

    terminal.chat(say)


@app.command()
def demo(
    candidates: Annotated[int, typer.Option(min=1, max=1000, help="Number of conversations.")] = 100,
) -> None:
    """Fill a temporary database with invented candidates who talk with the assistant, and open the recruiters' desk."""
    from bot.operating.run import training
    from bot.tools.demo import command

    training.train(say, force=False)
    command.demo(say, candidates=candidates)


@app.command()
def doctor() -> None:
    """Check the installation, and say how to fix it."""
    from bot.operating.health import doctor

    raise typer.Exit(doctor.examine(say))


def main() -> None:
    """Run the command line. Operating errors are one line on standard error, with exit code 2."""
    set_private_umask()
    try:
        app()
    except OperatingError as error:
        print(f"bot: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
