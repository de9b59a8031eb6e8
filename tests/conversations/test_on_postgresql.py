"""The same conversation on a real PostgreSQL."""

import httpx
import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.records.store.database import Database
from tests.conversations.whole import check_everything

pytestmark = pytest.mark.server


def test_a_candidate_registers_answers_reads_back_and_erases(servers_on_postgresql):
    database = Database(places.database_url())
    assert database.engine.dialect.name == "postgresql"
    check_everything(Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web"), database)


def test_a_cursor_beyond_all_ids_is_no_trouble(servers_on_postgresql):
    base = f"http://127.0.0.1:{settings().rasa_port}/webhooks/web"
    chat = Chat(base)
    chat.open()
    for after in (2**31 - 1, 2**31, 10**17):
        answer = httpx.get(
            f"{base}/messages", params={"after": after}, headers={"Authorization": f"Bearer {chat.token}"}
        )
        assert (answer.status_code, answer.json()["messages"]) == (200, [])
