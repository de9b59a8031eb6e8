"""Encryption at rest: personal data is unreadable in the database and decrypts unchanged."""

import base64

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.base import clock
from bot.records.conversations import conversations, inbox, outbox
from bot.records.desk.listing import Filters, Listing
from bot.records.desk.visibility import Operator
from bot.records.files import candidates, notes
from bot.records.models import Base, Candidate
from bot.records.store import keys
from bot.records.store.keys import Keyring, KeysError
from bot.records.store.reencryption import check_keys, encrypted_columns, key_ids, reencrypt

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
WORDS = ["Zébulon", "Quatrevaux", "zq.quatrevaux@exemple.fr", "639980044", "mirabelle", "ornithorynque", "chat-7788"]


def fill(database):
    """A dossier with every field filled, in words used nowhere else."""
    with database.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1")
        for field, value in {
            "first_name": "Zébulon", "last_name": "Quatrevaux", "email": "zq.quatrevaux@exemple.fr", "phone": "+33639980044",
        }.items():  # fmt: skip
            candidates.set_field(session, "c1", field, value)
        notes.store_answer(session, "c1", QUESTION, "Je lui parle mirabelle.", [], rubric_version="1")
        notes.add_comment(session, candidates.find(session, "c1").notes[0], "ornithorynque")
        said = {"event": "user", "timestamp": 1.0, "text": "mirabelle et ornithorynque", "message_id": "m1"}
        state = {"slots": {"last_name": "Quatrevaux"}}
        conversations.append(session, "c1", [said], channel="web", consented=True, state=state)
        inbox.add(session, "c1", "m2", text="ornithorynque", channel="telegram", address="chat-7788")
        outbox.post(session, "c1", "telegram", "chat-7788", [{"text": "mirabelle", "buttons": ["ornithorynque"]}])


def stored_text(database):
    """The whole database as text."""
    if database.is_sqlite:
        path = database.url.database
        parts = [open(f"{path}{ending}", "rb").read() for ending in ("", "-wal")]  # noqa: SIM115, PTH123
        return b"".join(parts).decode("latin-1")
    with database.engine.connect() as connection:
        rows = [
            str(tuple(bytes(value).decode("latin-1") if isinstance(value, bytes) else value for value in row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f"SELECT * FROM {table.name}"))
        ]
    return "\n".join(rows)


def test_what_people_say_and_who_they_are_is_not_readable_in_the_database(store):
    fill(store)
    stored = stored_text(store)
    for word in WORDS:
        assert word not in stored and word.encode().decode("latin-1") not in stored
    assert "patience_cinquieme_fois" in stored, "what is looked for is there"


def test_the_same_words_are_sealed_otherwise_each_time_but_those_that_rows_are_found_by():
    ring = keys.keyring()
    assert ring.encrypt(b"oui") != ring.encrypt(b"oui")
    assert ring.encrypt_deterministic(b"oui") == ring.encrypt_deterministic(b"oui")
    assert (ring.decrypt(ring.encrypt(b"")), ring.decrypt_deterministic(ring.encrypt_deterministic(b""))) == (b"", b"")


@pytest.mark.parametrize("mode", ["", "_deterministic"])
def test_what_was_changed_is_not_taken_for_what_was_written(mode):
    ring = keys.keyring()
    sealed = bytearray(getattr(ring, f"encrypt{mode}")(b"oui"))
    sealed[-1] ^= 1
    with pytest.raises(KeysError, match="was changed"):
        getattr(ring, f"decrypt{mode}")(bytes(sealed))


def test_another_key_opens_nothing_and_says_which_is_missing(store, monkeypatch, tmp_path):
    fill(store)
    sealed_with = keys.keyring().current.id.hex()
    monkeypatch.setenv("BOT_KEYS_FILE", str(tmp_path / "others"))
    with pytest.raises(SQLAlchemyError, match=sealed_with), store.session_scope() as session:
        candidates.find(session, "c1")
    with store.engine.connect() as connection, pytest.raises(KeysError, match=sealed_with):
        check_keys(connection, keys.keyring())


def test_keys_are_made_once_for_their_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_KEYS_FILE", str(tmp_path / "keys"))
    made = keys.keyring().current.id
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    keys.reload_keyring()
    assert keys.keyring().current.id == made


@pytest.mark.parametrize("content", [b"", b"not base64 !\n", base64.b64encode(b"short") + b"\n"])
def test_a_file_of_anything_else_is_refused(tmp_path, content):
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(KeysError, match="no file of keys"):
        keys.read(tmp_path / "keys")


def test_everything_is_sealed_anew_and_read_as_before(store, monkeypatch, tmp_path):
    fill(store)
    old = keys.keyring()
    new = Keyring([*(key.master for key in old.keys), keys.new_master()])
    told = []
    with store.engine.begin() as connection:
        assert reencrypt(connection, old, new, told.append) > 0
        assert key_ids(connection) == {new.current.id}
    assert len(told) >= 6
    keys.write(tmp_path / "only-new", [new.current.master])
    monkeypatch.setenv("BOT_KEYS_FILE", str(tmp_path / "only-new"))
    with store.session_scope() as session:
        assert candidates.find(session, "c1").last_name == "Quatrevaux"
        assert Listing(session, Operator()).page(Filters(names="quatre")).total == 1
        assert session.query(Candidate).filter_by(email_key=WORDS[2]).count() == 1
        (row,) = outbox.due(session, "telegram", clock.now())
        assert row.address == "chat-7788"


def test_every_column_of_words_is_sealed():
    """Every new text column is encrypted, or listed here with the reason why not."""
    plain = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name not in encrypted_columns(table) and str(column.type) in {"TEXT", "JSON"}
    }
    assert plain == {
        ("candidates", "town"), ("candidates", "mobility"), ("candidates", "availability"),  # searched, and of many people
        ("candidates", "declined"), ("notes", "question"), ("notes", "followup_question"),  # words of the bot
        ("structures", "town"), ("webhook_endpoints", "events"),  # of no person
        # What editors write for everybody to read.
        ("content_versions", "changes"), ("content_versions", "reason"), ("content_drafts", "content"),
    }  # fmt: skip
