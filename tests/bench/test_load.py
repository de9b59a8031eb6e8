"""The load's clients against this bot's real servers, the way a candidate goes."""

import asyncio

import aiohttp
import pytest

from bot.base import places
from bot.base.settings import settings
from bot.records.store.database import Database
from bot.tools.bench.conversations import BEGINNING, long_conversation, whole_conversations
from bot.tools.bench.load import RestTalk, WebTalk, at_once, empty_answers, new_conversations
from bot.tools.bench.messages import unlike_messages, unlike_questions
from bot.tools.evaluation.stored import dump

pytestmark = pytest.mark.server


@pytest.fixture
def pages(shared_servers):
    return f"http://127.0.0.1:{settings().pages_port}"


def test_whole_conversations_are_held_to_their_end(pages):
    whole = asyncio.run(whole_conversations(pages, WebTalk, unlike_questions(seed=1), [1, 2], 2))
    assert not whole.told.unanswered
    assert (whole.finished, whole.unfinished) == (2, 0)
    assert sum(whole.lengths) == len(whole.told.milliseconds)
    assert whole.an_hour > 0
    database = Database(places.database_url())
    stored = dump(database)
    database.engine.dispose()
    assert len([row for row in stored["candidates"] if row["confirmed_at"]]) == 2
    assert len([row for row in stored["notes"] if row["answer"]]) == 6


def test_new_conversations_are_timed(pages):
    told = asyncio.run(new_conversations(pages, WebTalk, unlike_messages(seed=1), 2, 2))
    assert len(told.milliseconds) == 4
    assert not told.unanswered
    assert told.processor_seconds > 0


def test_a_long_conversation_is_looked_at_at_its_lengths(pages):
    found = asyncio.run(long_conversation(pages, WebTalk, unlike_questions(seed=2), (10, 20)))
    assert {length: len(told.milliseconds) for length, told in found.items()} == {10: 10, 20: 10}
    assert len(BEGINNING) + 20 <= 40  # more would be refused within a minute


def test_messages_of_conversations_at_once_are_counted(pages):
    told = asyncio.run(at_once(pages, WebTalk, unlike_messages(seed=3), conversations=2, seconds=3, warm_up=0))
    assert told.milliseconds
    assert told.a_second == len(told.milliseconds) / 3
    assert not told.unanswered


def test_an_empty_answer_is_timed(pages):
    assert len(asyncio.run(empty_answers(pages, "/health", 5)).milliseconds) == 5


def test_what_is_not_answered_is_no_time(pages):
    told = asyncio.run(new_conversations(pages, RestTalk, iter(["bonjour"]), 1, 1))  # a channel that is not there
    assert told.milliseconds == []
    assert told.unanswered == [("status 405", "bonjour")]
    with pytest.raises(aiohttp.ClientError):
        asyncio.run(empty_answers(pages, "/nowhere", 1))
