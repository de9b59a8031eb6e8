"""A backup is proved by restoring it: every row, and a conversation that goes on."""

import hashlib
import json
import os
import threading
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, text

from bot.base import clock, places
from bot.base.errors import OperatingError
from bot.base.registration import DECLINED
from bot.base.secret_key import secret_key
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.operating.data import backup as backup_module
from bot.operating.data.backup import backup, restore
from bot.operating.run import pid_file
from bot.records.conversations import conversations
from bot.records.conversations.event_rows import ASIDE
from bot.records.files import candidates, disputed_quotes, notes
from bot.records.models import Candidate
from bot.records.store import audit, audit_chain
from bot.records.store.database import Database, default_database
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump
from tests.conversations.test_after_a_crash import kill, revive
from tests.markers import ON_POSTGRESQL
from tests.recruiting.recruiting_samples import ANSWER, EVIDENCE, PATIENCE


def quietly(_line):
    pass


def settle(database):
    """Closes every connection of this process, as a bot that was stopped."""
    database.engine.dispose()
    default_database().engine.dispose()


def rows_of(database):
    """Every row but the audit log, to which copying and restoring add."""
    stored = dump(database)
    settle(database)
    return {name: rows for name, rows in stored.items() if name != "audit_entries"}


def bring_back(database, file, *, replace=True):
    """Restores a backup while the bot is stopped; returns what is said."""
    settle(database)
    said = []
    restore(file, said.append, replace=replace)
    return said


def rewrite(file, target, *, secret=None, **manifest):
    """Writes a backup again with other words in its manifest, and with the secret, as earlier code made it."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as made:
        told = {**json.loads(source.read("manifest.json")), **manifest}
        if secret is not None:
            told["sha256"]["secret"] = hashlib.sha256(secret.encode()).hexdigest()
            made.writestr("secret", secret)
        made.writestr("manifest.json", json.dumps(told))
        for name in set(source.namelist()) - {"manifest.json"}:
            made.writestr(name, source.read(name))


def register(database, *conversation_ids):
    with database.session_scope() as session:
        for conversation_id in conversation_ids:
            candidates.open_registration(session, conversation_id, channel="web", notice_version="2026-11")
            candidates.set_field(session, conversation_id, "last_name", f"Bérard {conversation_id}")


def names(database):
    with database.session_scope() as session:
        found = {candidate.conversation_id for candidate in session.query(Candidate)}
    settle(database)
    return found


def answer(database, conversation_id):
    with database.session_scope() as session:
        note = notes.store_answer(
            session, conversation_id, question=PATIENCE, answer=ANSWER, evidence=EVIDENCE, rubric_version="2026-11",
            asked_at=clock.now(),
        )  # fmt: skip
        session.flush()
        return note.id


def test_every_row_comes_back_and_the_secret_stays(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    answer(own_database, "web-1")
    secret = secret_key()
    before = rows_of(own_database)
    backup(tmp_path / "one.zip", quietly)
    assert (tmp_path / "one.zip").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".backup-*"))

    with own_database.session_scope() as session:
        candidates.set_field(session, "web-2", "last_name", "Changé")
    said = bring_back(own_database, tmp_path / "one.zip")
    assert rows_of(own_database) == before
    assert before["candidates"] and before["notes"]
    assert secret_key() == secret
    assert not [line for line in said if "secret" in line]


def test_a_backup_of_before_gives_the_secret_back_and_is_told_to_be_dangerous(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    secret = secret_key()
    rewrite(tmp_path / "one.zip", tmp_path / "old.zip", secret=secret, holds_secret=True)
    (tmp_path / "secret").write_text("the secret of another machine", encoding="ascii")
    said = bring_back(own_database, tmp_path / "old.zip")
    assert (tmp_path / "secret").read_text(encoding="ascii") == secret
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [line for line in said if "secret" in line] == [said[0]] and "Delete it" in said[0]
    with own_database.session_scope() as session:
        assert audit_chain.verify_chain(session).is_intact


def test_without_the_secret_of_then_it_is_told_and_nothing_is_lost(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    secret = (tmp_path / "secret").read_text(encoding="ascii")
    for other in ("the secret of another machine", None):
        (tmp_path / "secret").unlink()
        if other is not None:
            (tmp_path / "secret").write_text(other, encoding="ascii")
        said = bring_back(own_database, tmp_path / "one.zip")
        assert names(own_database) == {"web-1"}
        assert "does not fit the secret" in said[-1] and str(tmp_path / "secret") in said[-1]
    (tmp_path / "secret").write_text(secret, encoding="ascii")
    assert "does not fit" not in bring_back(own_database, tmp_path / "one.zip")[-1]
    with own_database.session_scope() as session:
        assert audit_chain.verify_chain(session).is_intact


def test_a_restored_audit_log_is_whole_and_goes_on(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    register(own_database, "web-2")
    with own_database.session_scope() as session:
        replaced = audit_chain.verify_chain(session)
    bring_back(own_database, tmp_path / "one.zip")
    with own_database.session_scope() as session:
        restored = audit_chain.verify_chain(session, replaced.last_hash)
        acts = [entry.act for entry in audit_chain.lines(session)]
    settle(own_database)
    assert (restored.broken, restored.has_expected) == (None, True)
    assert acts == ["consented", "backed_up", "consented", "restored"]


def test_the_manifest_says_what_is_in_it(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    said = []
    backup(tmp_path / "one.zip", said.append)
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert len(archive.namelist()) == 2
    assert manifest["rows"]["candidates"] == 2
    assert (manifest["format"], manifest["revision"]) == (1, own_database.revision()[0])
    assert manifest["database"] == own_database.url.get_backend_name()
    assert any(str(tmp_path / "secret") in line and "not in it" in line for line in said)


def test_a_copy_made_while_others_write_is_of_one_moment(own_database, tmp_path):
    """Each file is written together with its mark in the audit log: a copy that holds one holds the other."""
    is_over = threading.Event()

    def write():
        number = 0
        while not is_over.is_set():
            number += 1
            with own_database.session_scope() as session:
                candidates.open_registration(session, f"web-{number}", channel="web", notice_version="2026-11")

    register(own_database, "first")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup(tmp_path / "one.zip", quietly)
    finally:
        is_over.set()
        writer.join()
    bring_back(own_database, tmp_path / "one.zip")
    stored = dump(own_database)
    agreed = [row for row in stored["audit_entries"] if row["act"] == "consented"]
    later = [row for row in agreed if row["subject"] not in {candidate["id"] for candidate in stored["candidates"]}]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        counted = json.loads(archive.read("manifest.json"))["rows"]
    assert len(stored["candidates"]) == counted["candidates"]
    assert len(agreed) - len(later) == counted["candidates"]


def test_a_database_that_holds_rows_is_not_replaced_unasked(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    register(own_database, "web-2")
    settle(own_database)
    with pytest.raises(OperatingError, match="--replace"):
        restore(tmp_path / "one.zip", quietly)
    assert names(own_database) == {"web-1", "web-2"}


def test_an_open_database_is_not_replaced(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    with own_database.engine.connect() as connection:
        connection.exec_driver_sql("select count(*) from candidates")
        with pytest.raises(OperatingError, match="stop the bot"):
            restore(tmp_path / "one.zip", quietly, replace=True)


def test_a_running_bot_prevents_restoring(database, tmp_path):
    backup(tmp_path / "one.zip", quietly)
    with pid_file.held(), pytest.raises(OperatingError, match="The bot runs here"):
        restore(tmp_path / "one.zip", quietly, replace=True)


@pytest.mark.parametrize("place", [0, 0.5, 0.9, 1])
def test_a_damaged_file_changes_nothing(own_database, tmp_path, place):
    register(own_database, "web-1")
    file = tmp_path / "one.zip"
    backup(file, quietly)
    register(own_database, "web-2")
    settle(own_database)
    content = bytearray(file.read_bytes())
    if place == 1:  # cut short
        content = content[: len(content) // 2]
    else:
        middle = int(place * len(content))
        content[middle : middle + 40] = bytes(40)
    file.write_bytes(content)
    with pytest.raises(OperatingError, match="damaged"):
        restore(file, quietly, replace=True)
    assert names(own_database) == {"web-1", "web-2"}


def test_any_other_file_is_no_backup(database, tmp_path):
    (tmp_path / "one.zip").write_text("hello", encoding="ascii")
    with pytest.raises(OperatingError, match="no backup"):
        restore(tmp_path / "one.zip", quietly)
    with pytest.raises(OperatingError, match="does not exist"):
        restore(tmp_path / "nowhere.zip", quietly)


def test_a_file_that_exists_is_not_written_over(database, tmp_path):
    (tmp_path / "one.zip").write_text("precious", encoding="ascii")
    with pytest.raises(OperatingError, match="exists already"):
        backup(tmp_path / "one.zip", quietly)
    assert (tmp_path / "one.zip").read_text(encoding="ascii") == "precious"


def test_nothing_is_no_backup(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    with pytest.raises(OperatingError):
        backup(tmp_path / "one.zip", quietly)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("revision", "told"), [("9999", "update the bot"), ("0012", "revision 0012")])
def test_another_schema_is_refused(own_database, tmp_path, revision, told):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    rewrite(tmp_path / "one.zip", tmp_path / "other.zip", revision=revision)
    with pytest.raises(OperatingError, match=told):
        bring_back(own_database, tmp_path / "other.zip")
    assert names(own_database) == {"web-1"}


def test_an_older_database_is_not_replaced_by_a_newer_backup(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    with own_database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0031'"))
    with pytest.raises(OperatingError, match="revision 0031"):
        bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-1"}


def test_a_backup_of_another_kind_of_database_is_refused(database, own_postgresql_url, tmp_path, monkeypatch):
    backup(tmp_path / "one.zip", quietly)
    monkeypatch.setenv("DATABASE_URL", own_postgresql_url)
    with pytest.raises(OperatingError, match="backup of sqlite"):
        restore(tmp_path / "one.zip", quietly)


def test_without_postgresql_s_programs_the_remedy_is_told(own_postgresql_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", own_postgresql_url)
    Database(own_postgresql_url).migrate()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OperatingError, match=r"pg_dump is not on the PATH: .*postgresql-client"):
        backup(tmp_path / "one.zip", quietly)


def test_a_restore_that_fails_changes_nothing(own_postgresql_url, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", own_postgresql_url)
    database = Database(own_postgresql_url)
    database.migrate()
    register(database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    register(database, "web-2")
    with database.engine.begin() as connection:  # stands in the way of the copy's own
        connection.exec_driver_sql("drop table reminders")
        connection.exec_driver_sql("create view reminders as select 1 as one")
    settle(database)
    with pytest.raises(OperatingError, match="psql failed"):
        restore(tmp_path / "one.zip", quietly, replace=True)
    assert names(database) == {"web-1", "web-2"}


def test_who_was_erased_since_is_erased_again(own_database, tmp_path):
    register(own_database, "web-1", "web-2", "web-3")
    note_id = answer(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        receipt = candidates.erase(session, "web-2")
        candidate = candidates.find(session, "web-1")
        notes.withdraw(session, candidate.notes[0])
        audit.record(session, actor="candidate", act="withdrew_note", subject=note_id)
    said = bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-1", "web-3"}
    stored = dump(own_database)
    assert "Bérard web-2" not in json.dumps(stored, ensure_ascii=False)
    (note,) = stored["notes"]
    assert note["answer"] is None and note["withdrawn_at"] is not None
    assert receipt in {row["subject"] for row in stored["audit_entries"]}, "the receipt outlives the restoring"
    assert any(line.startswith("1 conversation(s) erased since") for line in said), said
    settle(own_database)
    if own_database.is_sqlite:
        assert "Bérard web-2".encode() not in (tmp_path / "bot.db").read_bytes()


def test_who_was_erased_and_came_back_since_is_not_the_one_of_the_backup(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        candidates.erase(session, "web-1")
        candidates.open_registration(session, "web-1", channel="web", notice_version="2026-11")
    bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == set()
    assert "Bérard web-1" not in json.dumps(dump(own_database), ensure_ascii=False)


def test_a_part_that_was_struck_since_is_struck_again(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    note_id, other_id = answer(own_database, "web-1"), answer(own_database, "web-2")
    with own_database.session_scope() as session:
        note = candidates.find(session, "web-1").notes[0]
        notes.amend(session, note, f"{ANSWER} Ma tante était pareille.", EVIDENCE)
        conversations.append_out_of_band(session, "web-1", ASIDE, text=note.answer, message_id="m1")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        notes.amend_erasing_history(
            session, candidates.find(session, "web-1").notes[0], ANSWER, EVIDENCE, struck="Ma tante"
        )
        audit.record(session, actor="candidate", act="struck_passage", subject=note_id)
    bring_back(own_database, tmp_path / "one.zip")
    stored = dump(own_database)
    assert {row["id"]: row["answer"] for row in stored["notes"]} == {note_id: ANSWER, other_id: ANSWER}
    assert "Ma tante" not in json.dumps(stored, ensure_ascii=False)


def test_a_field_that_was_taken_out_since_is_taken_out_again(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    with own_database.session_scope() as session:
        for conversation_id in ("web-1", "web-2"):
            candidates.set_field(session, conversation_id, "phone", "+33639980077")
        said = {"event": "user", "timestamp": 1.0, "text": "mon numéro : 06 39 98 00 77", "message_id": "m1"}
        choices = {"Annuler": 'set:{"phone": "+33639980077"}'}
        slots = {"phone": "+33639980077", "last_name": "Bérard", "choices": choices}
        conversations.append(session, "web-1", [said], channel="web", consented=True, state={"slots": slots})
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        candidates.set_field(session, "web-1", "phone", None)
    bring_back(own_database, tmp_path / "one.zip")
    stored = dump(own_database)
    rows = {row["conversation_id"]: row for row in stored["candidates"]}
    assert (rows["web-1"]["phone"], rows["web-1"]["declined"]) == (None, ["phone"])
    assert (rows["web-2"]["phone"], rows["web-2"]["declined"]) == ("+33639980077", [])
    (conversation,) = stored["conversations"]
    assert conversation["state"]["slots"] == {"phone": DECLINED, "last_name": "Bérard", "choices": None}
    assert [event["data"]["text"] for event in stored["conversation_events"]] == ["mon numéro : (retiré)"]


def test_what_is_taken_back_while_the_copy_is_made_is_not_lost(own_database, tmp_path, monkeypatch):
    register(own_database, "web-1")
    note_id = answer(own_database, "web-1")
    copy = backup_module._copy

    def copy_slowly(database, target):
        copied = copy(database, target)
        with own_database.session_scope() as session:
            notes.withdraw(session, candidates.find(session, "web-1").notes[0])
            audit.record(session, actor="candidate", act="withdrew_note", subject=note_id)
        return copied

    monkeypatch.setattr(backup_module, "_copy", copy_slowly)
    backup(tmp_path / "one.zip", quietly)
    bring_back(own_database, tmp_path / "one.zip")
    assert [row["answer"] for row in dump(own_database)["notes"]] == [None]


def test_what_was_contested_since_is_contested_again(own_database, tmp_path):
    register(own_database, "web-1")
    answer(own_database, "web-1")
    place = {"quote": "patiemment", "start": 0, "end": 10, "part": "answer"}
    quote = {**place, "indicator": "patience.laisse_le_temps", "polarity": "positive"}
    with own_database.session_scope() as session:
        candidates.find(session, "web-1").notes[0].evidence = [quote]
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        disputed_quotes.contest(session, candidates.find(session, "web-1").notes[0], quote)
    bring_back(own_database, tmp_path / "one.zip")
    with own_database.session_scope() as session:
        note = candidates.find(session, "web-1").notes[0]
        assert (note.evidence, note.highlights, len(disputed_quotes.count_by_indicator(session))) == ([quote], [], 1)


def test_what_was_lost_comes_back(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:  # an accident, no erasure
        session.delete(candidates.find(session, "web-2"))
    bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-1", "web-2"}


def test_who_was_erased_since_is_erased_again_even_if_the_database_is_lost(own_database, tmp_path):
    register(own_database, "web-1", "web-2", "web-3")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        candidates.erase(session, "web-2")
    with own_database.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        tables.drop_all(connection)
    settle(own_database)
    if own_database.is_sqlite:
        (tmp_path / "bot.db").unlink()
    said = []
    restore(tmp_path / "one.zip", said.append)
    assert names(own_database) == {"web-1", "web-3"}
    assert any(line.startswith("1 conversation(s) erased since") for line in said), said


def test_an_earlier_backup_forgets_whom_a_later_one_knew_to_be_erased(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    backup(tmp_path / "early.zip", quietly)
    with own_database.session_scope() as session:
        candidates.erase(session, "web-2")
    for _ in range(2):
        bring_back(own_database, tmp_path / "early.zip")
    assert names(own_database) == {"web-1"}


def test_what_is_over_goes_at_once(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    with own_database.session_scope() as session:
        candidates.find(session, "web-1").expires_at = clock.now() - timedelta(days=1)
    backup(tmp_path / "one.zip", quietly)
    bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-2"}


@pytest.mark.parametrize("place", [0, 4096])
def test_a_damaged_database_is_replaced_if_it_is_said_so(database, tmp_path, place):
    register(database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    settle(database)
    path = tmp_path / "bot.db"
    with path.open("r+b") as file:
        file.seek(place)
        file.write(os.urandom(8192))
    with pytest.raises(OperatingError, match="damaged"):
        restore(tmp_path / "one.zip", quietly)
    restore(tmp_path / "one.zip", quietly, replace=True)
    assert names(database) == {"web-1"}


# --- a conversation that goes on


@pytest.mark.server
@pytest.mark.parametrize("kind", ["sqlite", ON_POSTGRESQL])
def test_a_conversation_goes_on_where_the_backup_found_it(model, kind, request, tmp_path):
    url = request.getfixturevalue("own_postgresql_url") if kind == "postgresql" else None
    again = None
    with ephemeral_servers(database_url=url) as state:
        chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
        chat.open()
        for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
            chat.say(text)
        backup(tmp_path / "one.zip", quietly)
        chat.say("Lannion")
        kill(state, "rasa")
        database = Database(places.database_url())
        if kind == "sqlite":  # the disk is lost
            for path in state.glob("bot.db*"):
                path.unlink()
        bring_back(database, tmp_path / "one.zip", replace=kind == "postgresql")
        settle(database)
        try:
            again = revive(state, "rasa")
            said = [message["text"] for message in chat.open()]
            assert "Lucie" in said and "Lannion" not in said
            assert "jusqu'où" in chat.say("Lannion")[-1]["text"].lower()
            (row,) = dump(database)["candidates"]
            assert (row["last_name"], row["town"]["commune"]) == ("Bérard", "Lannion")
        finally:
            if again is not None:
                again.kill()
                again.wait()
            settle(database)
