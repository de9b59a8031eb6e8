"""Erased is erased: nothing of it is read back anywhere, whoever else reads and writes meanwhile."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.base import places
from bot.records.conversations import conversations, inbox
from bot.records.files import candidates, erasure, erasure_log, notes
from bot.records.models import Base
from bot.records.store import keys
from bot.records.store.database import Database
from tests.records.test_keys import QUESTION

WORDS = [
    "abricotier", "bourrasque", "coquelicot", "dromadaire", "escargotier", "farfadet", "girofle", "hippocampe", "isocèle",
    "jonquille", "kaléidoscope", "libellule", "mandoline", "nénuphar", "obsidienne", "pissenlit", "quinquina", "ritournelle",
    "sarbacane", "tournesol",
]  # fmt: skip


def register(database, conversation_id, words):
    with database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        candidates.set_field(session, conversation_id, "last_name", words[0])
        candidates.set_field(session, conversation_id, "email", f"{words[1]}@exemple.fr")
        notes.store_answer(session, conversation_id, QUESTION, " ".join(words[2:]), [], rubric_version="1")
        notes.amend(session, candidates.find(session, conversation_id).notes[0], " ".join(words[3:]), [])
        said = [
            {"event": "user", "timestamp": float(at), "text": word, "message_id": f"m{at}"}
            for at, word in enumerate(words)
        ]
        state = {"slots": {"last_name": words[0]}}
        conversations.append(session, conversation_id, said, channel="web", consented=True, state=state)


def sealed_values(database, conversation_id):
    with database.session_scope() as session:
        return erasure.ciphertext_prefixes(session, conversation_id)


def files_of(database, folder):
    """Everything on the disk that is ours: the database, its log, its index, the register, the keys."""
    found = [path for path in Path(folder).rglob("*") if path.is_file()]
    if database.is_sqlite:
        path = Path(database.url.database)
        found += path.parent.glob(f"{path.name}*")
        assert path in found
    return found


def rows_of(database):
    with database.engine.connect() as connection:
        return "\n".join(
            str(tuple(bytes(value) if isinstance(value, bytes) else value for value in row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f"SELECT * FROM {table.name}"))
        )


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    return tmp_path


def test_nothing_is_left_while_others_read_and_write(store, state):
    register(store, "gone", WORDS)
    register(store, "stays", ["Untel", "untel", *(f"mot{number}" for number in range(18))])
    before = sealed_values(store, "gone")
    is_reading, written = threading.Event(), threading.Event()

    def read():
        """Sees what was stored before until the others have written, as an export or a backup would."""
        with store.engine.connect() as connection:
            if store.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql("SELECT count(*) FROM conversation_events").scalar()
            is_reading.set()
            written.wait(30)

    def write():
        is_reading.wait(30)
        register(store, "written-meanwhile", ["Autre", "autre", *(f"terme{number}" for number in range(18))])
        written.set()

    others = [threading.Thread(target=work) for work in (read, write)]
    for other in others:
        other.start()
    is_reading.wait(30)
    receipt = erasure.erase(store, "gone", actor="candidate", patience=30)
    for other in others:
        other.join()
    assert receipt.was_registered and receipt.is_verified
    assert written.is_set(), "nobody waited for the erasure"
    stored = rows_of(store)
    contents = [path.read_bytes() for path in files_of(store, state)]
    for word in WORDS:
        assert word not in stored
        assert not any(word.encode() in content for content in contents)
    assert len(before) > len(WORDS)
    for trace in before:
        assert not any(trace in content for content in contents)
    with store.session_scope() as session:
        assert candidates.find(session, "stays").last_name == "Untel"
        assert candidates.find(session, "written-meanwhile").last_name == "Autre"


def test_a_receipt_says_that_it_is_not_verified_while_somebody_reads_what_was_stored_before(store, state):
    if not store.is_sqlite:
        pytest.skip("other readers leave nothing in a file of ours")
    register(store, "gone", WORDS)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM candidates").scalar()
        receipt = erasure.erase(store, "gone", actor="candidate", patience=0)
        assert not receipt.is_verified
    assert store.scrub()


def test_the_words_that_ask_for_an_erasure_are_answered_yet_and_spoil_no_receipt(store, state):
    register(store, "gone", WORDS)
    with store.session_scope() as session:
        for message_id, words in (("old", WORDS[0]), ("asks", "oui, tout effacer"), ("behind", "merci")):
            inbox.add(session, "gone", message_id, text=words, channel="telegram", address="4711")
        inbox.mark_answered(session, "gone", "old")
    receipt = erasure.erase(store, "gone", actor="candidate", message_id="asks", patience=0)
    assert receipt.is_verified
    with store.session_scope() as session:
        assert [row.message_id for row in inbox.waiting(session, "telegram")] == ["asks", "behind"]


def test_what_is_left_is_seen(store, state):
    """The check itself can fail: before the log is emptied the values are in it."""
    register(store, "gone", WORDS)
    before = sealed_values(store, "gone")
    assert erasure.are_still_stored(store, "gone", before)
    with store.session_scope() as session:
        candidates.erase(session, "gone")
    assert erasure.are_still_stored(store, "gone", before) is store.is_sqlite
    store.scrub()
    assert not erasure.are_still_stored(store, "gone", before)


def test_values_are_found_wherever_they_lie(tmp_path):
    ring = keys.keyring()
    sealed = [ring.encrypt(b"un"), ring.encrypt(b"deux")]
    begin = {value[: keys.ID_BYTES + keys.NONCE_BYTES] for value in sealed[:1]}
    for place in (0, 1, (1 << 18) - 3, (1 << 18) - 16, 1 << 18):  # where two parts of the file meet
        (tmp_path / "file").write_bytes(bytes(place) + sealed[0] + bytes(40))
        assert erasure._files_contain([str(tmp_path / "file")], frozenset(begin))
    (tmp_path / "file").write_bytes(bytes(1 << 18) + sealed[1])
    assert not erasure._files_contain([str(tmp_path / "file")], frozenset(begin))


def test_the_register_names_nobody(store, state):
    register(store, "web-conversation-1", WORDS)
    erasure.erase(store, "web-conversation-1", actor="candidate")
    text_of_it = places.erasures_path().read_text(encoding="ascii")
    assert len(text_of_it.splitlines()) == 1
    assert "web-conversation-1" not in text_of_it
    assert places.erasures_path().stat().st_mode & 0o077 == 0
    with store.session_scope() as session:
        assert erasure_log.read_all(session) == erasure_log.read_file()


def test_a_line_that_was_cut_short_harms_nothing(store, state):
    register(store, "c1", WORDS)
    places.erasures_path().write_text("2026-11-", encoding="ascii")
    assert erasure_log.read_file() == set()
    erasure.erase(store, "c1", actor="candidate")
    assert len(erasure_log.read_file()) == 1, "the next one does not go on where it ended"


@pytest.mark.slow
def test_reading_the_files_back_costs_no_connection_its_locks(tmp_path, state):
    """Whoever closes a file of SQLite in its own process lets others take the log away from under it."""
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    database.migrate()
    register(database, "stays", WORDS)
    register(database, "gone", WORDS)
    with database.engine.connect() as open_all_along:
        open_all_along.exec_driver_sql("SELECT 1 FROM candidates").fetchall()
        erasure.erase(database, "gone", actor="candidate")
        other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM candidates').fetchall(); c.close()"
        subprocess.run([sys.executable, "-c", other, str(tmp_path / "bot.db")], check=True)
        assert Path(f"{tmp_path / 'bot.db'}-wal").exists(), "the other was not the last one"
    database.engine.dispose()
