"""Who stands before and after somebody: as in the whole list, on real databases, and by a few rows however long it is."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.base import clock
from bot.records.desk import adjacent, listing
from bot.records.desk.adjacent import Adjacent, AdjacentFinder
from bot.records.desk.listing import Filters, Listing
from bot.records.desk.visibility import Operator
from bot.records.files import candidates, notes

ASKED = notes.Question("q0", "1", "patience", "Que faites-vous ?")
NAMES = ["Zoé", "Ali", None, "Noé", "Ali", "Élan", "Adam", None]
TOWNS = [
    {"commune": "Toulouse", "insee": "31555", "departement": "31"},
    {"commune": "Cahors", "insee": "46042", "departement": "46"},
]


@pytest.fixture
def session(store):
    """Sixteen people, of whom some have the same name, town, and moment."""
    with store.session_scope() as session:
        begun = clock.now()
        for number in range(16):
            who = f"c{number}"
            candidate = candidates.open_registration(session, who, channel="web", notice_version="1")
            candidate.created_at = begun - timedelta(days=number // 3)
            candidates.set_field(session, who, "last_name", NAMES[number % 8]) if NAMES[number % 8] else None
            if number % 5:
                candidates.set_field(session, who, "town", TOWNS[number % 2])
            word = "dessine" if number % 4 == 0 else "montre"
            notes.store_answer(session, who, ASKED, f"Je {word}.", [], rubric_version="1")
        session.flush()
        yield session


@pytest.mark.parametrize("sort", [listing.BY_DATE, listing.BY_NAME, listing.BY_TOWN])
@pytest.mark.parametrize("filters", [Filters(), Filters(departements=("46",)), Filters(names="ali")])
@pytest.mark.parametrize("looked_at", [(2, 3), (50,)])
def test_it_is_as_in_the_whole_list(monkeypatch, session, sort, filters, looked_at):
    monkeypatch.setattr(adjacent, "_LOOKED_AT", looked_at)
    rows = Listing(session, Operator())
    ids = rows.ids(filters, sort=sort)
    near = AdjacentFinder(session, rows, filters, sort)
    for place, one in enumerate(ids):
        before = ids[place - 1] if place else None
        after = ids[place + 1] if place + 1 < len(ids) else None
        assert near.around(one) == Adjacent(before, after)


def test_the_next_unread_is_the_next_though_who_is_read_is_unread_no_more(session):
    rows, filters = Listing(session, Operator()), Filters(departements=("46",))
    everybody = rows.ids(Filters())
    found = rows.ids(filters)
    for one in set(everybody) - set(found):
        place = everybody.index(one)
        behind = [other for other in everybody[place:] if other in found]
        assert AdjacentFinder(session, rows, filters, listing.BY_DATE).around(one).following == (behind or [None])[0]


@pytest.mark.parametrize("sort", [listing.BY_DATE, listing.BY_NAME, listing.BY_TOWN])
def test_words_are_looked_for_in_answers_nearby(session, sort):
    rows = Listing(session, Operator())
    ids = rows.ids(Filters(), sort=sort)
    drawing = [one for one in ids if any("dessine" in note.answer for note in notes_of(session, one))]
    assert len(drawing) == 4
    near = AdjacentFinder(session, rows, Filters(), sort, ["dessine"])
    for place, one in enumerate(drawing):
        after = drawing[place + 1] if place + 1 < len(drawing) else None
        assert near.around(one) == Adjacent(drawing[place - 1] if place else None, after)


def notes_of(session, candidate_id):
    return session.get(listing.Candidate, candidate_id).notes


@pytest.mark.parametrize("sort", [listing.BY_DATE, listing.BY_TOWN])
def test_it_takes_a_row_on_either_side(session, sort):
    taken = []
    rows = Listing(session, Operator())
    (one,) = rows.ids(Filters(), sort=sort)[7:8]
    listen = lambda *given: taken.append(given[2])  # noqa: E731
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", listen)
    AdjacentFinder(session, rows, Filters(), sort).around(one)
    event.remove(engine, "before_cursor_execute", listen)
    asking = [said for said in taken if "ORDER BY" in said]
    assert len(asking) == 2 and all("LIMIT" in said for said in asking)
