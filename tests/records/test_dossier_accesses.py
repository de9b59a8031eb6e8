"""What is unread, and who read a file."""

import pytest

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import dossier_accesses, listing
from bot.records.files import candidates, disputed_quotes, notes

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
ROW = {
    "quote": "Je reste calme",
    "start": 0,
    "end": 14,
    "part": "answer",
    "indicator": "patience.x",
    "polarity": "positive",
}


@pytest.fixture(autouse=True)
def file(store):
    """A file with an answer and a comment on it."""
    with store.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="v")
        note = notes.store_answer(session, "c1", QUESTION, "Je reste calme.", [ROW], rubric_version="1")
        notes.add_comment(session, note, "J'étais pressée.")


def open_file(store, me):
    with store.session_scope() as session:
        dossier_accesses.record_access(session, me, [candidates.find(session, "c1").id])


def is_unread(store, me):
    with store.session_scope() as session:
        return listing.Listing(session, me).page(listing.Filters(unread=True)).total > 0


def change(store, what):
    with store.session_scope() as session:
        what(session, notes.get(session, "c1", QUESTION.id))


def test_a_file_is_unread_until_it_is_opened_by_whoever_looks_where_they_are(store, desk):
    assert is_unread(store, desk["Claire"])
    open_file(store, desk["Claire"])
    open_file(store, desk["Claire"])
    assert not is_unread(store, desk["Claire"])
    assert is_unread(store, desk["Ada"])
    elsewhere = RecruiterUser(desk["Claire"].recruiter_id, "Claire", "x", structure_id=desk["Zoé"].structure_id)
    assert is_unread(store, elsewhere)


@pytest.mark.parametrize(
    "what",
    [
        lambda session, note: notes.amend(session, note, "Je souris.", []),
        lambda session, _: notes.store_followup(session, "c1", QUESTION.id, "Et puis ?", "J'attends.", [ROW]),
        notes.withdraw,
        lambda session, note: notes.add_comment(session, note, "Et fatiguée."),
        notes.withdraw_comments,
        lambda session, _: notes.store_skip(
            session, "c1", notes.Question("humilite_site_inconnu", "1", "humilite", "?"), rubric_version="1"
        ),
        lambda session, _: candidates.set_field(session, "c1", "first_name", "Zoé"),
        lambda session, _: candidates.confirm(session, "c1"),
    ],
    ids=["amend", "followup", "withdraw", "comment", "comment withdrawn", "skip", "field", "confirm"],
)
def test_what_its_author_changes_makes_it_unread(store, desk, what):
    open_file(store, desk["Claire"])
    change(store, what)
    assert is_unread(store, desk["Claire"])
    open_file(store, desk["Claire"])
    assert not is_unread(store, desk["Claire"])


def test_neither_a_contested_passage_nor_a_longer_retention_makes_it_unread(store, desk):
    open_file(store, desk["Claire"])
    change(store, lambda session, note: disputed_quotes.contest(session, note, ROW))
    change(store, lambda session, note: setattr(note.candidate, "expires_at", clock.now()))
    assert not is_unread(store, desk["Claire"])


def test_its_author_is_told_structures_and_colleagues_names(store, desk):
    for name in ("Zoé", "Claire", "Ada", "Boss"):
        open_file(store, desk[name])
    with store.session_scope() as session:
        candidate_id = candidates.find(session, "c1").id
        told = dossier_accesses.structures_with_access(session, candidate_id)
        assert [reader.name for reader in told] == ["Association Untel", "Mairie de Figeac", None]
        assert all(reader.first_at <= reader.last_at for reader in told)
        names = {
            me: [reader.name for reader in dossier_accesses.colleagues_with_access(session, desk[me], candidate_id)]
            for me in desk
        }
    assert names == {"Claire": ["Claire", "Ada"], "Ada": ["Claire", "Ada"], "Zoé": ["Zoé"], "Boss": ["Boss"]}


def test_an_erased_file_leaves_no_trace_of_who_read_it(store, desk):
    open_file(store, desk["Claire"])
    with store.session_scope() as session:
        candidate_id = candidates.find(session, "c1").id
        candidates.erase(session, "c1")
    with store.session_scope() as session:
        assert dossier_accesses.structures_with_access(session, candidate_id) == []


def test_who_reads_without_a_name_or_takes_a_list_along_opened_nobodys_file(store, desk):
    with store.session_scope() as session:
        candidate = candidates.find(session, "c1").id
        dossier_accesses.record_access(session, desk["Claire"], [candidate], opened=False)
    assert is_unread(store, desk["Claire"])
    with store.session_scope() as session:
        assert [reader.name for reader in dossier_accesses.structures_with_access(session, candidate)] != []
    open_file(store, desk["Claire"])
    with store.session_scope() as session:
        dossier_accesses.record_access(session, desk["Claire"], [candidate], opened=False)
    assert not is_unread(store, desk["Claire"])
