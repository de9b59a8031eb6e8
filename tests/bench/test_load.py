"""Chat clients of the bench against this bot's real servers."""

import asyncio

import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import WebClient
from bot.records.store.database import Database
from bot.tools.bench.conversations import OPENING_MESSAGES, run_whole_conversations, time_long_conversation
from bot.tools.bench.load import RestClient, run_concurrent, time_new_conversations
from bot.tools.bench.messages import unique_messages, unique_questions
from bot.tools.evaluation.stored import dump

pytestmark = pytest.mark.server


@pytest.fixture
def pages(shared_servers):
    return f"http://127.0.0.1:{settings().pages_port}"


def test_whole_conversations_come_to_their_end(pages):
    totals = asyncio.run(run_whole_conversations(pages, WebClient, unique_questions(seed=1), [1, 2], 2))
    assert not totals.load.unanswered
    assert totals.begun == len(totals.whole) == 2
    assert sum(totals.whole) == len(totals.load.milliseconds)
    assert totals.an_hour > 0
    database = Database(places.database_url())
    stored = dump(database)
    database.engine.dispose()
    assert len([row for row in stored["candidates"] if row["confirmed_at"]]) == 2
    assert len([row for row in stored["notes"] if row["answer"]]) == 6


def test_a_long_conversation_is_timed_at_each_length(pages):
    results = asyncio.run(time_long_conversation(pages, WebClient, unique_questions(seed=2), (10, 20)))
    assert {length: len(result.milliseconds) for length, result in results.items()} == {10: 10, 20: 10}
    assert len(OPENING_MESSAGES) + 20 <= 40  # more would be refused within a minute


def test_messages_of_concurrent_conversations_are_counted(pages):
    result = asyncio.run(
        run_concurrent(pages, WebClient, unique_messages(seed=3), conversations=2, seconds=3, warm_up=0)
    )
    assert result.milliseconds
    assert result.a_second == len(result.milliseconds) / 3
    assert not result.unanswered


def test_unanswered_messages_are_not_timed(pages):
    result = asyncio.run(
        time_new_conversations(pages, RestClient, iter(["bonjour"]), 1, 1)
    )  # a channel that is not there
    assert result.milliseconds == []
    assert result.unanswered == [("status 405", "bonjour")]
