"""Many whole conversations on PostgreSQL and Redis while processes are killed: every word once. `make soak`."""

import os
import random
import time
from collections import Counter

import pytest
from sqlalchemy import func, select

from bot.base import places
from bot.records.conversations import conversations
from bot.records.models import Candidate as Registered
from bot.records.models import Conversation, ConversationEvent, InboundMessage, Note, NoteVersion
from bot.records.store.database import Database
from tests.conversations.soak import Candidate, Executioner, check_history, installed, let_them_talk

CONVERSATIONS = int(os.environ.get("SOAK_CONVERSATIONS", "1000"))
AT_ONCE = int(os.environ.get("SOAK_AT_ONCE", "16"))
SECONDS_BETWEEN_KILLS = float(os.environ.get("SOAK_KILL_SECONDS", "15"))
SEED = int(os.environ.get("SOAK_SEED", "20261127"))


@pytest.fixture
def installation(model, own_postgresql_url, redis_server, tmp_path, monkeypatch):
    """Two Rasa processes and the pages, on PostgreSQL and Redis."""
    named = {"DATABASE_URL": own_postgresql_url, "REDIS_URL": redis_server, "BOT_LOG": "json"}
    with installed(tmp_path, monkeypatch, **named) as made:
        yield made


@pytest.mark.soak
@pytest.mark.timeout(1200 + 20 * CONVERSATIONS)
def test_every_word_of_many_conversations_is_there_once_whoever_is_killed(installation, tmp_path, capsys):
    def say(line):
        with capsys.disabled():
            print(line, flush=True)

    say(f"\n{CONVERSATIONS} conversations, {AT_ONCE} at once, a kill every {SECONDS_BETWEEN_KILLS:g} s (seed {SEED})")
    candidates = [Candidate(installation.pages, number) for number in range(CONVERSATIONS)]
    database = Database(places.database_url())
    executioner = Executioner(installation, random.Random(SEED), mean_seconds=SECONDS_BETWEEN_KILLS)
    executioner.start()
    began = time.monotonic()
    wrong = let_them_talk(candidates, at_once=AT_ONCE, seed=SEED, say=say)
    seconds = time.monotonic() - began
    executioner.over.set()
    executioner.join()
    messages = sum(len(candidate.sent) for candidate in candidates)
    say(
        f"{messages} messages in {seconds:.0f} s ({CONVERSATIONS * 3600 / seconds:.0f} conversations an hour), "
        f"kills -9: {dict(executioner.kills)}, sent again: {sum(candidate.retries for candidate in candidates)}, "
        f"longest wait {max(candidate.longest_wait for candidate in candidates):.0f} s"
    )
    assert wrong == [], (tmp_path / "servers.log").read_text(errors="replace")[-3000:]
    assert bool(sum(executioner.kills.values())) is bool(SECONDS_BETWEEN_KILLS)

    try:
        check_registered(database, candidates)
        for candidate in candidates:
            check_history(candidate.kept, candidate.sent, candidate.told)
        check_stored(database, candidates)
    finally:
        database.engine.dispose()
    say(f"{CONVERSATIONS} files, {3 * CONVERSATIONS} answers: every one there with its words, none twice")


def check_registered(database, candidates):
    """Every file is there, confirmed, with its three answers word for word; no answer is there twice or changed."""
    with database.session_scope() as session:
        rows = session.scalars(select(Registered)).all()
        assert Counter(row.email for row in rows) == Counter(candidate.email for candidate in candidates)
        files = {row.email: row for row in rows}
        for candidate in candidates:
            row = files[candidate.email]
            assert (row.last_name, bool(row.confirmed_at)) == (candidate.last_name, True)
            said = sorted(note.answer for note in row.notes)
            assert said == sorted(candidate.notes), f"candidate {candidate.number}"
        assert session.scalar(select(func.count()).select_from(Note)) == 3 * len(candidates)
        assert session.scalar(select(func.count()).select_from(NoteVersion)) == 0


def check_stored(database, candidates):
    """Each message is in its conversation once, and answered."""
    with database.session_scope() as session:
        taken = Counter(
            session.scalars(select(ConversationEvent.message_id).where(ConversationEvent.message_id.is_not(None)))
        )
        sent = {message_id for candidate in candidates for message_id, _ in candidate.sent}
        assert {message_id: taken[message_id] for message_id in sent if taken[message_id] != 1} == {}
        # A session whose opening was cut short is opened anew: its signal waits for nobody.
        waiting = session.scalars(select(InboundMessage.message_id).where(InboundMessage.answered_at.is_(None)))
        assert sent & set(waiting) == set()
        assert session.scalar(select(func.count()).select_from(Conversation)) >= len(candidates)
        assert len(conversations.list_ids(session)) >= len(candidates)
