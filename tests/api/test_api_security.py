"""What the API rejects: other structures' candidates, invalid tokens, malformed requests."""

import json
from datetime import timedelta

import pytest
from api_samples import API, bearer, give_token
from sqlalchemy import select

from bot.api.app import app
from bot.base import clock
from bot.middleware.body_limits import MAX_API_BYTES
from bot.records.accounts import api_tokens, recruiter_sessions, structures
from bot.records.models import ApiRead, ApiToken, AuditEntry, Standing, Structure
from bot.recruiting.security import SESSION_COOKIE

ALL_ROUTES = [(method, path) for path, methods in app.openapi()["paths"].items() for method in methods]
CANDIDATE_ROUTES = [(method, path) for method, path in ALL_ROUTES if "{candidate_id}" in path]
PROBLEM = "urn:conseiller-bot:problem:"


def call(client, method, path, token, candidate_id):
    body = {"json": {"status": "interested"}} if method == "put" else {}
    return client.request(method, API + path.format(candidate_id=candidate_id), headers=bearer(token), **body)


def put_status(client, world, body):
    headers = {**bearer(world.decides), "content-type": "application/json"}
    return client.put(f"{API}/candidates/{world.zoe}/status", headers=headers, content=body)


def stored_statuses(world):
    with world.database.session_scope() as session:
        return session.scalars(select(Standing)).all()


def test_routes_of_the_api_are_found():
    assert ("put", "/candidates/{candidate_id}/status") in CANDIDATE_ROUTES
    assert ("get", "/export") in ALL_ROUTES


def test_another_structures_candidate_is_not_found(client, world):
    for method, path in CANDIDATE_ROUTES:
        of_brest = call(client, method, path, world.decides, world.yann)
        unknown = call(client, method, path, world.decides, "0" * 32)
        assert of_brest.status_code == unknown.status_code == 404, path
        assert of_brest.content == unknown.content, path
    assert stored_statuses(world) == []
    with world.database.session_scope() as session:
        assert session.scalars(select(ApiRead)).all() == []
        assert session.scalar(select(AuditEntry).where(AuditEntry.actor.like("token:%"))) is None


@pytest.mark.parametrize("path", ["/candidates", "/export", "/export?format=csv"])
def test_another_structures_candidates_are_not_listed(client, world, path):
    def lists_zoe(token):
        response = client.get(API + path, headers=bearer(token))
        assert response.status_code == 200
        return world.zoe in response.text or "Bérard" in response.text

    assert lists_zoe(world.reads)
    assert not lists_zoe(world.elsewhere)


def expire(session, token_id):
    session.get(ApiToken, token_id).expires_at = clock.now() - timedelta(seconds=1)


def revoke(session, token_id):
    structure_id = session.get(ApiToken, token_id).structure_id
    assert api_tokens.revoke(session, structure_id, token_id, actor="recruiter:x")


def close_structure(session, token_id):
    structures.close(session, session.get(Structure, session.get(ApiToken, token_id).structure_id))


@pytest.mark.parametrize("end", [expire, revoke, close_structure])
def test_an_ended_token_is_rejected(client, world, end):
    with world.database.session_scope() as session:
        token_id, token = give_token(session, world.here, world.who, decides=True)
    assert client.get(f"{API}/structure", headers=bearer(token)).status_code == 200
    with world.database.session_scope() as session:
        end(session, token_id)
    for method, path in ALL_ROUTES:
        assert call(client, method, path, token, world.zoe).status_code == 401, path


def test_the_stored_hash_of_a_token_is_rejected(client, world):
    with world.database.session_scope() as session:
        token_hash = session.get(ApiToken, world.token_id).token_hash
    for method, path in ALL_ROUTES:
        assert call(client, method, path, token_hash, world.zoe).status_code == 401, path


def test_a_malformed_authorization_header_is_rejected(client, world):
    for header in ("", "Bearer", "Bearer ", "Basic x", "Bearer " + "x" * 5000, "Bearer \u00e9", "bearer x y"):
        response = client.get(f"{API}/candidates", headers={"authorization": header.encode("latin-1")})
        assert response.status_code == 401, header


def test_a_recruiters_session_is_rejected(client, world):
    with world.database.session_scope() as session:
        token = recruiter_sessions.open_session(session, world.who)
    cookies = {SESSION_COOKIE: token}
    assert client.get("/recrutement/", cookies=cookies, follow_redirects=False).status_code == 200
    assert client.get(f"{API}/candidates", cookies=cookies).status_code == 401
    assert client.get(f"{API}/candidates", headers=bearer(token)).status_code == 401


def test_a_status_change_with_a_read_only_token_is_rejected(client, world):
    response = call(client, "put", "/candidates/{candidate_id}/status", world.reads, world.zoe)
    assert (response.status_code, response.json()["type"]) == (403, PROBLEM + "insufficient-scope")
    assert stored_statuses(world) == []


def test_an_unknown_field_is_rejected(client, world):
    for field in ("structure_id", "changed_by", "by", "candidate_id", "at", "é", "\ud800", "x" * 300):
        assert put_status(client, world, json.dumps({"status": "interested", field: "x"})).status_code == 422, field
    assert stored_statuses(world) == []


MALFORMED_BODIES = {
    b"": 422,
    b"null": 422,
    b"[]": 422,
    b"{": 422,
    b"[" * 5000: 422,
    b'{"status": {}}': 422,
    b'{"status": "parfaite"}': 422,
    b'{"status": "hired\xff"}': 400,
}


def test_a_malformed_body_is_rejected(client, world):
    for body, status in MALFORMED_BODIES.items():
        response = put_status(client, world, body)
        assert response.status_code == status, body
        assert response.json()["type"].startswith(PROBLEM)


def test_a_body_that_is_too_long_is_rejected(client, world):
    response = put_status(client, world, b'{"status": "' + b"x" * MAX_API_BYTES + b'"}')
    assert (response.status_code, response.json()["type"]) == (413, PROBLEM + "too-long")


MALFORMED_CURSORS = [
    "x",
    "W10",  # []
    "bnVsbA",  # null
    "W1tdLFtdXQ",  # [[],[]]
    # A date before the year 1 in UTC
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwgIjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwIl0",
    "a" * 201,
    "é",
    "\x00",
]


def test_a_malformed_cursor_is_rejected(client, world):
    for cursor in MALFORMED_CURSORS:
        response = client.get(f"{API}/candidates", headers=bearer(world.reads), params={"cursor": cursor})
        assert (response.status_code, response.json()["fields"]) == (422, ["query.cursor"]), cursor


INVALID_FILTERS = [
    "updated_since=2026-11-01T00:00:00",  # no time zone
    "available_before=0000-00-00",
    "departement=46'--",
    "departement=",
    "departement=%00",
    "status=parfaite",
    "limit=101",
    "limit=1e3",
    "limit=",
    "complete=peut-etre",
    "score=5",
    "sort=evidence",
]


def test_an_invalid_filter_is_rejected(client, world):
    for query in INVALID_FILTERS:
        response = client.get(f"{API}/candidates?{query}", headers=bearer(world.reads))
        assert response.status_code == 422, query
        assert response.json()["fields"] == ["query." + query.partition("=")[0]]


def test_a_malformed_candidate_id_is_not_found(client, world):
    for candidate_id in ("x", "0" * 31, "0" * 33, "A" * 32, "..%2f..", "%00", "0" * 31 + "%0a", "%F0%9F%98%80"):
        for method, path in CANDIDATE_ROUTES:
            assert call(client, method, path, world.decides, candidate_id).status_code == 404, candidate_id


def test_the_openapi_description_needs_no_token(client, world):
    assert client.get(f"{API}/openapi.json").json()["info"]["version"]


def test_interactive_documentation_and_unknown_routes_are_not_found(client, world):
    for path in ("/docs", "/redoc", "/api", "/api/v1", "/api/v2/candidates"):
        assert client.get(path).status_code == client.get(API + path).status_code == 404, path


def test_an_error_message_is_neither_returned_nor_logged(client, world, monkeypatch, caplog):
    def fail(*_args, **_more):
        raise ValueError("mot secret")

    monkeypatch.setattr(api_tokens, "record_accesses", fail)
    response = client.get(f"{API}/candidates/{world.zoe}", headers=bearer(world.reads))
    assert (response.status_code, response.json()["type"]) == (500, PROBLEM + "trouble")
    assert "ValueError at " in caplog.text
    assert "mot secret" not in caplog.text + response.text


def test_the_first_and_last_dates_are_accepted(client, world):
    for query in (
        "updated_since=0001-01-01T00:00:00%2B23:59",
        "updated_since=9999-12-31T23:59:59-23:59",
        "available_before=9999-12-31",
    ):
        assert client.get(f"{API}/candidates?{query}", headers=bearer(world.reads)).status_code == 200, query
