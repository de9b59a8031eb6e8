"""A database of before: what was said reads as it did, and conversations go on."""

import hashlib
import json
import secrets
from pathlib import Path

import psycopg
import pytest
from alembic import command
from argon2 import PasswordHasher
from sqlalchemy import text

from bot.records.accounts import recruiters
from bot.records.conversations import conversations, inbox, resume, transcripts, windows
from bot.records.conversations.said import ASIDE
from bot.records.models import Address, HumanRequest, OutboundMessage, ResumeTry
from bot.records.store import audit, audit_chain
from bot.records.store.database import Database
from bot.records.store.keys import keyring
from bot.tools.evaluation.stored import dump
from tests.markers import ON_POSTGRESQL

BEFORE_CONSENT = {"slots": {"choices": {"Oui": "yes"}}, "active_loop": "registration_form"}
AGREED = {"slots": {"consent": True, "requested_slot": "last_name"}, "active_loop": "registration_form"}
NAMED = {
    "slots": {"consent": True, "last_name": "Bérard", "requested_slot": "town"},
    "active_loop": "registration_form",
}
META = {"model_id": "0e86aeaaacfd43488590874253dadf4b", "assistant_id": "conseiller-bot"}


def user(words, message_id, intent="inform", **metadata):
    ranking = [{"name": intent, "confidence": 0.9981060028076172}, {"name": "out_of_scope", "confidence": 0.0003}]
    parse_data = {
        "intent": ranking[0], "entities": [], "text": words, "message_id": message_id, "metadata": {},
        "intent_ranking": ranking, "acts": {"yes": 3.575060711878686e-13},
        "turn": {"acts": ["answer"], "intent": None, "value": words, "readings": {}},
    }  # fmt: skip
    return {
        "event": "user", "timestamp": 1.5, "metadata": metadata or META, "text": words, "parse_data": parse_data,
        "input_channel": "web", "message_id": message_id,
    }  # fmt: skip


def bot(words, titles=(), **metadata):
    buttons = [{"title": title, "payload": title} for title in titles] or None
    carried = {
        "elements": None,
        "quick_replies": None,
        "buttons": buttons,
        "attachment": None,
        "image": None,
        "custom": None,
    }
    return {
        "event": "bot",
        "timestamp": 2.5,
        "metadata": metadata or {"utter_action": "utter_x", **META},
        "text": words,
        "data": carried,
    }


def event(kind, **more):
    return {"event": kind, "timestamp": 2.0, "metadata": META, **more}


def action(name):
    return event("action", name=name, policy="TurnPolicy", confidence=1.0, action_text=None, hide_rule_turn=False)


# Rasa's events as rows, with the state before each message of the person.
OLD = [
    (action("action_session_start"), None), (bot("Bonjour !", ["Je m'inscris"]), None), (event("session_started"), None),
    (action("action_listen"), None), (user("", "message-1", "start_registration"), None),
    (event("user_featurization", use_text_for_featurization=False), None), (action("registration_form"), None),
    (event("active_loop", name="registration_form"), None), (bot("D'accord ?", ["Oui", "Non"]), None),
    (action("action_listen"), None), (user("oui", "message-2", "affirm"), BEFORE_CONSENT), (action("registration_form"), None),
    (event("slot", name="consent", value=True), None), (bot("Votre nom ?"), None), (action("action_listen"), None),
    (user("Bérard", "message-3"), AGREED), (action("registration_form"), None), (bot("Votre commune ?"), None),
    (action("action_listen"), None), (user("à vous", "message-4", held=True), NAMED), (bot("Je vous écoute.", person=True), None),
    (event("slot", name="resuming", value=False), None),
]  # fmt: skip


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def old(request, tmp_path):
    """A database of the revision before, empty."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    (tmp_path / "bot.db").touch()  # only a migration may make it
    if request.param == "postgresql":
        name = f"old_{secrets.token_hex(4)}"
        server = request.getfixturevalue("postgresql_url")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = server.replace("/postgres?", f"/{name}?")
    database = Database(url)
    command.upgrade(database._alembic(), "0004")
    yield database
    database.engine.dispose()


def fill(database, conversation_id="c1", events=OLD, state=NAMED):
    now = "2026-11-26 10:00:00+00:00"
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO conversations VALUES (:id, 'web', :now, :now, :yes, :state)"),
            {"id": conversation_id, "now": now, "yes": True, "state": json.dumps(state)},
        )
        for data, before in events:
            connection.execute(
                text(
                    "INSERT INTO conversation_events (conversation_id, type_name, timestamp, message_id, data, state) "
                    "VALUES (:conversation, :kind, :at, :message, :data, :state)"
                ),
                {
                    "conversation": conversation_id, "kind": data["event"], "at": data["timestamp"], "data": json.dumps(data),
                    "message": data.get("message_id"), "state": None if before is None else json.dumps(before),
                },
            )  # fmt: skip
        for message_id, answered_at, answer in (
            ("message-3", now, [{"id": 18, "from": "bot", "text": "Votre commune ?", "buttons": []}]),
            ("message-9", None, [{"from": "bot", "text": "Reçu EFF-1", "buttons": []}]),
        ):
            connection.execute(
                text(
                    "INSERT INTO inbound_messages (conversation_id, message_id, received_at, answered_at, answer) "
                    "VALUES (:conversation, :message, :now, :answered, :answer)"
                ),
                {"conversation": conversation_id, "message": message_id, "now": now, "answered": answered_at, "answer": json.dumps(answer)},
            )  # fmt: skip
        connection.execute(
            text(
                "INSERT INTO human_requests (conversation_id, reason, created_at, taken_at, taken_by) "
                "VALUES (:conversation, 'asked', :now, :now, 'r1')"
            ),
            {"conversation": conversation_id, "now": now},
        )


def test_what_was_said_reads_as_before(old):
    fill(old)
    old.migrate()
    with old.session_scope() as session:
        said = transcripts.read(session, "c1")
        assert [(row["id"], row["from"], row["text"], row["buttons"], row.get("person")) for row in said] == [
            (2, "bot", "Bonjour !", ["Je m'inscris"], None), (5, "user", None, [], None), (9, "bot", "D'accord ?", ["Oui", "Non"], None),
            (11, "user", "oui", [], None), (14, "bot", "Votre nom ?", [], None), (16, "user", "Bérard", [], None),
            (18, "bot", "Votre commune ?", [], None), (20, "user", "à vous", [], None), (21, "bot", "Je vous écoute.", [], True),
        ]  # fmt: skip
        # What to begin with was asked in the welcome: who has just begun is not asked again.
        assert [part["text"] for part in transcripts.find_taken(session, "c1", "message-1").answer] == ["D'accord ?"]
        assert [part["id"] for part in transcripts.find_taken(session, "c1", "message-3").answer] == [18]
        assert transcripts.find_taken(session, "c1", "message-4").is_held


def test_only_what_is_read_again_is_left(old):
    fill(old)
    old.migrate()
    rows = dump(old)["conversation_events"]
    assert {row["type_name"] for row in rows} == {"user", "bot"}
    (named,) = [row for row in rows if row["message_id"] == "message-3"]
    assert named["data"] == {"text": "Bérard", "intent": "inform", "actions": ["registration_form"]}
    assert named["undo"] == {"slots": {"last_name": None, "requested_slot": "last_name"}}
    assert "answer" not in dump(old)["inbound_messages"][0]


def test_a_conversation_goes_on_from_its_state(old):
    fill(old)
    old.migrate()
    with old.session_scope() as session:
        window = windows.read_window(session, "c1", 3)
        assert window.state == NAMED
        assert [row.data["text"] for row in window.said if row.type_name == "user"] == ["", "oui", "Bérard"]
        event_of = {"event": "user", "text": "Lyon", "timestamp": 3.0, "message_id": "message-5"}
        after = {**NAMED, "slots": {**NAMED["slots"], "town": "Lyon"}}
        conversations.append(session, "c1", [event_of], channel="web", consented=True, state=after, since=window)
        conversations.take_back(session, "c1", "message-5")
        assert windows.read_window(session, "c1", 3).state == NAMED
    with old.session_scope() as session, pytest.raises(conversations.OvertakenError):
        conversations.append(session, "c1", [event_of], channel="web", consented=True, state=after, since=window)


def test_turns_of_before_are_taken_back_one_by_one(old):
    fill(old, events=OLD[:-3])
    old.migrate()
    with old.session_scope() as session:
        for message_id, state in (("message-3", AGREED), ("message-2", BEFORE_CONSENT), ("message-1", None)):
            conversations.take_back(session, "c1", message_id)
            assert windows.read_window(session, "c1", 3).state == state
        assert transcripts.last_id(session, "c1") == 0


def test_ids_are_never_used_again(old):
    """The last row of before held nothing that stays."""
    fill(old)
    old.migrate()
    with old.session_scope() as session:
        conversations.add_aside(session, "c1", ASIDE, answer="Bonjour")
        assert transcripts.last_id(session, "c1") == len(OLD) + 1


def test_receipts_that_were_not_told_and_when_somebody_last_wrote_are_kept(old):
    fill(old)
    old.migrate()
    with old.session_scope() as session:
        assert inbox.find(session, "c1", "message-9").receipt == "Reçu EFF-1"
        assert inbox.find(session, "c1", "message-3").receipt is None
        held = session.query(HumanRequest).one()
        assert held.written_at.timestamp() == 2.5


def test_many_conversations_are_migrated_in_batches(old, monkeypatch):
    for number in range(30):
        fill(old, f"c{number}", OLD[: 4 + number % len(OLD)])
    old.migrate()
    with old.session_scope() as session:
        for number in range(30):
            said = transcripts.read(session, f"c{number}")
            kept = [data for data, _ in OLD[: 4 + number % len(OLD)] if data["event"] in {"user", "bot"}]
            assert [row["text"] for row in said] == [data["text"] or None for data in kept]


def test_a_migration_that_is_stopped_changes_nothing(old, monkeypatch):
    fill(old)
    before = rows_of_old(old)
    stop = "DROP TABLE conversation_events"

    class StoppedError(Exception):
        pass

    from sqlalchemy import event as listening

    def stopped(_connection, _cursor, statement, *_):
        if statement.strip().startswith(stop):
            raise StoppedError

    listening.listen(old.engine, "before_cursor_execute", stopped)
    with pytest.raises(StoppedError):
        old.migrate()
    listening.remove(old.engine, "before_cursor_execute", stopped)
    old.engine.dispose()
    assert rows_of_old(old) == before
    old.migrate()
    with old.session_scope() as session:
        assert len(transcripts.read(session, "c1")) == 9


def rows_of_old(database):
    with database.engine.connect() as connection:
        return [
            tuple(row) for row in connection.execute(text("SELECT id, type_name FROM conversation_events ORDER BY id"))
        ]


def test_the_audit_log_of_before_is_chained(old, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret")
    rows = [{"at": f"2026-11-26 10:00:{number:02}.123456+00:00", "act": f"act {number}"} for number in range(30)]
    monkeypatch.setattr("bot.records.store.audit_chain._AT_A_TIME", 7)
    with old.engine.begin() as connection:
        add = "INSERT INTO audit_entries (at, actor, act, subject) VALUES (:at, 'operator', :act, NULL)"
        connection.execute(text(add), rows)
    old.migrate()
    with old.session_scope() as session:
        audit.record(session, actor="operator", act="migrated")
    with old.session_scope() as session:
        chain = audit_chain.walk(session)
    assert (chain.lines, chain.broken) == (31, None)


def test_an_account_that_was_locked_opens(old):
    with old.engine.begin() as connection:
        connection.execute(
            text(
                "insert into recruiters (id, login, name, password_hash, created_at, disabled, failed_attempts, locked_until)"
                " values ('r1', 'lecture@exemple.fr', 'Camille', :hashed, :now, :no, 0, '2999-01-01 00:00:00+00:00')"
            ),
            {
                "hashed": PasswordHasher().hash("une phrase assez longue"),
                "now": "2026-11-26 10:00:00+00:00",
                "no": False,
            },
        )
    old.migrate()
    opened = recruiters.authenticate(old, "lecture@exemple.fr", "une phrase assez longue", address="192.0.2.1")
    assert opened == "r1"


def test_an_address_of_a_room_becomes_its_persons_and_the_room_last_used_leads_on(old):
    command.upgrade(old._alembic(), "0029")
    rows = [
        ("matrix", "!vieux:exemple.fr|lea", "c1", "2026-11-01 10:00:00+00:00"),
        ("matrix", "!neuf:exemple.fr|lea", "c2", "2026-11-20 10:00:00+00:00"),
        ("matrix", "!vieux:exemple.fr|ali", "c3", "2026-11-02 10:00:00+00:00"),
        ("telegram", "4711", "c4", "2026-11-02 10:00:00+00:00"),
    ]
    add = (
        "insert into addresses (channel, address, conversation_id, last_used_at) values (:channel, :address, :id, :at)"
    )
    post = (
        "insert into outbound_messages (conversation_id, channel, address, text, buttons, created_at, tries)"
        " values ('c1', 'matrix', :address, :text, :none, '2026-11-20 10:00:00+00:00', 0)"
    )
    with old.engine.begin() as connection:
        for channel, address, conversation_id, at in rows:
            sealed = keyring().seal_alike(address.encode())
            connection.execute(text(add), {"channel": channel, "address": sealed, "id": conversation_id, "at": at})
        words, none = keyring().seal(b"Bonjour"), keyring().seal(b"[]")
        waits = keyring().seal_alike(b"!vieux:exemple.fr|lea")
        connection.execute(text(post), {"address": waits, "text": words, "none": none})
    old.migrate()
    with old.session_scope() as session:
        known = {(row.channel, row.address): (row.place, row.conversation_id) for row in session.query(Address)}
        (row,) = session.query(OutboundMessage)
        assert (row.address, row.text) == ("lea|!vieux:exemple.fr", "Bonjour")
    assert known == {
        ("matrix", "lea"): ("lea|!neuf:exemple.fr", "c2"), ("matrix", "ali"): ("ali|!vieux:exemple.fr", "c3"),
        ("telegram", "4711"): ("4711", "c4"),
    }  # fmt: skip


def test_no_name_of_a_session_stays_in_clear_and_codes_of_before_are_good(old, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of this installation")
    command.upgrade(old._alembic(), "0030")
    now, later = "2026-11-26 10:00:00+00:00", "2099-01-01 00:00:00+00:00"
    names = [f"{letter}" * 24 for letter in "abc"]
    code, place = (hashlib.sha256(words.encode()).hexdigest() for words in ("ACDE-2346", f"web {names[0]}"))
    with old.engine.begin() as connection:
        for number, name in enumerate(names):
            here = {
                "id": f"c{number}",
                "now": now,
                "old": f"open-{name}",
                "data": keyring().seal(b'{"text":"/open_chat"}'),
            }
            for statement in (
                "INSERT INTO conversation_events (conversation_id, type_name, timestamp, message_id, data)"
                " VALUES (:id, 'user', 1.5, :old, :data)",
                "INSERT INTO inbound_messages (conversation_id, message_id, received_at, begun) VALUES (:id, :old, :now, 1)",
            ):
                connection.execute(text(statement), here)
        # It was moved to a conversation where its id was taken; another message has an id of its client's own.
        for message_id in (f"17-open-{names[1]}", "a1b2-reopen-tab"):
            connection.execute(
                text(
                    "INSERT INTO inbound_messages (conversation_id, message_id, joined_to, received_at, begun)"
                    " VALUES ('c0', :own, :own, :now, 0)"
                ),
                {"own": message_id, "now": now},
            )
        connection.execute(
            text(
                "INSERT INTO resume_codes (code_hash, conversation_id, created_at, expires_at, mailed)"
                " VALUES (:code, 'c0', :now, :later, :no)"
            ),
            {"code": code, "now": now, "later": later, "no": False},
        )
        connection.execute(
            text("INSERT INTO resume_tries (address_hash, tried_at) VALUES (:place, :later)"),
            {"place": place, "later": later},
        )
    old.migrate()
    with old.engine.connect() as connection:
        said = connection.execute(text("SELECT conversation_id, message_id FROM conversation_events")).all()
        kept = connection.execute(text("SELECT conversation_id, message_id, joined_to FROM inbound_messages")).all()
        stored = f"{said} {kept}"
        hashes = connection.execute(
            text("SELECT address_hash FROM resume_tries UNION SELECT code_hash FROM resume_codes")
        )
        stored += f"{hashes.all()}"
    for word in (*names, code, place):
        assert word not in stored
    assert len(said) == 3 and len(kept) == 5 and len({message_id for _, message_id in said}) == 3
    assert {tuple(row) for row in said} <= {(here, message_id) for here, message_id, _ in kept}, "one id, as before"
    assert ("c0", "a1b2-reopen-tab", "a1b2-reopen-tab") in [tuple(row) for row in kept]
    assert all(joined_to in {None, message_id} for _, message_id, joined_to in kept)
    if old.is_sqlite:
        old.engine.dispose()
        file = (old_path := Path(str(old.url.database))).read_bytes()
        assert not old_path.with_name("bot.db-wal").exists()
        assert [word for word in (*names, code, place) if word.encode() in file] == []
    with old.session_scope() as session:
        assert resume.owner(session, "ACDE-2346") == "c0"
        assert session.query(ResumeTry).one().address_hash == resume.keyed(place)
