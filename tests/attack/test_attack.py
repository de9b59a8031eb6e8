"""Verdicts see planted faults and nothing else."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete

from bot.base import clock
from bot.records.models import AuditEntry, Candidate, ResumeTry
from bot.records.store import audit
from tests.attack.client import RECRUITERS, WEB, Canaries, Client, ResponseLog, Visitor
from tests.attack.probe import Probe, ProbeSample, slowest
from tests.attack.traces import files_with, unique_words
from tests.attack.verdicts import (
    CHAT,
    Attack,
    freezes,
    log_faults,
    response_faults,
    snapshot,
    unaudited_reads,
    unauthorised_changes,
)
from tests.markers import starts

OWNER, WORD = "Zoravelik", "brivadon"
ATTACK = Attack("something", lambda _target: None, changes=CHAT)


class Faulty(BaseHTTPRequestHandler):
    """A server with the faults that attacks look for, one at each path."""

    protocol_version = "HTTP/1.1"

    def answer(self, status, body, **headers):
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = urlsplit(self.path).path
        if what == "/breaks":
            self.answer(500, "")
        elif what == "/sleeps" and self.server.sleeps:
            time.sleep(self.server.sleeps)
            self.answer(200, "")
        elif what == "/drops":
            self.close_connection = True
        elif what == "/shows" or what.startswith(RECRUITERS):
            self.answer(200, f"bonjour {WORD.upper()}")
        elif what == "/leads-away":
            self.answer(307, "", Location="http://evil.example/x")
        elif what == "/leads-home":
            self.answer(303, "", Location=f"http://{self.headers['Host']}/x")
        elif what == "/busy":
            self.answer(503, "")
        elif what == f"{WEB}/session":
            self.answer(200, json.dumps({"token": "a", "cursor": 0, "messages": []}))
        else:
            time.sleep(self.server.sleeps)
            self.answer(200, json.dumps({"cursor": 0, "messages": []}))

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_arguments):
        """Says nothing."""


@pytest.fixture
@starts("server")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    made.daemon_threads, made.sleeps = True, 0.0
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def answers():
    canaries = Canaries()
    canaries.plant(OWNER, [OWNER, WORD])
    return ResponseLog(canaries)


@pytest.fixture
def client(server, answers):
    return Client(f"http://127.0.0.1:{server.server_port}", answers)


def judged(client, answers):
    return response_faults(answers.kept, {urlsplit(client.base).netloc})


@pytest.mark.parametrize(("path", "said"), [
    ("/breaks", "GET /breaks → 500"), ("/drops", "no answer"), ("/busy", "→ 503"), ("/shows", "shows words of Zoravelik"),
    ("/leads-away", "speaks of a host that the request named"),
])  # fmt: skip
def test_a_fault_in_an_answer_is_seen(client, answers, path, said):
    client.send("GET", path)
    assert said in "; ".join(judged(client, answers))


@pytest.mark.parametrize("path", ["/fine", "/leads-home"])
def test_what_is_right_is_no_fault(client, answers, path):
    client.send("GET", path)
    assert judged(client, answers) == []


def test_canaries_of_a_permitted_dossier_are_not_foreign(client, answers):
    client.may_see = frozenset([OWNER])
    client.send("GET", "/shows")
    assert judged(client, answers) == []
    assert answers.kept[0].shown == {OWNER}


def test_bytes_that_no_client_sends_are_judged_too(client, answers):
    got = client.send_raw(b"GET /shows HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 200")
    assert (answers.kept[0].status, answers.kept[0].foreign) == (200, {OWNER})


def test_half_characters_reach_the_server(server, answers):
    visitor = Visitor(f"http://127.0.0.1:{server.server_port}", answers)
    assert visitor.open().status_code == 200
    assert visitor.say("\ud800").status_code == 200


def test_a_server_that_sleeps_is_a_freeze_for_others(server, tmp_path):
    probe = Probe(f"http://127.0.0.1:{server.server_port}", tmp_path / "probe.jsonl")
    try:
        probe.settle()
        baseline = slowest(probe.samples())
        assert freezes(probe.samples(), max(baseline, 1.0)) == []
        began, server.sleeps = time.time(), max(1.5, 6 * baseline)
        probe.settle()
        server.sleeps = 0.0
        said = freezes(probe.samples(began), baseline)
    finally:
        probe.close()
    assert {"health", "conversation 1", "conversation 2"} == {line.partition(" of ")[0] for line in said}


def test_a_freeze_is_over_a_second_and_over_five_times_the_baseline():
    def waited(seconds, baseline):
        return freezes([ProbeSample("health", 0.0, seconds, 200)], baseline)

    assert waited(0.9, 0.01) == [] == waited(2.0, 0.5)
    assert waited(1.1, 0.2) == ["health of another user waited 1.1 s"]
    assert freezes([ProbeSample("health", 0.0, 0.1, 503)], 0.1) == ["1 × health of another user got 503"]


def test_a_reading_without_a_line_in_the_audit_log_is_seen(client, answers, database):
    client.who, client.may_see = "recruiter:1", frozenset([OWNER])
    client.send("GET", f"{RECRUITERS}/candidats/abc")
    client.send("GET", f"{RECRUITERS}/demandes")

    def missing():
        with database.session_scope() as session:
            return len(unaudited_reads(answers.kept, session.query(AuditEntry).all(), {OWNER: {"abc", "request:7"}}))

    assert missing() == 2
    with database.session_scope() as session:
        audit.record(session, actor="recruiter:2", act="read_candidate", subject="abc")
        audit.record(session, actor="recruiter:1", act="read_candidate", subject="another")
    assert missing() == 2
    with database.session_scope() as session:
        audit.record(session, actor="recruiter:1", act="listed_requests")
    assert missing() == 1  # a list does not stand for a file
    with database.session_scope() as session:
        audit.record(session, actor="recruiter:1", act="read_candidate", subject="abc")
    assert missing() == 0


def test_a_change_without_right_is_seen(database):
    with database.session_scope() as session:
        session.add(Candidate(conversation_id="theirs", notice_version="1", expires_at=clock.now()))
        audit.record(session, actor="operator", act="something")
    before = snapshot(database)

    def faults():
        return unauthorised_changes(before, snapshot(database, {"probe"}), ATTACK, {"theirs"})

    with database.session_scope() as session:
        audit.record(session, actor="recruiter:1", act="read_candidate")
        session.add(Candidate(conversation_id="probe", notice_version="1", expires_at=clock.now()))
    assert faults() == []
    with database.session_scope() as session:
        session.add(ResumeTry(address_hash="a"))
    assert faults() == ["1 rows changed in resume_tries"]
    with database.session_scope() as session:
        session.query(Candidate).filter_by(conversation_id="theirs").one().last_name = "Autre"
        session.execute(delete(AuditEntry).where(AuditEntry.act == "something"))
    assert {fault.partition(" ")[2] for fault in faults()} == {
        "rows changed in resume_tries", "rows of another user changed in candidates",
        "lines of the audit log were changed or removed",
    }  # fmt: skip


def test_words_and_errors_in_the_log_are_seen():
    assert log_faults("pages | INFO all is well\n", set()) == []
    assert log_faults("2026-11-28 15:00:00 ERROR x\n2026-11-28 15:00:01 ERROR x\n", set()) == [
        "2 × in the log: ERROR x"
    ]
    assert log_faults("", {OWNER}) == ["the log holds words of Zoravelik"]


def test_words_that_are_left_in_a_file_are_found(tmp_path):
    words = unique_words(1)
    assert len(set(words)) == len(words) == 20
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "bot.db-wal").write_bytes(b"\x00\xff" + words[3].upper().encode() + words[4].encode())
    (tmp_path / "servers.log").write_text("nothing")
    assert files_with(tmp_path, words) == {"below/bot.db-wal": 2}
