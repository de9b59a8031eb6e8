"""Sign-in throttling: failures slow down their own address only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.records.accounts import recruiters, sign_in_failures
from bot.records.accounts.sign_in_failures import ThrottledError, backoff
from bot.records.models import SignInFailure

LOGIN, PASSWORD = "lecture@exemple.fr", "une phrase assez longue"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def account_id(store):
    with store.session_scope() as session:
        return recruiters.create(session, login=LOGIN, name="Camille Lecture", password=PASSWORD).id


def attempt(store, password="autre chose", *, login=LOGIN, address=HERE):
    """The account id, None for wrong credentials, or the seconds to wait."""
    try:
        return recruiters.authenticate(store, login, password, address=address)
    except ThrottledError as error:
        return error.seconds


def let_pass(store, seconds):
    """Age all rows by this many seconds."""
    with store.session_scope() as session:
        for row in session.scalars(select(SignInFailure)):
            row.next_try_at -= timedelta(seconds=seconds)


def rows(store):
    with store.session_scope() as session:
        return list(session.scalars(select(SignInFailure)))


@pytest.mark.parametrize(("failures", "seconds"), [
    (0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (11, 512), (12, 900), (40, 900), (10**6, 900),
])  # fmt: skip
def test_waits_grow_to_a_quarter_of_an_hour(failures, seconds):
    assert backoff(failures, sign_in_failures.FREE_PER_PAIR) == timedelta(seconds=seconds)


@pytest.mark.parametrize("login", [LOGIN, "inconnu@exemple.fr"])
def test_each_failure_makes_the_next_try_wait_longer_known_login_or_not(store, login):
    assert attempt(store, login=login) is None
    assert attempt(store, login=login) is None
    for wait in (1, 2, 4, 8):
        assert attempt(store, login=login) == wait
        let_pass(store, wait)
        assert attempt(store, login=login) is None


def test_a_try_that_must_wait_is_not_looked_at_even_if_it_is_right_and_makes_nothing_worse(store, account_id):
    for _ in range(2):
        attempt(store)
    assert [attempt(store, PASSWORD) for _ in range(5)] == [1] * 5
    let_pass(store, 1)
    assert attempt(store, PASSWORD) == account_id


def test_whoever_owns_the_account_gets_in_from_elsewhere_whatever_is_tried_here(store, account_id):
    for number in range(130):
        attempt(store, address=f"203.0.113.{number}")
        attempt(store)
    assert attempt(store, PASSWORD, address=ELSEWHERE) == account_id
    assert attempt(store, PASSWORD, address=ELSEWHERE) == account_id


def test_a_success_forgets_the_failures_from_there_and_counts_for_none(store, account_id):
    for _ in range(3):
        attempt(store)
        assert attempt(store, PASSWORD) == account_id
    assert sorted(row.failures for row in rows(store)) == [3, 3], "of the address, and of the login"


def test_tries_made_at_once_are_not_all_the_first(store, monkeypatch):
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # however long the passwords take
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda number: attempt(store, f"essai {number}"), range(12)))
    assert told.count(None) == 2, "the others wait"


def test_an_address_that_tries_many_logins_waits_too(store, monkeypatch):
    monkeypatch.setattr(sign_in_failures, "FREE_PER_ADDRESS", 3)
    assert [attempt(store, login=f"{number}@exemple.fr") for number in range(4)] == [None] * 4
    assert attempt(store, login="encore@exemple.fr") == 1
    assert attempt(store, login="encore@exemple.fr", address=ELSEWHERE) is None


def test_a_login_that_is_tried_from_everywhere_waits_a_minute_where_it_failed(store, monkeypatch, account_id):
    monkeypatch.setattr(sign_in_failures, "FREE_PER_LOGIN", 3)
    for number in range(3):
        assert attempt(store, address=f"203.0.113.{number}") is None
    assert attempt(store) is None
    assert 50 < attempt(store, PASSWORD) <= 60
    assert attempt(store, PASSWORD, address=ELSEWHERE) == account_id


def test_failures_are_forgotten_after_a_day(store, account_id):
    for _ in range(2):
        attempt(store)
    with store.session_scope() as session:
        for row in session.scalars(select(SignInFailure)):
            row.next_try_at = row.forgotten_at = clock.now() - timedelta(seconds=1)
    assert attempt(store) is None
    assert {row.failures for row in rows(store)} == {1}
    with store.session_scope() as session:
        sign_in_failures.purge_expired(session)
    assert len(rows(store)) == 3, "they are new again"
    with store.session_scope() as session:
        for row in session.scalars(select(SignInFailure)):
            row.forgotten_at = clock.now() - timedelta(seconds=1)
    with store.session_scope() as session:
        sign_in_failures.purge_expired(session)
    assert rows(store) == []


def test_neither_login_nor_address_is_stored(store):
    attempt(store)
    stored = str([vars(row) for row in rows(store)])
    assert LOGIN not in stored and HERE not in stored
