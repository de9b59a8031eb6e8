"""« Qui a lu mon dossier ? » : the structures that opened a file, and when; that nobody did is an answer too."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.content.sentences import sentence
from bot.records.accounts import recruiters, structures
from bot.records.files.candidates import find
from bot.records.models import AuditEntry, FileRead
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import SENDER, responses, run, tracker_of

ASKED = Interpretation(intent="ask_who_read")


def tell():
    return run("action_tell_readers", tracker_of(ASKED, "qui a lu mon dossier ?", consent=True))[0]


def read(database, structure_id, first, last):
    with database.session_scope() as session:
        reader = recruiters.create(
            session,
            login=f"{first.day}{last.day}@exemple.fr",
            name="Camille Secrète",
            password="une phrase assez longue",
        )
        session.add(
            FileRead(
                candidate_id=find(session, SENDER).id,
                recruiter_id=reader.id,
                structure_id=structure_id,
                first_at=first,
                last_at=last,
            )
        )


def test_that_nobody_did_is_said_and_that_each_reading_is_in_the_journal(opened):
    (message,) = tell()
    assert responses([message]) == ["utter_readers"]
    assert message["readers"].startswith(sentence("accesses.none")) and "journal" in message["readers"]


def test_structures_and_days_are_told_and_no_recruiter_is_named(opened):
    with opened.session_scope() as session:
        town_hall = structures.create(session, name="Mairie de Figeac", town=None).id
    read(opened, town_hall, datetime(2026, 12, 3, 9, tzinfo=UTC), datetime(2026, 12, 5, 9, tzinfo=UTC))
    read(opened, "", datetime(2026, 12, 6, 9, tzinfo=UTC), datetime(2026, 12, 6, 9, tzinfo=UTC))
    told = tell()[0]["readers"]
    assert "Mairie de Figeac : le 3 décembre 2026, la dernière fois le 5 décembre 2026" in told
    assert "l'équipe qui fait marcher ce service : le 6 décembre 2026" in told
    assert "Camille" not in told
    with opened.session_scope() as session:
        assert "read_own_readers" in session.scalars(select(AuditEntry.act)).all()


def test_without_a_file_nobody_can_have_read_it(database):
    said = run("action_tell_readers", tracker_of(ASKED))[0]
    assert responses(said)[0] == "utter_no_readers"


@pytest.mark.parametrize("text", [
    "qui a lu mon dossier ?", "ki a regardé ma fiche", "Quelles structures ont consulté ma candidature ?",
])  # fmt: skip
def test_it_is_asked_in_own_words(opened, write, text):
    assert responses(write(text, consent=True)[0]) == ["utter_readers"]


def test_thanks_for_reading_are_thanks(opened, say):
    assert responses(say("action_tell_readers", "Merci de m'avoir lu.", consent=True)[0]) == ["utter_thanks"]
