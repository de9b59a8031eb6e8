"""What a candidate is told of what structures did with their file."""

import pytest

from bot import clock
from bot.exporting.own_data import own_data
from bot.reading.turn import Turn
from bot.records import audit, candidates, file_reads, private_notes, recruiters, shortlists, standings, structures
from bot.records.models import Status
from bot.records.recruiters import SignedIn
from bot.standings_in_words import standings_in_words
from bot.wording import date_in_words
from tests.actions.action_player import SENDER, run, tracker_of, words

WANTED = "Mairie de Figeac a dit s'intéresser à votre candidature"
DECLINED = "Association Untel n'a pas retenu votre candidature pour ses postes"


@pytest.fixture
def desk(registered):
    """Recruiters of two structures, by the structure's name."""
    found = {}
    with registered.session_scope() as session:
        for number, name in enumerate(("Mairie de Figeac", "Association Untel")):
            place = structures.create(session, name=name, town=None)
            session.flush()
            account = recruiters.create(
                session,
                login=f"r{number}@exemple.fr",
                name=f"Recruteuse {number}",
                password="assez longue",
                structure=place,
            )
            found[name] = SignedIn(account.id, account.name, "x", structure_id=place.id)
    return found


def decide(database, me, to, *, told, seen=Status.NEW):
    with database.session_scope() as session:
        standings.change(session, me, candidates.find(session, SENDER).id, seen=seen, to=to, told=told)


def where_i_stand():
    return words(run("action_tell_status", tracker_of(Turn(intent="ask_status"), consent=True, confirmed=True))[0])


def my_data():
    return words(run("action_show_my_data", tracker_of(Turn(intent="ask_access_my_data"), consent=True))[0])


@pytest.mark.parametrize("ask", [where_i_stand, my_data])
def test_a_status_is_said_only_where_the_structure_chose_to(registered, desk, ask):
    decide(registered, desk["Mairie de Figeac"], Status.INTERESTED, told=True)
    decide(registered, desk["Association Untel"], Status.NOT_INTERESTED, told=False)
    said = ask()
    assert WANTED in said
    assert "Untel" not in said
    decide(registered, desk["Association Untel"], Status.NOT_INTERESTED, told=True, seen=Status.NOT_INTERESTED)
    said = ask()
    assert WANTED in said and DECLINED in said
    assert "Rien ne change pour les autres structures" in said
    assert "Recruteuse" not in said


def test_what_is_no_longer_so_is_said_no_more(registered, desk):
    me = desk["Mairie de Figeac"]
    decide(registered, me, Status.INTERESTED, told=True)
    decide(registered, me, Status.NOT_INTERESTED, told=False, seen=Status.INTERESTED)
    assert "Figeac" not in where_i_stand()


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.NEW])
def test_every_status_has_its_sentence(status):
    (said,) = standings_in_words([standings.ToldStatus("Mairie de Figeac", status, clock.now())])
    assert said.startswith("Mairie de Figeac ")
    assert date_in_words(clock.today()) in said


def test_who_read_is_told_by_structure_and_never_by_name(registered, desk):
    me = desk["Mairie de Figeac"]
    with registered.session_scope() as session:
        candidate = candidates.find(session, SENDER)
        for _ in range(2):
            audit.record(session, actor=me.actor, act="read_candidate", subject=candidate.id)
        file_reads.mark_read(session, me, [candidate.id])
    said = my_data()
    assert f"Lu par Mairie de Figeac : le {date_in_words(clock.today())} (2 fois)." in said
    assert "Recruteuse" not in said


def test_notes_are_named_in_the_chat_and_whole_in_the_file(registered, desk):
    with registered.session_scope() as session:
        private_notes.write(session, desk["Mairie de Figeac"], candidates.find(session, SENDER).id, "À rappeler vite.")
    said = my_data()
    assert "1 note sur vous, de Mairie de Figeac : à lire dans le fichier de vos données" in said
    assert "vite" not in said
    with registered.session_scope() as session:
        (note,) = own_data(session, SENDER)["private_notes"]
    assert (note["structure"], note["text"]) == ("Mairie de Figeac", "À rappeler vite.")


def test_the_file_of_ones_data_holds_all_that_structures_did_and_no_recruiters_name(registered, desk):
    me = desk["Association Untel"]
    decide(registered, me, Status.NOT_INTERESTED, told=False)
    with registered.session_scope() as session:
        candidate = candidates.find(session, SENDER)
        shortlists.put(session, me, [candidate.id], aside=True)
        file_reads.mark_read(session, me, [candidate.id])
    with registered.session_scope() as session:
        told = own_data(session, SENDER)
    for kind in ("opened_by", "statuses", "status_changes", "set_aside"):
        (row,) = told[kind]
        assert row["structure"] == "Association Untel", kind
    assert (told["statuses"][0]["status"], told["statuses"][0]["told"]) == ("not_interested", False)
    assert "Recruteuse" not in str(told) and me.recruiter_id not in str(told)
