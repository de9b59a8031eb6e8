"""`bot audit`: verify the audit log and print it."""

from collections.abc import Callable
from datetime import datetime

from bot.base import clock
from bot.operating.commands.tables import check_tables
from bot.records.store import audit, audit_chain
from bot.records.store.database import default_database


def verify(say: Callable[[str], None], *, expect: str | None = None) -> int:
    """Verify the hash chain and print its last hash, to be noted elsewhere.

    Args:
        expect: a hash noted earlier, to be found in the log.

    Returns:
        0, or 1 if a line was changed, removed or inserted, or the hash is missing.
    """
    check_tables()
    with default_database().session_scope() as session:
        chain = audit_chain.verify_chain(session, expect)
    if chain.broken is not None:
        say(f"The audit log is broken behind {chain.lines} lines that hold: {chain.broken}.")
    elif chain.first is None or chain.last is None:
        say("0 lines: whole.")
    else:
        say(f"{chain.lines} lines, from {_moment(chain.first)} to {_moment(chain.last)}: whole.")
    if chain.last_hash is not None:
        say(f"Last hash: {chain.last_hash}")
    if chain.has_expected is not None:
        say(
            "The hash that you noted is in it."
            if chain.has_expected
            else "The hash that you noted is not in it: lines were removed at its end, or it is older than the log."
        )
    return 0 if chain.is_intact else 1


def show(say: Callable[[str], None], *, candidate_id: str | None = None, since: datetime | None = None) -> None:
    """Print lines of the log: timestamp in Paris, actor, act, subject. Records that they were read.

    Args:
        since: only from this day on, without time zone.
    """
    check_tables()
    moment = since and since.replace(tzinfo=clock.PARIS)
    with default_database().session_scope() as session:
        for entry in audit_chain.lines(session, candidate_id=candidate_id, since=moment):
            say(f"{_moment(entry.at)}  {entry.actor}  {entry.act}{f'  {entry.subject}' if entry.subject else ''}")
        audit.record(session, actor="operator", act="read_audit", subject=candidate_id)


def _moment(moment: datetime) -> str:
    return moment.astimezone(clock.PARIS).isoformat(sep=" ", timespec="seconds")
