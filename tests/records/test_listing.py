"""The list: filters, counts beside them, order, on real databases, in a few statements however many there are."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from bot.base import clock
from bot.records.accounts import recruiters, structures
from bot.records.desk import answer_search, listing, name_sort_index, shortlists
from bot.records.desk.listing import Filters, Listing
from bot.records.files import candidates, notes
from bot.records.models import AuditEntry, Candidate, FileRead, Standing

SCENARIOS = [notes.Question(f"q{number}", "1", "patience", "Que faites-vous ?") for number in range(3)]
CAHORS = {"commune": "Cahors", "insee": "46042", "departement": "46"}
FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
TOULOUSE = {"commune": "Toulouse", "insee": "31555", "departement": "31"}
PEOPLE = [
    ("c1", "Zoé", "Martin", CAHORS, "web", "2027-01-04", 3, True),
    ("c2", "Ali", "Élan", FIGEAC, "telegram", "2027-06-01", 1, True),
    ("c3", "Noé", "adam-durand", TOULOUSE, "web", None, 3, False),
    ("c4", None, None, None, None, None, 0, False),
]


@dataclass(frozen=True)
class Me:
    recruiter_id: str
    structure_id: str
    administers: bool = False
    name: str = "Camille"

    @property
    def actor(self):
        return f"recruiter:{self.recruiter_id}"


@pytest.fixture
def session(store):
    with store.session_scope() as session:
        for age, (who, first, last, town, channel, day, answers, confirmed) in enumerate(PEOPLE):
            candidate = candidates.open_registration(session, who, channel=channel, notice_version="1")
            candidate.created_at = clock.now() - timedelta(days=age)
            for field, value in (("first_name", first), ("last_name", last), ("town", town)):
                if value:
                    candidates.set_field(session, who, field, value)
            candidates.set_field(session, who, "mobility", {"kind": "national", "places": []})
            if day:
                candidates.set_field(session, who, "availability", {"date": day})
            for number in range(answers):
                said = f"Je reformule {number}, dit {first}."
                notes.store_answer(session, who, SCENARIOS[number], said, [], rubric_version="1")
            if confirmed:
                candidates.confirm(session, who)
            session.flush()
        yield session


@pytest.fixture
def me(session):
    account = recruiters.create(session, login="a@exemple.fr", name="Camille", password="une phrase assez longue")
    structure = structures.create(session, name="Mairie de Cahors", town=CAHORS)
    session.flush()
    return Me(account.id, structure.id)


def id_of(session, who):
    return candidates.find(session, who).id


def found(session, me, *, sort=listing.BY_DATE, **filters):
    page = Listing(session, me).page(Filters(**filters), sort=sort)
    names = dict(session.execute(select(Candidate.id, Candidate.conversation_id)).tuples().all())
    assert page.total == len(page.rows)
    return [names[row.id] for row in page.rows]


@pytest.mark.parametrize(
    ("filters", "who"),
    [
        ({}, ["c1", "c2", "c3", "c4"]),
        ({"departements": ("46",)}, ["c1", "c2"]),
        ({"departements": ("46", "31"), "channels": ("web",)}, ["c1", "c3"]),
        ({"departements": ("",)}, ["c4"]),
        ({"km": 60}, ["c1", "c2"]),  # 57 km to Figeac, 97 km to Toulouse
        ({"km": 50}, ["c1"]),
        ({"before": date(2027, 1, 4)}, ["c1"]),
        ({"before": date(2027, 1, 3)}, []),
        ({"complete": True}, ["c1"]),
        ({"complete": False}, ["c2", "c3", "c4"]),
        ({"names": "mart"}, ["c1"]),
        ({"names": "art"}, []),
        ({"names": "ELAN"}, ["c2"]),
        ({"names": "durand no"}, ["c3"]),
        ({"names": "ali figeac"}, ["c2"]),
        ({"names": "31"}, ["c3"]),
        ({"names": "%"}, ["c1", "c2", "c3", "c4"]),
        ({"names": "personne"}, []),
        ({"statuses": ("new",)}, ["c1", "c2", "c3", "c4"]),
        ({"statuses": ("hired",)}, []),
    ],
)
def test_filters_find_what_people_said_and_did(session, me, filters, who):
    assert found(session, me, **filters) == who


def test_every_value_says_how_many_it_would_find_beside_the_other_filters(session, me):
    counts = Listing(session, me).page(Filters(departements=("46",), channels=("web",))).counts
    assert counts.departements == {"46": 1, "31": 1}, "beside the channel alone"
    assert counts.channels == {"web": 1, "telegram": 1}, "beside the département alone"
    assert counts.complete == {1: 1}
    assert counts.unread == {1: 1}


def test_reads_statuses_and_selections_of_others_are_not_mine(session, me):
    other = recruiters.create(session, login="b@exemple.fr", name="B", password="une phrase assez longue")
    place = structures.create(session, name="Ailleurs", town=None)
    theirs = Me(other.id, place.id)
    candidate_id = id_of(session, "c2")
    session.add(
        FileRead(candidate_id=candidate_id, recruiter_id=other.id, structure_id=place.id, opened_at=clock.now())
    )
    session.add(Standing(candidate_id=candidate_id, structure_id=place.id, status="hired"))
    assert shortlists.set_shortlisted(session, theirs, [candidate_id], aside=True) == 1
    session.flush()
    assert found(session, theirs, shortlisted=True) == [], "a list of names tells of nobody whose name is not shown"
    assert shortlists.set_shortlisted(session, theirs, [candidate_id], aside=True, named=True) == 1
    session.flush()
    assert found(session, me, unread=True, statuses=("new",)) == ["c1", "c2", "c3", "c4"]
    assert found(session, me, shortlisted=True) == []
    assert found(session, theirs, shortlisted=True, statuses=("hired",)) == ["c2"]
    assert "c2" not in found(session, theirs, unread=True)


def test_setting_aside_twice_is_once_and_is_in_the_log(store, session, me):
    ids = [id_of(session, "c1"), "0" * 32]
    assert [shortlists.set_shortlisted(session, me, ids, aside=aside) for aside in (True, True, False, False)] == [
        1,
        1,
        1,
        1,
    ]
    assert found(session, me, shortlisted=True) == []
    session.commit()
    with store.session_scope() as later:
        acts = list(later.scalars(select(AuditEntry.act).where(AuditEntry.subject == ids[0]).order_by(AuditEntry.id)))
    assert acts[-2:] == ["set_aside", "set_aside_no_more"]


def test_names_are_in_order_whatever_changes_meanwhile(session, me):
    def order():
        return found(session, me, sort=listing.BY_NAME)

    assert order() == ["c3", "c2", "c1", "c4"]
    candidates.set_field(session, "c1", "last_name", "Abel")
    session.flush()
    assert order() == ["c1", "c3", "c2", "c4"]
    candidates.open_registration(session, "c5", channel="web", notice_version="1")
    candidates.set_field(session, "c5", "last_name", "Dubois")
    candidates.set_field(session, "c5", "mobility", {"kind": "national", "places": []})
    session.flush()
    assert order() == ["c1", "c3", "c5", "c2", "c4"]
    candidates.erase(session, "c3")
    session.flush()
    assert order() == ["c1", "c5", "c2", "c4"]


def test_no_name_is_kept_in_memory(session, me):
    found(session, me, sort=listing.BY_NAME)
    assert "Martin" not in repr(dict(name_sort_index._orders)).title()


def test_towns_are_in_order_and_none_comes_last(session, me):
    assert found(session, me, sort=listing.BY_TOWN) == ["c1", "c2", "c3", "c4"]


@pytest.mark.parametrize("sort", [listing.BY_DATE, listing.BY_TOWN, listing.BY_NAME])
def test_a_page_takes_as_many_statements_for_many_as_for_few(store, session, me, sort):
    statements = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    found(session, me, sort=sort)
    statements.clear()
    Listing(session, me).page(Filters(), sort=sort)
    few = len(statements)
    for number in range(60):
        candidates.open_registration(session, f"more{number}", channel="web", notice_version="1")
        candidates.set_field(session, f"more{number}", "mobility", {"kind": "national", "places": []})
    session.flush()
    found_anew = Listing(session, me)
    found_anew.ids(Filters(), sort=sort)  # places the new names
    statements.clear()
    first = Listing(session, me).page(Filters(), sort=sort)
    assert len(first.rows) == listing.PAGE_SIZE
    assert len(statements) <= few <= 8
    beyond = Listing(session, me).page(Filters(), sort=sort, number=99)
    assert (beyond.number, beyond.pages, len(beyond.rows), beyond.total) == (2, 2, 14, 64)
    assert not {row.id for row in first.rows} & {row.id for row in beyond.rows}


@pytest.mark.parametrize(
    ("search", "who"), [("reform noe", ["c3"]), ("REFORMULE", ["c1", "c2", "c3"]), ("eformule", [])]
)
def test_without_an_index_answers_are_opened_one_by_one(session, me, search, who):
    ids, number = listing.scanned(session, me, Filters(words=search), 10, situations=3)
    assert number == 4
    listed = Listing(session, me, among=ids)
    assert listed.ids(Filters(words=search)) == [id_of(session, one) for one in who]
    assert answer_search.words_of("à la l'é") == ["la"]


def test_without_an_index_the_newest_alone_are_opened(session, me):
    ids, number = listing.scanned(session, me, Filters(words="reformule"), 2, situations=3)
    assert (sorted(ids), number) == (sorted([id_of(session, "c1"), id_of(session, "c2")]), 4)


def test_answers_are_counted_for_the_files_of_a_flush_alone(store):
    counted = []

    def hear(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("UPDATE candidates") and "count(" in statement:
            counted.append(len(parameters))

    event.listen(store.engine, "before_cursor_execute", hear)
    with store.session_scope() as session:
        for number in range(12):
            candidates.open_registration(session, f"many{number}", channel="web", notice_version="1")
            notes.store_answer(session, f"many{number}", SCENARIOS[0], "Je reste calme.", [], rubric_version="1")
    event.remove(store.engine, "before_cursor_execute", hear)
    assert len(counted) >= 12
    assert max(counted) == min(counted), "those counted before are not counted again"
    with store.session_scope() as session:
        assert set(session.scalars(select(Candidate.answers))) == {1}
