"""The rate limit of an address counts on after an erasure, which forgets the messages of the conversation."""

import uuid

import httpx
import pytest

from bot.base.settings import settings
from bot.middleware.rate_limits import REQUESTS_PER_MESSAGE
from bot.tools.evaluation.servers import ephemeral_servers

MESSAGES_A_MINUTE = 6  # of one conversation


@pytest.fixture(scope="module")
def site(model):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_MOST_A_MINUTE", str(MESSAGES_A_MINUTE))
        with ephemeral_servers(only=("rasa", "pages")):
            yield f"http://127.0.0.1:{settings().pages_port}/webhooks/web"


@pytest.mark.server
def test_repeated_erasure_is_still_rate_limited(site):
    words = ("je veux m'inscrire", "oui", "supprimer toutes mes données", "oui")
    responses = []
    with httpx.Client(base_url=site, timeout=60) as client:
        client.headers["authorization"] = f"Bearer {client.post('/session', json={}).json()['token']}"
        for number in range(2 * REQUESTS_PER_MESSAGE * MESSAGES_A_MINUTE):
            message = {"id": uuid.uuid4().hex, "text": words[number % len(words)]}
            responses.append(client.post("/messages", json=message))
            if "retry-after" in responses[-1].headers:
                break
    *answered, limited = responses
    assert {one.status_code for one in answered} == {200}
    assert len(answered) == REQUESTS_PER_MESSAGE * MESSAGES_A_MINUTE  # more than the limit of a conversation
    assert limited.status_code == 429
    assert 1 <= int(limited.headers["retry-after"]) <= 60
