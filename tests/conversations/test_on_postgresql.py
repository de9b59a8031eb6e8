"""The same conversation on a real PostgreSQL."""

import pytest

from bot import settings
from bot.evaluation.dialogues import Chat
from bot.records.database import Database
from tests.conversations.whole import check_everything

pytestmark = pytest.mark.slow


def test_a_candidate_registers_answers_reads_back_and_erases(servers_on_postgresql):
    database = Database(settings.database_url())
    assert database.engine.dialect.name == "postgresql"
    check_everything(Chat(f"http://127.0.0.1:{settings.port('rasa')}/webhooks/web"), database)
