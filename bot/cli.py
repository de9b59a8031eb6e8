"""The command line: `bot run | renew | train | chat | eval | db | recruiter | structure | candidate | content | audit | doctor`."""

import importlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import echo as say
from typer.core import TyperGroup
from typer.main import get_group

from bot.base.environment import set_private_umask
from bot.base.errors import OperatingError

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
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="One file, readable by its owner alone.")]


class LazyGroup(TyperGroup):
    """Imports a group of commands when it is called: most of them need the tables, which take a second."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands and groups."""
        return [*super().list_commands(ctx), *GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command or group of this name, None if there is none."""
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
    help="L'assistant des candidats conseillers numériques.",
)


@app.command()
def backup(file: BackupFile) -> None:
    """Copy the database into one file while the bot runs; without keys and secret."""
    from bot.operating.data.backup import backup as make

    make(file, say)


@app.command()
def restore(
    file: BackupFile,
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds rows.")] = False,
) -> None:
    """Replace the database by a backup; the bot must be stopped."""
    from bot.operating.data.backup import restore as put_back

    put_back(file, say, replace=replace)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A message.")],
    pending: Annotated[str | None, typer.Option(help="Pending question: town, consent, scenario…")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the NLU result of a message, and the examples that decided."""
    from bot.tools.evaluation.commands import current_model
    from bot.tools.evaluation.explanation import explain as tell
    from bot.understanding.trained_model import model_path

    tell(current_model(), model_path(), text, pending, say, as_json=as_json)


@app.command()
def run() -> None:
    """Train if needed, start all servers, print the addresses; Ctrl-C stops all."""
    from bot.operating.run.start import run as start

    start(say)


@app.command()
def renew() -> None:
    """Let the running servers switch to other code or another model, without losing a message."""
    from bot.operating.run.start import reload as renew_servers

    renew_servers(say)


@app.command()
def train(force: Annotated[bool, typer.Option(help="Train even if nothing changed.")] = False) -> None:
    """Train the model into models/ when the data or the configuration changed."""
    from bot.operating.run.training import train as train_model

    train_model(say, force=force)


@app.command()
def chat() -> None:
    """Chat in the terminal, against the running servers."""
    from bot.operating.run.terminal import chat as talk

    talk(say)


@app.command()
def demo(
    candidates: Annotated[int, typer.Option(min=1, max=1000, help="Number of conversations.")] = 100,
) -> None:
    """Fill a temporary database with invented candidates who talk with the assistant, and open the recruiters' desk."""
    from bot.operating.run.training import train as train_model
    from bot.tools.demo.command import demo as show

    train_model(say, force=False)
    show(say, candidates=candidates)


@app.command()
def doctor() -> None:
    """Check the installation, and say how to fix it."""
    from bot.operating.health.doctor import examine

    raise typer.Exit(examine(say))


def main() -> None:
    """Command line; operating errors are one line on stderr."""
    from bot.base.json_lines import BadFileError

    set_private_umask()
    try:
        app()
    except (OperatingError, BadFileError) as error:
        print(f"bot: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
