"""The command line: `bot run | renew | train | chat | eval | db | recruiter | structure | candidate | content | audit | doctor`."""

import sys
from typing import Annotated

import typer
from typer import echo as say

from bot.base.environment import set_private_umask
from bot.base.errors import OperatingError
from bot.operating.commands import candidate_commands, commands, recruiter_commands, structure_commands
from bot.operating.data import contents
from bot.tools.evaluation import commands as evaluation

# A traceback with the values of variables would show what people wrote.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="L'assistant des candidats conseillers numériques.",
)
for group, name in (
    (evaluation.eval_app, "eval"),
    (commands.db_app, "db"),
    (recruiter_commands.recruiter_app, "recruiter"),
    (candidate_commands.candidate_app, "candidate"),
    (commands.keys_app, "keys"),
    (candidate_commands.audit_app, "audit"),
    (structure_commands.structure_app, "structure"),
    (contents.content_app, "content"),
):
    app.add_typer(group, name=name)
for command in (commands.backup, commands.restore, evaluation.explain):
    app.command()(command)


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
