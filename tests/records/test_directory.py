"""The recruiters' list of candidates, and the requests that wait."""

from datetime import timedelta

import pytest

from bot.base import clock
from bot.records.conversations import takeover_ends
from bot.records.desk import directory, listing
from bot.records.desk.visibility import Operator
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs, queue
from bot.records.models import HumanRequest

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
PEOPLE = [
    ("c1", "Benoît", "Étienne-Durand", "Saint-Étienne", "42"),
    ("c2", "Anaïs", "Le Goff", "Brest", "29"),
    ("c3", "Zoé", "eckhart", "Lyon", "69"),
    ("c4", None, None, None, None),
]


@pytest.fixture
def session(store):
    with store.session_scope() as session:
        for age, (conversation_id, first_name, last_name, commune, departement) in enumerate(PEOPLE):
            candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
            candidate.created_at = clock.now() - timedelta(days=age)
            candidate.first_name, candidate.last_name = first_name, last_name
            candidate.town = commune and {"commune": commune, "insee": "00000", "departement": departement}
            directory.index_words(session, candidate)
        notes.store_answer(session, "c2", QUESTION, "Je reformule.", [], rubric_version="1")
        notes.store_skip(session, "c3", QUESTION, rubric_version="1")
        session.flush()
        yield session


def listed(session, *, names="", sort=listing.BY_DATE, number=1):
    return listing.Listing(session, Operator()).page(listing.Filters(names=names), sort=sort, number=number)


def last_names(page):
    return [row.last_name for row in page.rows]


def test_the_newest_come_first(session):
    assert last_names(listed(session)) == ["Étienne-Durand", "Le Goff", "eckhart", None]


def test_names_are_in_french_order_and_the_unnamed_come_last(session):
    page = listed(session, sort=listing.BY_NAME)
    assert last_names(page) == ["eckhart", "Étienne-Durand", "Le Goff", None]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("etienne", ["Étienne-Durand"]),
        ("SAINT ETIENNE", ["Étienne-Durand"]),
        ("durand benoit", ["Étienne-Durand"]),
        ("brest", ["Le Goff"]),
        ("ben dur", ["Étienne-Durand"]),
        ("rest", []),
        ("Legoff", []),
        ("%", ["Étienne-Durand", "Le Goff", "eckhart", None]),
        ("69", ["eckhart"]),
        ("personne", []),
    ],
)
def test_names_and_towns_are_found_without_their_accents(session, search, found):
    assert last_names(listed(session, names=search)) == found


def test_answered_situations_are_counted(session):
    assert [row.notes for row in listed(session).rows] == [0, 1, 0, 0]


def test_pages_are_of_fifty_and_a_number_out_of_bounds_gives_a_real_page(session):
    for number in range(50):
        candidates.open_registration(session, f"more-{number}", channel="web", notice_version="1")
    session.flush()
    first, second = (listed(session, number=number) for number in (0, 99))
    assert (first.number, len(first.rows), first.pages, first.total) == (1, 50, 2, 54)
    assert (second.number, len(second.rows)) == (2, 4)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def test_nobody_makes_one_empty_page(store):
    with store.session_scope() as session:
        assert listed(session) == listing.Page([], 1, 1, 0)


def test_requests_wait_until_they_are_handled(session):
    handoffs.open_handoff(session, "c1", channel="web")
    handoffs.open_handoff(session, "unregistered", channel="web")
    session.flush()
    waiting = queue.list_waiting(session, Operator())
    assert [(asked.conversation_id, who and who.last_name) for asked, who in waiting] == [
        ("c1", "Étienne-Durand"),
        ("unregistered", None),
    ]
    takeover_ends.close_handoff(session, waiting[0][0].id, actor="recruiter:1")
    takeover_ends.close_handoff(session, waiting[0][0].id, actor="recruiter:2")
    session.flush()
    assert [asked.conversation_id for asked, _ in queue.list_waiting(session, Operator())] == ["unregistered"]
    assert session.get(HumanRequest, waiting[0][0].id).handled_at is not None


def test_an_unknown_request_cannot_be_handled(session):
    with pytest.raises(LookupError):
        takeover_ends.close_handoff(session, 999_999, actor="recruiter:1")
