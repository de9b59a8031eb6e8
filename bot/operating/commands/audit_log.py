"""`bot audit`: verify the audit log and print it."""

from datetime import datetime
from typing import Annotated

import typer
from typer import echo

from bot.base import clock
from bot.operating.commands.tables import checked_session
from bot.records.store import audit, audit_chain

audit_app = typer.Typer(no_args_is_help=True, help="The audit log: who did what and when.")


@audit_app.command("verify")
def verify(
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted before: whether it is still in the log.")
    ] = None,
) -> None:
    """Verify the log; prints the first line that was changed, removed or inserted, with status 1."""
    with checked_session() as session:
        chain = audit_chain.verify_chain(session, expect)
    if chain.broken is not None:
        echo(f"The audit log is broken behind {chain.lines} lines that hold: {chain.broken}.")
    elif chain.first is None or chain.last is None:
        echo("0 lines: whole.")
    else:
        echo(f"{chain.lines} lines, from {_moment(chain.first)} to {_moment(chain.last)}: whole.")
    if chain.last_hash is not None:
        echo(f"Last hash: {chain.last_hash}")
    if chain.has_expected is not None:
        echo(
            "The hash that you noted is in it."
            if chain.has_expected
            else "The hash that you noted is not in it: lines were removed at its end, or it is older than the log."
        )
    raise typer.Exit(0 if chain.is_intact else 1)


@audit_app.command("show")
def show(
    candidate: Annotated[str | None, typer.Option(metavar="ID", help="Only about this candidate.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")] = None,
) -> None:
    """Print lines of the log: moment, actor, act, subject."""
    moment = since and since.replace(tzinfo=clock.PARIS)
    with checked_session() as session:
        for entry in audit_chain.lines(session, candidate_id=candidate, since=moment):
            echo(f"{_moment(entry.at)}  {entry.actor}  {entry.act}{f'  {entry.subject}' if entry.subject else ''}")
        audit.record(session, actor="operator", act="read_audit", subject=candidate)


def _moment(moment: datetime) -> str:
    return moment.astimezone(clock.PARIS).isoformat(sep=" ", timespec="seconds")
