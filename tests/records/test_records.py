"""Registrations, notes and erasure on real databases."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.records.conversations import conversations, inbox, transcripts
from bot.records.files import candidates, notes, redaction
from bot.records.handoffs import handoffs
from bot.records.models import Base, Conversation, HumanRequest, Note
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
NAME = "Bérard-Zyx"


def register(session, conversation_id="c1"):
    candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="2026-11")
    candidates.set_field(session, conversation_id, "last_name", NAME)
    candidates.set_field(
        session, conversation_id, "town", {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
    )
    return candidate


def event(kind, text=None, **more):
    return {"event": kind, "timestamp": 1.0, "text": text, **more}


def test_migrations_make_exactly_the_tables_of_the_models(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_a_registration_is_opened_once(store):
    with store.session_scope() as session:
        first = register(session)
        assert candidates.open_registration(session, "c1", channel="web", notice_version="x").id == first.id


def test_a_declined_field_is_empty_and_remembered_as_declined(store):
    with store.session_scope() as session:
        register(session)
        candidates.set_field(session, "c1", "phone", None)
        assert candidates.find(session, "c1").declined == ["phone"]
        candidates.set_field(session, "c1", "phone", "+33639980001")
        assert candidates.find(session, "c1").declined == []


def test_a_field_of_nobody_is_an_error(store):
    with store.session_scope() as session, pytest.raises(LookupError):
        candidates.set_field(session, "nobody", "last_name", NAME)


def test_an_answer_sent_twice_makes_one_note(store):
    with store.session_scope() as session:
        register(session)
        for _ in range(2):
            notes.store_answer(session, "c1", QUESTION, "Je reformule.", [], rubric_version="1")
    with store.session_scope() as session:
        (note,) = session.scalars(select(Note))
        assert note.answer == "Je reformule."
        assert note.earlier == []


def test_a_skipped_scenario_is_kept_as_a_choice_and_never_overwrites_an_answer(store):
    with store.session_scope() as session:
        register(session)
        notes.store_skip(session, "c1", QUESTION, rubric_version="1")
        assert notes.get(session, "c1", QUESTION.id).skipped
        notes.store_answer(session, "c1", QUESTION, "Finalement, je réponds.", [], rubric_version="1")
        notes.store_skip(session, "c1", QUESTION, rubric_version="1")
        assert notes.get(session, "c1", QUESTION.id).answer == "Finalement, je réponds."


def test_erasing_leaves_nothing_of_the_person_in_any_table(store):
    with store.session_scope() as session:
        register(session)
        register(session, "c2")
        notes.store_answer(session, "c1", QUESTION, f"Moi, {NAME}, je reformule.", [], rubric_version="1")
        conversations.append(
            session, "c1", [event("user", NAME)], channel="web", consented=True, state={"slots": {"last_name": NAME}}
        )
        handoffs.open_handoff(session, "c1", channel="web")
        inbox.get_or_add(session, "c1", "message-1", text=f"Merci, {NAME}")
    with store.session_scope() as session:
        candidates.erase(session, "c2")
        receipt = candidates.erase(session, "c1")
    stored = dump(store)
    assert NAME not in str(stored)
    assert "c1" not in {row.get("conversation_id") for rows in stored.values() for row in rows}
    assert receipt in {row["subject"] for row in stored["audit_entries"]}


def test_erasing_overwrites_the_sqlite_file(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    database.migrate()
    with database.session_scope() as session:
        register(session)
    with database.session_scope() as session:
        candidates.erase(session, "c1")
    database.engine.dispose()
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert NAME.encode() not in (tmp_path / "bot.db").read_bytes()


def test_traces_without_agreement_go_after_a_day(store):
    with store.session_scope() as session:
        conversations.append(session, "c1", [event("user", "")], channel="web", consented=False, state={"slots": {}})
        conversations.append(session, "c2", [event("user", "")], channel="web", consented=True, state={"slots": {}})
        assert redaction.delete_without_consent(session) == 0
        assert redaction.delete_without_consent(session, hours=-1) == 1
        assert conversations.list_ids(session) == ["c2"]


@pytest.mark.parametrize(("silent_days", "request_is", "stays"), [
    (2, "waiting", True), (2, "held", True), (2, "just written to", True), (2, "just handled", True), (2, "handled long ago", False),
    (2, "none", False), (8, "waiting", False), (8, "held", False),
])  # fmt: skip
def test_a_request_for_a_human_keeps_a_trace_without_agreement_for_a_week_at_most(
    store, silent_days, request_is, stays
):
    now = clock.now()
    with store.session_scope() as session:
        conversations.append(session, "c1", [event("user", "")], channel="web", consented=False, state={"slots": {}})
        session.get(Conversation, "c1").last_message_at = now - timedelta(days=silent_days)
        if request_is != "none":
            handoffs.open_handoff(session, "c1", channel="web")
            request = session.scalars(select(HumanRequest)).one()
            request.taken_at = None if request_is == "waiting" else now - timedelta(days=2)
            request.handled_at = {"just handled": now, "handled long ago": now - timedelta(days=1, hours=1)}.get(
                request_is
            )
            request.written_at = now if request_is == "just written to" else None
        assert redaction.delete_without_consent(session) == (not stays)
        assert conversations.list_ids(session) == ["c1"] * stays
        assert len(session.scalars(select(HumanRequest)).all()) == (stays and request_is != "none")


def test_a_message_is_received_once(store):
    with store.session_scope() as session:
        assert inbox.get_or_add(session, "c1", "m-1").id == inbox.get_or_add(session, "c1", "m-1").id
        assert inbox.count_recent(session, "c1", 60) == 1


def test_the_transcript_hides_signals_and_unkept_words(store):
    said = [
        event("user", "/open_chat"), event("bot", "Bonjour", data={"buttons": [{"title": "Je m'inscris", "payload": "x"}]}),
        event("user", ""), event("user", "Lyon"),
    ]  # fmt: skip
    with store.session_scope() as session:
        conversations.append(session, "c1", said, channel="web", consented=True, state={"slots": {}})
        transcript = transcripts.read(session, "c1")
        assert [(row["from"], row["text"], row["buttons"]) for row in transcript] == [
            ("bot", "Bonjour", ["Je m'inscris"]), ("user", None, []), ("user", "Lyon", []),
        ]  # fmt: skip
        assert transcripts.read(session, "c1", after=transcript[-1]["id"]) == []
