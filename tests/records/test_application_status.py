"""What became of a file at a structure, and what was written of it there."""

import itertools
import threading

import pytest
from sqlalchemy import select

from bot.records.accounts import recruiters
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import application_status, recruiter_notes
from bot.records.desk.application_status import InvalidTransitionError, StaleStatusError
from bot.records.files import candidates
from bot.records.models import AuditEntry, PrivateNote, Standing, Status, StatusChange


@pytest.fixture(autouse=True)
def file(store):
    with store.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="v")


def candidate_id(session):
    return candidates.find(session, "c1").id


def change(store, me, seen, to, *, told=False):
    with store.session_scope() as session:
        application_status.change_status(session, me, candidate_id(session), seen=seen, to=to, told=told)


def status_at(store, me):
    with store.session_scope() as session:
        standing = application_status.find(session, candidate_id(session), me.structure_id)
        return standing and (standing.status, standing.told)


def test_a_status_goes_step_by_step_and_back_and_its_history_says_who(store, desk):
    assert status_at(store, desk["Claire"]) is None
    steps = [Status.NEW, Status.INTERESTED, Status.HIRED, Status.DONE, Status.HIRED, Status.INTERESTED, Status.NEW]
    for seen, to in itertools.pairwise(steps):
        change(store, desk["Claire"], seen, to)
    change(store, desk["Ada"], Status.NEW, Status.NOT_INTERESTED)
    with store.session_scope() as session:
        told = application_status.history(session, candidate_id(session), desk["Ada"].structure_id)
        assert [entry.status for entry in told] == [*steps[1:], Status.NOT_INTERESTED]
        assert {entry.by for entry in told[:-1]} == {"Claire"} and told[-1].by == "Ada"
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.act == "changed_status")).all()) == 7
    assert status_at(store, desk["Zoé"]) is None


@pytest.mark.parametrize(
    ("seen", "to"),
    [
        (Status.NEW, Status.HIRED),
        (Status.NEW, Status.NEW),
        (Status.NOT_INTERESTED, Status.HIRED),
        (Status.DONE, Status.NEW),
    ],
)
def test_no_step_is_left_out(store, desk, seen, to):
    with pytest.raises(InvalidTransitionError):
        change(store, desk["Claire"], seen, to)
    assert status_at(store, desk["Claire"]) is None


def test_what_a_colleague_changed_meanwhile_is_not_written_over(store, desk):
    change(store, desk["Claire"], Status.NEW, Status.INTERESTED)
    for seen, to in ((Status.NEW, Status.NOT_INTERESTED), (Status.HIRED, Status.DONE)):
        with pytest.raises(StaleStatusError):
            change(store, desk["Ada"], seen, to)
    assert status_at(store, desk["Ada"]) == ("interested", False)
    with store.session_scope() as session:
        assert len(application_status.history(session, candidate_id(session), desk["Ada"].structure_id)) == 1


@pytest.mark.parametrize("seen", [Status.NEW, Status.INTERESTED])
def test_of_two_who_decide_at_once_one_is_told(store, desk, seen):
    if seen is Status.INTERESTED:
        change(store, desk["Claire"], Status.NEW, Status.INTERESTED)
    gate, outcomes = threading.Barrier(2), []

    def decide(me, to):
        gate.wait()
        try:
            change(store, me, seen, to)
            outcomes.append(to)
        except StaleStatusError:
            outcomes.append(None)

    second = Status.INTERESTED if seen is Status.NEW else Status.HIRED
    threads = [
        threading.Thread(target=decide, args=(me, to))
        for me, to in ((desk["Claire"], Status.NOT_INTERESTED), (desk["Ada"], second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(None) == 1
    (won,) = filter(None, outcomes)
    assert status_at(store, desk["Ada"]) == (won, False)


def test_the_candidate_is_told_what_each_structure_chose_to_tell(store, desk):
    change(store, desk["Claire"], Status.NEW, Status.NOT_INTERESTED)
    change(store, desk["Zoé"], Status.NEW, Status.INTERESTED, told=True)

    def told():
        with store.session_scope() as session:
            return [
                (entry.structure, entry.status)
                for entry in application_status.shared_with_candidate(session, candidate_id(session))
            ]

    assert told() == [("Association Untel", Status.INTERESTED)]
    change(store, desk["Claire"], Status.NOT_INTERESTED, Status.NOT_INTERESTED, told=True)
    assert told() == [("Mairie de Figeac", Status.NOT_INTERESTED), ("Association Untel", Status.INTERESTED)]
    change(store, desk["Zoé"], Status.INTERESTED, Status.NEW, told=True)
    assert told() == [("Mairie de Figeac", Status.NOT_INTERESTED)], "that a file is new says nothing"


def test_whoever_decided_is_forgotten_with_their_account_and_the_status_stays(store, desk):
    change(store, desk["Claire"], Status.NEW, Status.INTERESTED)
    with store.session_scope() as session:
        recruiter_notes.write(session, desk["Claire"], candidate_id(session), "À rappeler.")
        recruiters.erase(session, recruiters.find(session, "claire@exemple.fr"))
    with store.session_scope() as session:
        (entry,) = application_status.history(session, candidate_id(session), desk["Ada"].structure_id)
        assert (entry.status, entry.by) == (Status.INTERESTED, None)
        assert (
            session.scalars(select(Standing.changed_by)).all()
            == session.scalars(select(StatusChange.by)).all()
            == [None]
        )
        (note,) = recruiter_notes.list_notes(session, desk["Ada"], candidate_id(session))
        assert (note.text, note.by, note.is_mine) == ("À rappeler.", None, False)


def test_notes_are_the_structures_and_only_their_author_deletes_them(store, desk):
    with store.session_scope() as session:
        recruiter_notes.write(session, desk["Claire"], candidate_id(session), "À rappeler.")
    with store.session_scope() as session:
        number, of = session.scalars(select(PrivateNote.id)).one(), candidate_id(session)
        assert [note.text for note in recruiter_notes.list_notes(session, desk["Ada"], of)] == ["À rappeler."]
        assert recruiter_notes.list_notes(session, desk["Zoé"], of) == []
        elsewhere = RecruiterUser(desk["Claire"].recruiter_id, "Claire", "x", structure_id=desk["Zoé"].structure_id)
        for other in (desk["Ada"], desk["Zoé"], elsewhere):
            assert not recruiter_notes.delete_own(session, other, of, number)
        assert not recruiter_notes.delete_own(session, desk["Claire"], "0" * 32, number)
        assert recruiter_notes.delete_own(session, desk["Claire"], of, number)
    with store.session_scope() as session:
        assert session.scalars(select(PrivateNote)).all() == []


def test_an_erased_file_takes_statuses_and_notes_with_it(store, desk):
    change(store, desk["Claire"], Status.NEW, Status.INTERESTED)
    with store.session_scope() as session:
        recruiter_notes.write(session, desk["Claire"], candidate_id(session), "À rappeler.")
    with store.session_scope() as session:
        candidates.erase(session, "c1")
    with store.session_scope() as session:
        for table in (Standing, StatusChange, PrivateNote):
            assert session.scalars(select(table)).all() == []
