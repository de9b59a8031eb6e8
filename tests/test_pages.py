"""What the pages answer by themselves, before anything is passed on."""

import pytest
from fastapi.testclient import TestClient

from bot.pages import LARGEST_BODY, app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def test_an_address_that_leads_nowhere_is_told_in_french(client):
    page = client.get("/nimporte", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "Page introuvable" in page.text
    assert 'href="/"' in page.text
    assert client.get("/nimporte").json()["error"] == "not_found"


@pytest.mark.parametrize("has_length", [True, False])
def test_a_body_that_is_too_long_is_refused_whether_its_length_is_told_or_not(client, has_length):
    parts = [b"x" * 1024] * (LARGEST_BODY // 1024 + 2)
    answer = client.post("/webhooks/web/session", content=b"".join(parts) if has_length else iter(parts))
    assert answer.status_code == 413
    assert "trop long" in answer.json()["message"]
