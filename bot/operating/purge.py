"""Erasing what is kept no longer, once or again and again."""

import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.operating.errors import OperatingError
from bot.operating.tables import check_tables
from bot.records import addresses, link_mails, outbox, resume, unanswered
from bot.records.candidates import erase_expired
from bot.records.database import default_database
from bot.records.forgetting import delete_unagreed

EVERY_HOURS = 6.0


def purge(say: Callable[[str], None]) -> None:
    """Erases files whose time is over, traces of conversations without agreement older than a day, and old questions.

    Args:
        say: told how many.

    Raises:
        OperatingError: the database has no tables, or cannot be reached.
    """
    check_tables()
    with default_database().session_scope() as session:
        expired, unagreed = erase_expired(session), delete_unagreed(session)
        addresses.remove_ended(session)
        resume.forget_old(session)
        link_mails.forget_old(session)
        outbox.forget_old(session)
        unanswered_before = unanswered.forget_old(session)
    if expired or unagreed or unanswered_before:
        default_database().scrub()
    say(f"{expired} expired files and {unagreed} conversations without agreement erased.")


def keep_purging(
    say: Callable[[str], None], *, hours: float = EVERY_HOURS, is_over: threading.Event | None = None
) -> None:
    """Purges now and then; a database that is away is tried again next time.

    Args:
        say: told what was erased, or why nothing was.
        hours: from one purge to the next.
        is_over: ends it.
    """
    is_over = is_over or threading.Event()
    while not is_over.is_set():
        try:
            purge(say)
        except (OperatingError, SQLAlchemyError) as error:
            say(f"Nothing purged this time ({type(error).__name__}): tried again in {hours:g} h.")
        is_over.wait(hours * 3600)
