"""What a candidate is told of what structures did with their file."""

import pytest

from bot.base import clock
from bot.base.french import date_in_words
from bot.exporting.subject_export import subject_export
from bot.records.accounts import recruiters, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import conversations, transcripts
from bot.records.desk import application_status, dossier_accesses, recruiter_notes, shortlists
from bot.records.files import candidates
from bot.records.models import Recruiter, Status
from bot.records.store import audit
from bot.recruiting.dossiers.masked_conversation import PRIVATE, mask_transcript
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.interpretation import Interpretation
from bot.words.statuses import status_sentences
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
            found[name] = RecruiterUser(account.id, account.name, "x", structure_id=place.id)
    return found


def decide(database, me, to, *, told, seen=Status.NEW):
    with database.session_scope() as session:
        application_status.change_status(session, me, candidates.find(session, SENDER).id, seen=seen, to=to, told=told)


def read(database, *readers, times=1):
    """Has recruiters open the file, so many times each."""
    for me in readers:
        with database.session_scope() as session:
            candidate = candidates.find(session, SENDER)
            for _ in range(times):
                audit.record(session, actor=me.actor, act="read_candidate", subject=candidate.id)
            dossier_accesses.record_access(session, me, [candidate.id])


def where_i_stand():
    return words(
        run("action_tell_status", tracker_of(Interpretation(intent="ask_status"), consent=True, confirmed=True))[0]
    )


def my_data():
    return words(run("action_show_my_data", tracker_of(Interpretation(intent="ask_access_my_data"), consent=True))[0])


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
    (said,) = status_sentences([application_status.SharedStatus("Mairie de Figeac", status, clock.now())])
    assert said.startswith("Mairie de Figeac ")
    assert date_in_words(clock.today()) in said


def test_who_read_is_told_by_structure_and_never_by_name(registered, desk):
    read(registered, desk["Mairie de Figeac"], times=2)
    said = my_data()
    assert f"Lu par Mairie de Figeac : le {date_in_words(clock.today())} (2 fois)." in said
    assert "Recruteuse" not in said


def test_notes_are_named_in_the_chat_and_whole_in_the_file(registered, desk):
    with registered.session_scope() as session:
        recruiter_notes.write(
            session, desk["Mairie de Figeac"], candidates.find(session, SENDER).id, "À rappeler vite."
        )
    said = my_data()
    assert "1 note sur vous, de Mairie de Figeac : à lire dans le fichier de vos données" in said
    assert "vite" not in said
    with registered.session_scope() as session:
        (note,) = subject_export(session, SENDER)["private_notes"]
    assert (note["structure"], note["text"]) == ("Mairie de Figeac", "À rappeler vite.")


def test_the_file_of_ones_data_holds_all_that_structures_did_and_no_recruiters_name(registered, desk):
    me = desk["Association Untel"]
    decide(registered, me, Status.NOT_INTERESTED, told=False)
    with registered.session_scope() as session:
        candidate = candidates.find(session, SENDER)
        shortlists.set_shortlisted(session, me, [candidate.id], aside=True)
        dossier_accesses.record_access(session, me, [candidate.id])
    with registered.session_scope() as session:
        told = subject_export(session, SENDER)
    for kind in ("opened_by", "statuses", "status_changes", "set_aside"):
        (row,) = told[kind]
        assert row["structure"] == "Association Untel", kind
    assert (told["statuses"][0]["status"], told["statuses"][0]["told"]) == ("not_interested", False)
    assert "Recruteuse" not in str(told) and me.recruiter_id not in str(told)


@pytest.mark.parametrize("name", ["action_tell_status", "action_show_my_data", "action_tell_readers"])
def test_no_recruiter_reads_in_the_conversation_what_a_structure_did(registered, desk, name):
    me = desk["Association Untel"]
    decide(registered, me, Status.NOT_INTERESTED, told=True)
    read(registered, me)
    said = run(name, tracker_of(Interpretation(intent="ask_status"), "et alors ?", consent=True, confirmed=True))[0]
    with registered.session_scope() as session:
        events = [
            {"event": "bot", "text": words([message]), "timestamp": 1.0, "data": {"custom": message["custom"]}}
            for message in said
        ]
        conversations.append(session, SENDER, events, channel="web", consented=True, state={"slots": {}})
    with registered.session_scope() as session:
        own = transcripts.read(session, SENDER)
        told = mask_transcript(transcripts.read(session, SENDER, for_team=True), candidates.find(session, SENDER))
    assert "Untel" in str(own)
    assert "Untel" not in str(told) and PRIVATE in [message["text"] for message in told]


def test_a_structure_that_read_is_still_told_when_the_account_is_erased(registered, desk):
    read(registered, *desk.values())
    erased = desk["Mairie de Figeac"].recruiter_id
    with registered.session_scope() as session:
        recruiters.erase(session, session.get_one(Recruiter, erased))
    asked = tracker_of(Interpretation(intent="ask_who_read"), "qui a lu mon dossier ?", consent=True)
    day = date_in_words(clock.today())
    assert f"Mairie de Figeac : le {day}" in words(run("action_tell_readers", asked)[0])
    said = my_data()
    assert f"Lu par Mairie de Figeac : le {day}." in said and f"Lu par Association Untel : le {day}." in said
    with registered.session_scope() as session:
        assert [account.name for account in recruiters.list_accounts(session)] == ["Recruteuse 1"]
    assert {name for name, rows in dump(registered).items() if erased in str(rows)} == {"audit_entries"}


@pytest.mark.parametrize("act", ["read_conversation", "read_candidate"])
def test_what_an_erased_account_read_is_laid_to_no_other_structure(registered, desk, act):
    with registered.session_scope() as session:
        candidate = candidates.find(session, SENDER)
        dossier_accesses.record_access(session, desk["Mairie de Figeac"], [candidate.id])
        other = desk["Association Untel"]
        nowhere = RecruiterUser(other.recruiter_id, other.name, "x", administers=True)
        audit.record(session, actor=nowhere.actor, act=act, subject=candidate.id)
        if act == "read_candidate":
            dossier_accesses.record_access(session, nowhere, [candidate.id])
    with registered.session_scope() as session:
        for me in desk.values():
            recruiters.erase(session, session.get_one(Recruiter, me.recruiter_id))
    assert "Lu par l'équipe de recrutement : le" in my_data()
