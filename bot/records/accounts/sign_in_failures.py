"""How long the next try to sign in must wait: failures are counted by login and address, by login, and by address.

    (login, address)   0, 1, 2, 4, … seconds, a quarter of an hour at most
    address alone      the same beyond 50 failures, whatever the logins
    login alone        beyond 100 failures, addresses that failed before wait a minute at least

So whoever guesses from elsewhere never locks out the owner, whose address has no failures. Logins and addresses stand
here as hashes that the installation's secret keys.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import SignInFailure, table_of
from bot.records.store.sql_helpers import affected_rows

FREE_PER_PAIR, FREE_PER_ADDRESS, FREE_PER_LOGIN = 1, 50, 100  # failures after which nothing waits
MAX_BACKOFF = timedelta(minutes=15)
LOGIN_BACKOFF = timedelta(minutes=1)
RETENTION = timedelta(days=1)  # without a failure
CLOCK_TOLERANCE = timedelta(minutes=1)  # clocks and tries that wait for each other may differ: nobody waits for that
_ANY = ""
Key = dict[str, str]


class ThrottledError(Exception):
    """The next try must wait.

    Attributes:
        seconds: for how long, 1 at least.
    """

    def __init__(self, seconds: int) -> None:
        """Tells for how long."""
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


def backoff(failures: int, free: int) -> timedelta:
    """Returns how long a try waits after so many failures, of which the first ones are free."""
    if failures <= free:
        return timedelta()
    return min(MAX_BACKOFF, timedelta(seconds=2 ** min(failures - free - 1, 30)))


def register_attempt(session: Session, login: str, address: str) -> None:
    """Counts a try as a failure, before its password is looked at: tries at the same moment are not all the first.

    Args:
        session: committed at once; rolled back where the try must wait, which then counts nothing.
        login: as it was typed, tidied; there need be no such account.
        address: where it comes from.

    Raises:
        TooSoonError: it must wait.
    """
    now = clock.now()
    of_address, of_both, of_login = _keys(login, address)  # locked in the same order by everybody
    _hold_back(session, of_address, now, backoff(_count(session, of_address, now), FREE_PER_ADDRESS))
    failures = _count(session, of_both, now)
    wait = backoff(failures, FREE_PER_PAIR)
    if _count(session, of_login, now) > FREE_PER_LOGIN:
        wait = max(wait, LOGIN_BACKOFF)
    _hold_back(session, of_both, now, wait)


def clear_attempt(session: Session, login: str, address: str) -> None:
    """Says that the try was right: it is no failure, and those before it from this address are forgotten."""
    table = table_of(SignInFailure)
    of_address, of_both, of_login = _keys(login, address)
    for key in (of_address, of_login):
        session.execute(
            update(table).filter_by(**key).where(table.c.failures > 0).values(failures=table.c.failures - 1)
        )
    session.execute(delete(table).filter_by(**of_both))


def reset(session: Session, login: str) -> None:
    """Forgets all failures of a login."""
    session.execute(delete(SignInFailure).where(SignInFailure.login == _hash(login)))


def purge_expired(session: Session) -> int:
    """Deletes what is too old to count; returns how many rows."""
    return affected_rows(session, delete(SignInFailure).where(SignInFailure.forgotten_at <= clock.now()))


def _hash(words: str) -> str:
    return hmac.new(secret_key().encode(), f"sign-in {words}".encode(), hashlib.sha256).hexdigest()


def _keys(login: str, address: str) -> tuple[Key, Key, Key]:
    """Returns the rows of an address, of both, and of a login."""
    hashed, place = _hash(login), _hash(address)
    return {"login": _ANY, "address": place}, {"login": hashed, "address": place}, {"login": hashed, "address": _ANY}


def _count(session: Session, key: Key, now: datetime) -> int:
    """Adds a failure to a row and returns how many it has; the row stays locked until the session ends.

    Raises:
        TooSoonError: the row says to wait.
    """
    table = table_of(SignInFailure)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    failures = session.execute(
        insert(table)
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


def _hold_back(session: Session, key: Key, now: datetime, wait: timedelta) -> None:
    if wait:
        session.execute(update(table_of(SignInFailure)).filter_by(**key).values(next_try_at=now + wait))
