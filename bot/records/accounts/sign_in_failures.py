"""Throttling of sign-in attempts: failures counted by login and address, by login, and by address.

    (login, address)   0, 1, 2, 4, … seconds, a quarter of an hour at most
    address alone      the same beyond 50 failures, whatever the logins
    login alone        beyond 100 failures, addresses that failed before wait a minute at least

So guessing from elsewhere never locks out the owner, whose address has no failures. Logins and addresses are stored as
keyed hashes.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import SignInFailure, table_of
from bot.records.store.sql_helpers import affected_rows, insert_for

FREE_PER_PAIR, FREE_PER_ADDRESS, FREE_PER_LOGIN = 1, 50, 100  # failures without a wait
MAX_BACKOFF = timedelta(minutes=15)
LOGIN_BACKOFF = timedelta(minutes=1)
RETENTION = timedelta(days=1)  # without a failure
CLOCK_TOLERANCE = timedelta(minutes=1)  # between servers
_ANY = ""
Key = dict[str, str]


class ThrottledError(Exception):
    """The next attempt must wait this many seconds, 1 at least."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


def backoff(failures: int, free: int) -> timedelta:
    """Wait after a number of failures, of which the first `free` are free."""
    if failures <= free:
        return timedelta()
    return min(MAX_BACKOFF, timedelta(seconds=2 ** min(failures - free - 1, 30)))


def register_attempt(session: Session, login: str, address: str) -> None:
    """Count an attempt as a failure before its password is checked, so that simultaneous attempts all count.

    Commit the session at once. If it rolls back, a throttled attempt counts nothing. The account need not exist.

    Raises:
        ThrottledError: the attempt must wait.
    """
    now = clock.now()
    of_address, of_both, of_login = _keys(login, address)  # always locked in this order: no deadlock
    _set_wait(session, of_address, now, backoff(_count(session, of_address, now), FREE_PER_ADDRESS))
    failures = _count(session, of_both, now)
    wait = backoff(failures, FREE_PER_PAIR)
    if _count(session, of_login, now) > FREE_PER_LOGIN:
        wait = max(wait, LOGIN_BACKOFF)
    _set_wait(session, of_both, now, wait)


def clear_attempt(session: Session, login: str, address: str) -> None:
    """The attempt succeeded: uncount it, and delete the earlier failures of this login and address."""
    table = table_of(SignInFailure)
    of_address, of_both, of_login = _keys(login, address)
    for key in (of_address, of_login):
        session.execute(
            update(table).filter_by(**key).where(table.c.failures > 0).values(failures=table.c.failures - 1)
        )
    session.execute(delete(table).filter_by(**of_both))


def reset(session: Session, login: str) -> None:
    """Delete all failures of a login."""
    session.execute(delete(SignInFailure).where(SignInFailure.login == _hash(login)))


def purge_expired(session: Session) -> int:
    """Delete outdated counts; returns how many rows."""
    return affected_rows(session, delete(SignInFailure).where(SignInFailure.forgotten_at <= clock.now()))


def _hash(text: str) -> str:
    return hmac.new(secret_key().encode(), f"sign-in {text}".encode(), hashlib.sha256).hexdigest()


def _keys(login: str, address: str) -> tuple[Key, Key, Key]:
    """Keys of the rows of the address, of both, and of the login."""
    by_login, by_address = _hash(login), _hash(address)
    return (
        {"login": _ANY, "address": by_address},
        {"login": by_login, "address": by_address},
        {"login": by_login, "address": _ANY},
    )


def _count(session: Session, key: Key, now: datetime) -> int:
    """Add a failure to a row, which stays locked until the transaction ends; returns the row's count.

    Raises:
        ThrottledError: the row's wait is not over.
    """
    table = table_of(SignInFailure)
    failures = session.execute(
        insert_for(session, table)
        .values(**key, failures=1, next_try_at=now - CLOCK_TOLERANCE, forgotten_at=now + RETENTION)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={
                "failures": case((table.c.forgotten_at <= now, 1), else_=table.c.failures + 1),
                "forgotten_at": now + RETENTION,
            },
            where=table.c.next_try_at <= now,
        )
        .returning(table.c.failures)
    ).scalar()
    if failures is None:
        next_try_at = session.execute(select(table.c.next_try_at).filter_by(**key)).scalar_one()
        raise ThrottledError(max(1, math.ceil((next_try_at - now).total_seconds())))
    return int(failures)


def _set_wait(session: Session, key: Key, now: datetime, wait: timedelta) -> None:
    if wait:
        session.execute(update(table_of(SignInFailure)).filter_by(**key).values(next_try_at=now + wait))
