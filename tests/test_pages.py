"""Responses of the pages themselves, without Rasa."""

import pytest
from fastapi.testclient import TestClient

from bot.channels.gateway.rasa_client import RasaClient
from bot.channels.web import origins
from bot.operating.run import pages
from bot.operating.run.pages import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def test_an_unknown_path_gets_a_french_page(client):
    page = client.get("/nimporte", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "Page introuvable" in page.text
    assert 'href="/"' in page.text
    assert client.get("/nimporte").json()["error"] == "not_found"


def test_what_is_said_in_rasas_place_is_read_on_the_sites_that_embed_the_widget_only(client, monkeypatch):
    away = RasaClient(["http://127.0.0.1:1"], seconds=5)
    monkeypatch.setattr(pages, "_rasa", lambda: away)
    monkeypatch.setattr(origins, "allowed_origins", lambda: frozenset({"https://www.exemple.fr"}))
    for origin, allowed in (("https://www.exemple.fr", "https://www.exemple.fr"), ("https://autre.fr", None)):
        answer = client.post("/webhooks/web/session", json={}, headers={"origin": origin})
        assert (answer.status_code, answer.json()) == (503, {"error": "waking", "message": pages.WAKING})
        assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize("path", ["session", "messages", "notes", "data"])
def test_a_browser_on_a_site_that_embeds_the_widget_may_ask_first(client, monkeypatch, path):
    monkeypatch.setattr(origins, "allowed_origins", lambda: frozenset({"https://www.exemple.fr"}))
    asks = {"access-control-request-method": "POST", "access-control-request-headers": "authorization, content-type"}
    answer = client.options(f"/webhooks/web/{path}", headers={**asks, "origin": "https://www.exemple.fr"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://www.exemple.fr"
    assert "authorization" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-methods"] == "GET, POST, DELETE"
    elsewhere = client.options(f"/webhooks/web/{path}", headers={**asks, "origin": "https://pirate.example"})
    assert "access-control-allow-origin" not in elsewhere.headers
