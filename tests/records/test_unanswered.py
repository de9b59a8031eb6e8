"""Unanswered questions: counted by week without author, uncounted, purged."""

from datetime import timedelta

import pytest

from bot.base import clock
from bot.records.conversations import conversations, unanswered
from bot.records.conversations.unanswered import Reason
from bot.records.files import candidates, redaction
from bot.records.models import UnansweredQuestion
from bot.tools.evaluation.stored import dump

BIKE, WIFI = "Est-ce que la mairie prête un vélo ?", "Y a-t-il le wifi dans les bus ?"


def add(session, text, weeks_ago=0, number=1, reason=Reason.OUT_OF_SCOPE):
    week = unanswered.this_week() - timedelta(weeks=weeks_ago)
    session.add(UnansweredQuestion(week=week, text=text, reason=reason, number=number))
    session.flush()


def kept(session):
    return [
        (row.text, (unanswered.this_week() - row.week).days // 7, row.number) for row in unanswered.list_all(session)
    ]


def say(session, conversation_id, *texts, counted=None):
    candidates.open_registration(session, conversation_id, channel="web", notice_version="x")
    events = [{"event": "user", "timestamp": 1.0, "text": text} for text in texts]
    conversations.append(
        session, conversation_id, events, channel="web", consented=True, state={"slots": {"counted": counted}}
    )


def test_the_same_question_of_a_week_is_one_row_with_a_number(store):
    with store.session_scope() as session:
        for text in (BIKE, f" {BIKE}\n", WIFI):
            unanswered.add(session, text, Reason.OUT_OF_SCOPE)
        unanswered.add(session, BIKE, Reason.NOT_PICKED)
    with store.session_scope() as session:
        rows = {(row.text, row.reason): row.number for row in unanswered.list_all(session)}
    assert rows == {(BIKE, "out_of_scope"): 2, (BIKE, "not_picked"): 1, (WIFI, "out_of_scope"): 1}


def test_a_row_says_what_was_asked_and_in_which_week_and_nothing_else(store):
    with store.session_scope() as session:
        unanswered.add(session, BIKE, Reason.NOT_UNDERSTOOD)
    today = clock.today()
    monday = today - timedelta(days=today.isoweekday() - 1)
    row = {"week": monday.isoformat(), "text": BIKE, "reason": "not_understood", "number": 1, "handled": False}
    assert dump(store)["unanswered_questions"] == [row]


def test_rows_of_sqlite_have_no_number_that_tells_which_came_first(tmp_path):
    from sqlalchemy.exc import OperationalError

    from bot.records.store.database import Database

    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    database.migrate()
    with database.engine.connect() as connection, pytest.raises(OperationalError, match="rowid"):
        connection.exec_driver_sql("select rowid from unanswered_questions")
    database.engine.dispose()


def test_what_is_taken_back_counts_once_less_in_its_week_and_for_its_reason(store):
    with store.session_scope() as session:
        entry = unanswered.add(session, f"  {BIKE}", Reason.OUT_OF_SCOPE)
        unanswered.add(session, BIKE, Reason.OUT_OF_SCOPE)
        unanswered.add(session, BIKE, Reason.NOT_PICKED)
        add(session, BIKE, weeks_ago=1)
        for left in ([1, 1, 1], [1, 1], [1, 1]):
            unanswered.subtract(session, entry)
            assert [row.number for row in unanswered.list_all(session)] == left


def test_an_erasure_takes_back_what_it_counted_and_nothing_that_others_asked(store):
    with store.session_scope() as session:
        say(session, "c1", BIKE, counted=[unanswered.add(session, BIKE, Reason.OUT_OF_SCOPE).to_slot()])
        say(session, "c2", BIKE)  # it had an answer there
        say(session, "c3", BIKE, counted=[unanswered.add(session, BIKE, Reason.OUT_OF_SCOPE).to_slot()])
    for erased, left in (("c2", 2), ("c1", 1), ("c3", 0)):
        with store.session_scope() as session:
            candidates.erase(session, erased)
            assert kept(session) == ([(BIKE, 0, left)] if left else [])


@pytest.mark.parametrize(("days", "stays"), [("90", [12]), ("28", [])])
def test_nothing_is_kept_longer_than_announced(store, monkeypatch, days, stays):
    monkeypatch.setenv("BOT_UNANSWERED_DAYS", days)
    with store.session_scope() as session:
        add(session, BIKE, weeks_ago=12)
        add(session, BIKE, weeks_ago=13)
        assert unanswered.purge_expired(session) == 2 - len(stays)
        assert [weeks for _, weeks, _ in kept(session)] == stays


def test_a_comment_that_is_taken_back_is_in_no_message(store):
    with store.session_scope() as session:
        say(session, "c1", f"ajouter un commentaire sur la situation 3 : {BIKE}", f"une question : {WIFI}")
        redaction.redact_words(session, "c1", [BIKE])
    left = str(dump(store)["conversation_events"])
    assert BIKE not in left
    assert WIFI in left
