"""Programs of two structures, and somebody whom one of them sees."""

from types import SimpleNamespace

import pytest
from api_samples import BREST, FIGEAC, account, give_token, place, register
from fastapi.testclient import TestClient

from bot.channels.gateway.rasa_client import RasaClient
from bot.middleware import rate_limits
from bot.operating.run import pages


@pytest.fixture
def world(database):
    """Structures of Figeac and of Brest; Zoé can be hired at Figeac, Yann at Brest."""
    with database.session_scope() as session:
        here, there = place(session, "Figeac", FIGEAC), place(session, "Brest", BREST)
        who = account(session, here)
        found = SimpleNamespace(
            database=database, here=here.id, there=there.id, who=who,
            zoe=register(session, "zoe", FIGEAC), yann=register(session, "yann", BREST, first="Yann", last="Le Goff"),
            token_id="", reads="", decides="", elsewhere="",
        )  # fmt: skip
        found.token_id, found.reads = give_token(session, here.id, who)
        _, found.decides = give_token(session, here.id, who, decides=True, name="Logiciel")
        _, found.elsewhere = give_token(session, there.id, who, decides=True)
    return found


@pytest.fixture
def client(database, monkeypatch):
    """The pages as production serves them, front and all; Rasa is away."""
    away = RasaClient(["http://127.0.0.1:1"], seconds=5)
    monkeypatch.setattr(pages, "_rasa", lambda: away)
    monkeypatch.setenv("BOT_API_REQUESTS_A_MINUTE", "100000")
    rate_limits.rate_limiter.cache_clear()
    with TestClient(pages.app, raise_server_exceptions=False) as made:
        yield made
    rate_limits.rate_limiter.cache_clear()
