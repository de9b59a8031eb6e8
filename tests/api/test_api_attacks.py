"""Programs that ask for what is not theirs."""

import json
from datetime import timedelta

from api_samples import API, bearer, give_token
from sqlalchemy import select

from bot.api.app import app
from bot.base import clock
from bot.middleware.body_limits import MAX_API_BYTES
from bot.records.accounts import api_tokens, structures
from bot.records.models import ApiRead, ApiToken, AuditEntry, Standing, Structure

OF_ONE = [(method, path) for path, methods in app.openapi()["paths"].items() for method in methods if "{" in path]
EVERY = [(method, path) for path, methods in app.openapi()["paths"].items() for method in methods]


def call(client, method, path, token, candidate_id):
    body = {"json": {"status": "interested"}} if method == "put" else {}
    return client.request(method, API + path.format(candidate_id=candidate_id), headers=bearer(token), **body)


def test_another_structures_candidate_is_like_one_that_does_not_exist(client, world):
    for method, path in OF_ONE:
        there = call(client, method, path, world.decides, world.yann)
        nowhere = call(client, method, path, world.decides, "0" * 32)
        assert there.status_code == nowhere.status_code == 404, path
        assert there.content == nowhere.content, path
    with world.database.session_scope() as session:
        assert session.scalars(select(ApiRead)).all() == session.scalars(select(Standing)).all() == []
        assert session.scalar(select(AuditEntry).where(AuditEntry.actor.like("token:%"))) is None


def test_no_list_holds_another_structures_candidate(client, world):
    for path in ("/candidates", "/export", "/export?format=csv", "/requests"):
        told = client.get(API + path, headers=bearer(world.elsewhere)).text
        assert world.zoe not in told and "Bérard" not in told


def end(world, how):
    with world.database.session_scope() as session:
        token_id, token = give_token(session, world.here, world.who, decides=True)
        row = session.get(ApiToken, token_id)
        if how == "expired":
            row.expires_at = clock.now() - timedelta(seconds=1)
        elif how == "revoked":
            api_tokens.revoke(session, world.here, token_id, actor="recruiter:x")
        elif how == "closed":
            structures.close(session, session.get(Structure, world.here))
        elif how == "hash":
            token = row.token_hash
    return token


def test_a_token_that_is_over_opens_nothing(client, world):
    for how in ("expired", "revoked", "hash", "closed"):
        token = end(world, how)
        for method, path in EVERY:
            assert call(client, method, path, token, world.zoe).status_code == 401, (how, path)


def test_what_is_no_token_opens_nothing(client, world):
    for header in ("", "Bearer", "Bearer ", "Basic x", "Bearer " + "x" * 5000, "Bearer \u00e9", "bearer x y"):
        told = client.get(f"{API}/candidates", headers={"authorization": header.encode("latin-1")})
        assert told.status_code == 401, header


def test_a_session_of_the_pages_is_no_token(client, world):
    told = client.get(f"{API}/candidates", cookies={"recrutement_session": world.reads})
    assert told.status_code == 401


def test_a_token_that_reads_writes_no_status(client, world):
    told = call(client, "put", "/candidates/{candidate_id}/status", world.reads, world.zoe)
    assert (told.status_code, told.json()["type"]) == (403, "urn:conseiller-bot:problem:insufficient-scope")
    with world.database.session_scope() as session:
        assert session.scalars(select(Standing)).all() == []


def test_nothing_is_assigned_that_is_not_named(client, world):
    for more in ["structure_id", "changed_by", "by", "candidate_id", "at", "é", "\ud800", "x" * 300]:  # fmt: skip
        path = f"{API}/candidates/{world.zoe}/status"
        body = json.dumps({"status": "interested", more: "x"}).encode()
        headers = {**bearer(world.decides), "content-type": "application/json"}
        told = client.put(path, headers=headers, content=body)
        assert told.status_code == 422
        assert client.get(path, headers=bearer(world.reads)).json()["status"] == "new"


def test_a_body_that_is_none_is_refused_kindly(client, world):
    for body in [b"", b"null", b"[]", b"{", b"[" * 5000, b'{"status": "hired\xff"}', b'{"status": {}}', b'{"status": "parfaite"}']:  # fmt: skip
        headers = {**bearer(world.decides), "content-type": "application/json"}
        told = client.put(f"{API}/candidates/{world.zoe}/status", headers=headers, content=body)
        assert told.status_code in {400, 422}
        assert told.json()["type"].startswith("urn:conseiller-bot:problem:")


def test_a_body_that_is_too_long_is_not_read(client, world):
    body = b'{"status": "' + b"x" * MAX_API_BYTES + b'"}'
    told = client.put(f"{API}/candidates/{world.zoe}/status", headers=bearer(world.decides), content=body)
    assert (told.status_code, told.json()["type"]) == (413, "urn:conseiller-bot:problem:too-long")


def test_a_cursor_that_is_none_is_refused(client, world):
    for cursor in [
    "x", "W10", "bnVsbA", "W1tdLFtdXQ", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwgIjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwIl0", "a" * 201, "é", "\x00",
]:  # fmt: skip
        told = client.get(f"{API}/candidates", headers=bearer(world.reads), params={"cursor": cursor})
        assert (told.status_code, told.json()["fields"]) == (422, ["query.cursor"])


def test_a_filter_that_is_none_is_refused(client, world):
    for query in [ "updated_since=2026-11-01T00:00:00", "available_before=0000-00-00", "departement=46'--", "departement=", "status=parfaite", "limit=101", "limit=1e3", "limit=", "complete=peut-etre", "score=5",
    "sort=evidence", "departement=%00",
]:  # fmt: skip
        told = client.get(f"{API}/candidates?{query}", headers=bearer(world.reads))
        assert told.status_code == 422
        assert len(told.json()["fields"]) == 1


def test_an_id_that_is_none_leads_nowhere(client, world):
    for candidate_id in ["x", "0" * 31, "0" * 33, "A" * 32, "..%2f..", "%00", "0" * 31 + "%0a", "%F0%9F%98%80"]:  # fmt: skip
        for method, path in OF_ONE:
            assert call(client, method, path, world.decides, candidate_id).status_code == 404, candidate_id


def test_the_description_needs_no_token_and_no_page_loads_scripts(client, world):
    assert client.get(f"{API}/openapi.json").json()["info"]["version"]
    for path in ("/docs", "/redoc", "/api", "/api/v1", "/api/v2/candidates"):
        assert client.get(path).status_code == 404
        assert client.get(API + path).status_code == 404


def test_a_failure_leaves_no_words_in_the_answer_nor_in_the_log(client, world, monkeypatch, caplog):
    def fail(*_args, **_more):
        raise ValueError("mot secret")

    monkeypatch.setattr(api_tokens, "record_accesses", fail)
    told = client.get(f"{API}/candidates/{world.zoe}", headers=bearer(world.reads))
    assert (told.status_code, told.json()["type"]) == (500, "urn:conseiller-bot:problem:trouble")
    assert "ValueError at " in caplog.text and "mot secret" not in caplog.text + told.text


def test_the_ends_of_the_calendar_are_moments_like_others(client, world):
    for query in ("updated_since=0001-01-01T00:00:00%2B23:59", "updated_since=9999-12-31T23:59:59-23:59", "available_before=9999-12-31"):  # fmt: skip
        assert client.get(f"{API}/candidates?{query}", headers=bearer(world.reads)).status_code == 200
