"""Erasing forgets how many messages a conversation sent; what stands in front of the pages does not."""

import uuid

import httpx
import pytest

from bot.base.settings import settings
from bot.middleware.rate_limits import REQUESTS_PER_MESSAGE
from bot.tools.evaluation.servers import throw_away_servers

MOST = 6  # messages a minute of one conversation


@pytest.fixture(scope="module")
def site(model):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_MOST_A_MINUTE", str(MOST))
        with throw_away_servers(only=("rasa", "pages")):
            yield f"http://127.0.0.1:{settings().pages_port}/webhooks/web"


@pytest.mark.server
def test_who_erases_again_and_again_waits_all_the_same(site):
    with httpx.Client(base_url=site, timeout=60) as client:
        token = client.post("/session", json={}).json()["token"]
        told = []
        for _ in range(REQUESTS_PER_MESSAGE * MOST):
            for words in ("je veux m'inscrire", "oui", "supprimer toutes mes données", "oui"):
                message = {"id": uuid.uuid4().hex, "text": words}
                told.append(client.post("/messages", json=message, headers={"authorization": f"Bearer {token}"}))
                if "retry-after" in told[-1].headers:
                    break
            if "retry-after" in told[-1].headers:
                break
    answered = [one for one in told if one.status_code == 200]
    assert len(answered) > MOST, "the conversation's own count began anew with each erasure"
    assert len(told) == REQUESTS_PER_MESSAGE * MOST + 1
    assert told[-1].status_code == 429
    assert 1 <= int(told[-1].headers["retry-after"]) <= 60
