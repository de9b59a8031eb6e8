"""A signed-in recruiter's browser, and one hostile candidate's file."""

import shutil
from contextlib import ExitStack
from datetime import timedelta

import pytest
from desk_people import LYON, desk, people
from fastapi import FastAPI
from fastapi.testclient import TestClient
from recruiting_samples import (
    ADMINISTRATOR,
    ANSWER,
    EVIDENCE,
    FOLLOWUP,
    HOSTILE,
    HUMILITY,
    KINDNESS,
    LOGIN,
    PASSWORD,
    PATIENCE,
    WITHDRAWN,
    quote,
    said,
    sign_in,
)
from served_pages import served_pages
from sqlalchemy import select

from bot.base import clock
from bot.content import overrides
from bot.records.accounts import recruiters, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.contents import content_versions
from bot.records.conversations import addresses, conversations
from bot.records.desk import directory, recruiter_notes
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.records.store.database import Database
from bot.recruiting.app import app
from tests.markers import starts
from tests.widget.browser import shared_chromium

COLLEAGUE, OTHER = "collegue@exemple.fr", "redac@exemple.fr"


@pytest.fixture
def candidate_id(database):
    with database.session_scope() as session:
        candidate = candidates.open_registration(session, "c1", channel="web", notice_version="2026-11")
        candidate.first_name, candidate.last_name = "Zoé", f"Hostile{HOSTILE}"
        candidate.town = {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
        candidate.mobility = {"kind": "radius", "km": 30, "places": []}
        candidate.availability = {"date": "2027-01-04"}
        candidate.email, candidate.phone, candidate.declined = None, "+33639980001", ["email"]
        directory.index_words(session, candidate)
        messages = [
            said("bot", "Bonjour, je suis une machine."),
            said("user", ""),
            said("user", ANSWER),
            said("user", WITHDRAWN),
        ]
        conversations.append(session, "c1", messages, channel="web", consented=True, state={"slots": {}})
        notes.store_answer(session, "c1", PATIENCE, ANSWER, EVIDENCE, rubric_version="2026-11.1")
        more = quote(FOLLOWUP, "Je dessine", "patience.reformule_autrement", part="followup")
        notes.store_followup(session, "c1", PATIENCE.id, "Pouvez-vous préciser ?", FOLLOWUP, [*EVIDENCE, more])
        notes.withdraw(session, notes.store_answer(session, "c1", HUMILITY, WITHDRAWN, [], rubric_version="2026-11.1"))
        notes.store_skip(session, "c1", KINDNESS, rubric_version="2026-11.1")
        return candidate.id


@pytest.fixture(scope="module")
@starts("server", "browser")
def one_chromium():
    """One Chromium for the tests of a file, each with a profile of its own."""
    with shared_chromium():
        yield


@pytest.fixture
@starts("server", "browser")
def site(database):
    """The address of the pages, served as in production."""
    with served_pages() as address:
        yield address


@pytest.fixture
def request_id(database, candidate_id):
    """The candidate wants to talk to somebody."""
    with database.session_scope() as session:
        addresses.reassign(session, "telegram", "4711", "c1")
        handoffs.open_handoff(session, "c1", channel="telegram")
        return session.scalars(select(HumanRequest.id)).one()


@pytest.fixture
def recruiter_id(database):
    with database.session_scope() as session:
        return recruiters.create(session, login=LOGIN, name="Camille Lecture", password=PASSWORD).id


@pytest.fixture
def colleague_id(database, recruiter_id):
    """Another account of the reader's structure."""
    with database.session_scope() as session:
        return recruiters.create(session, login=COLLEAGUE, name="Ada Roux", password=PASSWORD).id


@pytest.fixture
def noted(database, candidate_id, recruiter_id):
    """The candidate's id, with a note of the reader's structure, whose id is 1."""
    with database.session_scope() as session:
        (place,) = structures.list_for_account(session, recruiter_id)
        author = RecruiterUser(recruiter_id, "", "x", structure_id=place.id)
        recruiter_notes.write(session, author, candidate_id, "Déjà là.")
    return candidate_id


@pytest.fixture
def new_browser(database):
    """Makes browsers that nobody has signed in with; pages are mounted as in production."""
    site = FastAPI()
    site.mount("/recrutement", app)
    with ExitStack() as open_browsers:
        yield lambda: open_browsers.enter_context(
            TestClient(site, base_url="https://testserver", follow_redirects=False)
        )


def signed_in(new_browser, login=LOGIN):
    made = new_browser()
    assert sign_in(made, login).status_code == 303
    return made


@pytest.fixture
def browser(new_browser):
    """A browser that nobody has signed in with."""
    return new_browser()


@pytest.fixture
def reader(browser, recruiter_id):
    """A signed-in browser."""
    assert sign_in(browser).status_code == 303
    return browser


@pytest.fixture
def administrator(new_browser, database):
    """The signed-in browser of who administers, in the structure that recruits all over France."""
    with database.session_scope() as session:
        recruiters.create(session, login=ADMINISTRATOR, name="Dominique Gestion", password=PASSWORD, administers=True)
    return signed_in(new_browser, ADMINISTRATOR)


@pytest.fixture
def editor(reader, database, recruiter_id):
    """A signed-in browser of somebody who edits; this process says what is kept, as servers do."""
    with database.session_scope() as session:
        recruiters.set_editor(session, recruiters.find(session, LOGIN), edits=True)
    overrides.set_source(content_versions.override_source(database))
    yield reader
    overrides.set_source(None)


@pytest.fixture
def colleague(new_browser, database):
    """Somebody else's browser, who administers."""
    with database.session_scope() as session:
        recruiters.create(session, login=OTHER, name="Inès <Plume>", password=PASSWORD, administers=True)
    return signed_in(new_browser, OTHER)


@pytest.fixture(scope="session")
def peopled_file(tmp_path_factory, migrated_file):
    """A SQLite file of two structures, four people here and one there, to copy: dozens of tests begin with one."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("peopled") / "bot.db")
    made = Database(f"sqlite:///{path}")
    with made.session_scope() as session:
        desk(session)
        people(session)
        people(session, 1, LYON, start=9)
    made.engine.dispose()
    return path


@pytest.fixture
def enter(database, peopled_file, new_browser):
    """Signs a recruiter of `desk_people` in, in a browser of their own: two structures, four people here and one there."""
    database.engine.dispose()
    shutil.copy(peopled_file, database.engine.url.database)
    return lambda login: signed_in(new_browser, login)


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on, by minutes from now."""
    now = clock.now()
    return lambda minutes: monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=minutes))
