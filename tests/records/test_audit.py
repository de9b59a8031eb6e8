"""The audit log: changed, removed or inserted entries are detected."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from bot.base import clock
from bot.records.conversations import takeover_ends
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, Candidate, HumanRequest
from bot.records.store import audit, audit_chain


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of this installation")


def write(store, *acts, **line):
    for act in acts:
        with store.session_scope() as session:
            audit.record(session, **({"actor": "operator", "act": act} | line))


def walk(store, expect=None):
    with store.session_scope() as session:
        return audit_chain.verify_chain(session, expect)


def entries(store):
    with store.session_scope() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_an_empty_log_is_whole(store):
    chain = walk(store)
    assert (chain.lines, chain.last_hash, chain.is_intact) == (0, None, True)


def test_lines_of_one_transaction_and_of_several_make_one_chain(store):
    with store.session_scope() as session:
        for act in ("one", "two"):
            audit.record(session, actor="operator", act=act)
    write(store, "three", subject="a subject")
    chain = walk(store)
    assert (chain.lines, chain.is_intact, chain.last_hash) == (3, True, entries(store)[-1].hash)
    assert [entry.act for entry in entries(store)] == ["one", "two", "three"]


def test_what_is_rolled_back_leaves_no_line(store):
    write(store, "one")
    with pytest.raises(ZeroDivisionError), store.session_scope() as session:
        audit.record(session, actor="operator", act="two")
        raise ZeroDivisionError
    write(store, "three")
    assert [entry.act for entry in entries(store)] == ["one", "three"]
    assert walk(store).is_intact


def test_lines_wait_behind_a_savepoint_until_the_end(store):
    with store.session_scope() as session:
        audit.record(session, actor="operator", act="one")
        with session.begin_nested():
            audit.record(session, actor="operator", act="two")
        assert session.scalar(select(AuditEntry.id)) is None
    assert [entry.act for entry in entries(store)] == ["one", "two"]
    assert walk(store).is_intact


def test_lines_that_are_written_at_once_make_one_chain(store):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: write(store, f"act {number}"), range(80)))
    chain = walk(store)
    assert (chain.lines, chain.broken) == (80, None)


def test_who_locked_a_row_and_who_wants_it_do_not_wait_for_each_other_for_ever(store):
    """Two transactions that lock each other's rows: audit entries are written last, so there is no deadlock."""
    with store.session_scope() as session:
        for number in range(2):
            handoffs.open_handoff(session, f"c{number}", channel="web")
    with store.session_scope() as session:
        ids = list(session.scalars(select(HumanRequest.id)))

    def touch(number):
        with store.session_scope() as session:
            for request_id in sorted(ids):  # as all do who lock several rows
                audit.record(session, actor="operator", act=f"touched by {number}")
                session.execute(update(HumanRequest).where(HumanRequest.id == request_id).values(channel=str(number)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(touch, range(12)))
    assert (walk(store).lines, walk(store).broken) == (2 + 24, None)


@pytest.mark.parametrize("change", [
    {"actor": "candidate"}, {"act": "another"}, {"subject": "another"}, {"subject": None},
    {"at": datetime(2020, 1, 1, tzinfo=UTC)}, {"hash": "0" * 64}, {"hash": ""},
])  # fmt: skip
def test_a_line_that_was_changed_is_named(store, change):
    write(store, "one", "two", "three", subject="a subject")
    second = entries(store)[1]
    with store.engine.begin() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.id == second.id).values(**change))
    chain = walk(store)
    assert chain.lines == 1
    assert f"line {second.id} " in chain.broken and "changed" in chain.broken


@pytest.mark.parametrize("position", [0, 1])
def test_a_line_that_was_removed_is_seen_at_the_next(store, position):
    write(store, "one", "two", "three")
    gone, behind = entries(store)[position : position + 2]
    with store.engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.id == gone.id))
    chain = walk(store)
    assert (chain.lines, chain.is_intact) == (position, False)
    assert f"line {behind.id} " in chain.broken and "removed" in chain.broken


@pytest.mark.parametrize(("place", "what"), [(-1, "put in"), (+1, "changed")])
def test_a_line_that_was_put_in_is_named(store, place, what):
    write(store, "one")
    line = entries(store)[0]
    copied = {name: getattr(line, name) for name in ("at", "actor", "act", "hash")}
    with store.engine.begin() as connection:
        connection.execute(insert(AuditEntry).values(id=line.id + place, **copied))
    broken = walk(store).broken
    assert f"line {line.id + place} " in broken and what in broken


def test_another_key_makes_no_line(store, monkeypatch):
    write(store, "one")
    monkeypatch.setenv("BOT_SECRET", "whoever has the database alone")
    write(store, "two")
    monkeypatch.setenv("BOT_SECRET", "a secret of this installation")
    assert (walk(store).lines, walk(store).is_intact) == (1, False)


def test_a_noted_hash_tells_of_lines_removed_at_the_end(store):
    write(store, "one", "two", "three")
    noted = walk(store).last_hash
    assert walk(store, noted).is_intact
    with store.engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.hash == noted))
    write(store, "four")
    assert walk(store).is_intact
    chain = walk(store, noted)
    assert (chain.has_expected, chain.is_intact) == (False, False)


def ago(days):
    return clock.now() - timedelta(days=days)


def test_old_lines_are_purged_and_the_rest_is_whole(store):
    write(store, "very old", at=ago(400))
    write(store, "old", at=ago(380))
    noted = walk(store).last_hash
    write(store, "young", at=ago(360))
    with store.session_scope() as session:
        assert audit_chain.purge(session) == 2
    assert [entry.act for entry in entries(store)] == ["young", audit_chain.PURGED]
    assert entries(store)[-1].subject == noted
    chain = walk(store, noted)
    assert (chain.lines, chain.broken, chain.has_expected) == (2, None, True)
    with store.session_scope() as session:
        assert audit_chain.purge(session) == 0
    with store.engine.begin() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.act == "young"))
    assert not walk(store).is_intact, "what no purge took is missed"


def test_a_log_of_which_everything_is_old_goes_on(store):
    write(store, "old", at=ago(400))
    with store.session_scope() as session:
        assert audit_chain.purge(session) == 1
    write(store, "new")
    assert [entry.act for entry in entries(store)] == [audit_chain.PURGED, "new"]
    assert walk(store).is_intact


@pytest.mark.parametrize(("configured", "days", "left"), [("6", 185, 1), ("6", 188, 0), ("12", 371, 1), ("12", 374, 0)])
def test_lines_are_kept_six_months_at_least_and_twelve_at_most(store, monkeypatch, configured, days, left):
    monkeypatch.setenv("BOT_AUDIT_MONTHS", configured)
    write(store, "one", at=ago(days))
    with store.session_scope() as session:
        audit_chain.purge(session)
    assert [entry.act for entry in entries(store)].count("one") == left


def test_what_is_read_again_and_again_is_one_line_in_a_quarter_of_an_hour(store, monkeypatch):
    def read(subject="request:1", actor="recruiter:r1"):
        with store.session_scope() as session:
            audit.record_access(session, actor=actor, act="read_conversation", subject=subject)

    for _ in range(3):
        read()
    read(subject="request:2")
    read(actor="recruiter:r2")
    assert len(entries(store)) == 3
    later = clock.now() + audit.ACCESS_DEDUP_WINDOW
    monkeypatch.setattr(clock, "now", lambda: later)
    for _ in range(2):
        read()
    assert len(entries(store)) == 4


def test_lines_about_somebody_are_those_of_their_file_its_fields_notes_and_requests(store):
    with store.session_scope() as session:
        for name in ("c1", "c2"):
            candidates.open_registration(session, name, channel="web", notice_version="1")
            candidates.set_field(session, name, "phone", "+33639980001")
            candidates.set_field(session, name, "phone", None)
            question = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
            note = notes.store_answer(session, name, question, "Je réexplique.", [], rubric_version="1")
            session.flush()
            audit.record(session, actor="candidate", act=f"withdrew_note of {name}", subject=note.id)
            handoffs.open_handoff(session, name, channel="web")
    with store.session_scope() as session:
        asked = session.scalars(select(HumanRequest).where(HumanRequest.conversation_id == "c1")).one()
        takeover_ends.close_handoff(session, asked.id, actor="recruiter:r1")
    with store.session_scope() as session:
        mine = session.scalars(select(Candidate.id).where(Candidate.conversation_id == "c1")).one()
        acts = [entry.act for entry in audit_chain.lines(session, candidate_id=mine)]
        recent = list(audit_chain.lines(session, since=clock.now() + timedelta(minutes=1)))
    assert acts == ["consented", "removed_field", "withdrew_note of c1", "handled_request"]
    assert recent == []
