"""Recruiters' accounts and sessions. Throttling: test_sign_in_failures."""

import hashlib
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.base import clock
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.models import AuditEntry, RecruiterSession

LOGIN = "lecture@exemple.fr"
PASSWORD = "une phrase assez longue"


@pytest.fixture(autouse=True)
def account_id(store):
    with store.session_scope() as session:
        return recruiters.create(session, login=" Lecture@Exemple.fr ", name="Camille Lecture", password=PASSWORD).id


def authenticate(store, login, password):
    return recruiters.authenticate(store, login, password, address="192.0.2.1")


def fail(store, times):
    for _ in range(times):
        assert authenticate(store, LOGIN, "autre chose") is None


def test_the_password_is_stored_as_an_argon2_hash(store):
    with store.session_scope() as session:
        stored = recruiters.find(session, LOGIN).password_hash
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_the_right_password_opens_the_account_whatever_the_capitals_of_the_login(store, account_id):
    assert authenticate(store, "LECTURE@exemple.fr", PASSWORD) == account_id


@pytest.mark.parametrize(
    ("login", "password"),
    [(LOGIN, "autre chose"), (LOGIN, ""), ("inconnu@exemple.fr", PASSWORD), ("", ""), ("\x00", "\x00")],
)
def test_nothing_else_opens_it(store, login, password):
    assert authenticate(store, login, password) is None


class Counted(PasswordHasher):
    """Records each password hash with its cost parameters."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=1024, parallelism=1)  # as in all tests
        self.work = []

    def hash(self, password, **more):
        self.work.append(None)
        return super().hash(password, **more)

    def verify(self, stored, password):
        self.work.append(extract_parameters(stored))
        return super().verify(stored, password)


def test_an_unknown_login_costs_the_same_hashing_from_the_first_try_on(store, account_id, monkeypatch):
    recruiters._dummy_password_hash.cache_clear()
    with store.session_scope() as session:
        recruiters.create(session, login="fermee@exemple.fr", name="Fermée", password=PASSWORD)
        recruiters.disable(session, recruiters.find(session, "fermee@exemple.fr"))
    work = {}
    for login in ("inconnu@exemple.fr", LOGIN, "fermee@exemple.fr", ""):
        monkeypatch.setattr(recruiters, "_hasher", Counted())
        assert authenticate(store, login, "autre chose") is None
        work[login] = recruiters._hasher.work
    assert [len(done) for done in work.values()] == [1, 1, 1, 1]
    assert all(done == work[LOGIN] for done in work.values()), "as many rounds, as much memory"


def test_a_login_is_taken_once(store):
    with pytest.raises(IntegrityError), store.session_scope() as session:
        recruiters.create(session, login=LOGIN.upper(), name="Autre", password=PASSWORD)


def test_a_closed_account_opens_no_more_and_its_sessions_are_over(store, account_id):
    with store.session_scope() as session:
        token = recruiter_sessions.open_session(session, account_id)
    with store.session_scope() as session:
        recruiters.disable(session, recruiters.find(session, LOGIN))
        assert recruiter_sessions.find_session(session, token) is None
    assert authenticate(store, LOGIN, PASSWORD) is None


def test_a_new_password_replaces_the_old_and_is_tried_at_once(store, account_id):
    fail(store, 2)
    with store.session_scope() as session:
        token = recruiter_sessions.open_session(session, account_id)
        recruiters.set_password(session, recruiters.find(session, LOGIN), "une tout autre phrase")
        assert recruiter_sessions.find_session(session, token) is None
    assert authenticate(store, LOGIN, PASSWORD) is None
    assert authenticate(store, LOGIN, "une tout autre phrase") == account_id


def test_only_the_hash_of_a_session_token_is_stored(store, account_id):
    with store.session_scope() as session:
        token = recruiter_sessions.open_session(session, account_id)
    with store.session_scope() as session:
        (row,) = session.scalars(select(RecruiterSession))
        assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
        assert token not in str(vars(row))
        found = recruiter_sessions.find_session(session, token)
        assert (found.recruiter_id, found.name, found.csrf) == (account_id, "Camille Lecture", row.csrf)


def test_each_session_has_its_own_csrf_token(store, account_id):
    with store.session_scope() as session:
        tokens = [recruiter_sessions.open_session(session, account_id) for _ in range(2)]
        assert len({recruiter_sessions.find_session(session, token).csrf for token in tokens}) == 2


def test_a_session_is_over_after_eight_hours_and_its_row_goes_at_the_next_sign_in(store, account_id):
    with store.session_scope() as session:
        token = recruiter_sessions.open_session(session, account_id)
    with store.session_scope() as session:
        (row,) = session.scalars(select(RecruiterSession))
        assert timedelta(hours=7, minutes=59) < row.expires_at - clock.now() <= timedelta(hours=8)
        row.expires_at = clock.now() - timedelta(seconds=1)
    with store.session_scope() as session:
        assert recruiter_sessions.find_session(session, token) is None
        recruiter_sessions.open_session(session, account_id)
    with store.session_scope() as session:
        assert len(session.scalars(select(RecruiterSession)).all()) == 1


def test_what_happens_to_an_account_is_in_the_audit_log_without_its_login(store, account_id):
    fail(store, 1)
    with store.session_scope() as session:
        recruiter_sessions.close_session(session, recruiter_sessions.open_session(session, account_id))
        recruiters.disable(session, recruiters.find(session, LOGIN))
    with store.session_scope() as session:
        entries = [
            (row.actor, row.act, row.subject) for row in session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        ]
    me = f"recruiter:{account_id}"
    with store.session_scope() as session:
        (structure,) = structures.list_for_account(session, account_id)
    assert entries == [
        ("operator", "account_created", account_id),
        ("operator", "structure_created", structure.id),
        ("operator", "joined_structure", f"{account_id}/{structure.id}"),
        (me, "sign_in_failed", account_id),
        (me, "signed_in", None),
        (me, "signed_out", None),
        ("operator", "account_closed", account_id),
    ]
    assert LOGIN not in str(entries)
