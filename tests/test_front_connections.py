"""Slow, silent and broken clients before a real uvicorn: closed, without a line in the log, while others are served."""

import json
import socket
import threading
import time

import httpx
import pytest

from tests.markers import starts
from tests.pages_server import ShortTimeouts, read_until_closed, running_pages
from tests.serving import served

HEAD = b"POST /webhooks/web/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
OK = b'{"status":"ok"}'


@pytest.fixture(scope="module")
@starts("server")
def pages(tmp_path_factory):
    with running_pages(tmp_path_factory.mktemp("front")) as running:
        yield running


def trickle(connection, parts, over):
    """Sends parts, one after the other, until the server has had enough of it."""
    for part in parts:
        try:
            connection.sendall(part)
        except OSError:
            return
        if over.wait(0.2):
            return


def until_closed(pages, begin, parts=(), *, answered=b""):
    """The response to a client that sends slowly.

    Raises:
        TimeoutError: the server does not close the connection.
    """
    over, response = threading.Event(), b""
    with pages.connect() as connection:
        connection.sendall(begin)
        while not response.endswith(answered):
            response += connection.recv(65_536)
        sender = threading.Thread(target=trickle, args=(connection, parts, over))
        sender.start()
        try:
            return response + read_until_closed(connection)
        finally:
            over.set()
            sender.join()


def test_silent_client_is_disconnected(pages):
    assert until_closed(pages, b"") == b""


def test_a_head_that_never_ends_is_not_waited_for(pages):
    assert until_closed(pages, HEAD, [b"X-%d: y\r\n" % number for number in range(1000)]) == b""


def test_a_body_that_never_ends_is_not_waited_for(pages):
    begin = HEAD + b"Content-Length: 1000\r\n\r\n"
    assert until_closed(pages, begin, [b"x"] * 900) == b""


@pytest.mark.parametrize("slowly", [b"\r\n", b"GET / HTTP/1.1\r\n", b"X: y\r\n"])
def test_nor_is_a_second_request_of_a_connection(pages, slowly):
    first = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    answered = until_closed(
        pages, first, [slowly] + [b"\r\n" if slowly == b"\r\n" else b"X: y\r\n"] * 1000, answered=OK
    )
    assert answered.count(OK) == 1


@pytest.mark.server
@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("parts", [1, 1000])
def test_client_that_stops_reading_is_disconnected(is_kept, parts):
    """More than all buffers hold, written at once or as the client reads."""
    part = b"x" * (32 * 1024 * 1024 // parts)

    async def large(scope, receive, send):
        headers = [] if is_kept else [(b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number in range(parts):
            await send({"type": "http.response.body", "body": part, "more_body": number < parts - 1})

    brief = {"http": ShortTimeouts, "lifespan": "off", "timeout_keep_alive": 1}
    with served(large, **brief) as (server, port), socket.socket() as client:
        client.connect(("127.0.0.1", port))
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        deadline = time.monotonic() + 60
        while not server.server_state.total_requests and not server.server_state.connections:
            time.sleep(0.01)
        while server.server_state.connections and time.monotonic() < deadline:
            time.sleep(0.1)
        left = set(server.server_state.connections)
        server.force_exit = True
    assert left == set()


def test_requests_that_do_not_wait_for_answers_are_not_kept(pages):
    before = pages.log.read_text()
    response = pages.request(b"GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 10_000)
    assert response.startswith(b"HTTP/1.1 400 ") and response.count(b"HTTP/1.1 ") == 1
    assert pages.log.read_text() == before


def test_others_are_served_while_hundreds_are_slow(pages):
    slow = [pages.connect() for _ in range(300)]
    try:
        for connection in slow:
            connection.sendall(HEAD)
        assert httpx.get(f"http://127.0.0.1:{pages.port}/health", timeout=30).json() == {"status": "ok"}
    finally:
        for connection in slow:
            connection.close()


def test_an_answer_of_usual_size_and_a_kept_connection_are_not_cut(pages):
    with httpx.Client(base_url=f"http://127.0.0.1:{pages.port}") as client:
        for _ in range(3):
            page = client.get("/conseiller-bot.js")
            assert len(page.content) == int(page.headers["content-length"])
            assert client.post("/webhooks/web/session", json={}).json()["error"] == "waking"


def test_bodies_dropped_half_way_and_broken_requests_leave_no_line(pages):
    before = pages.log.read_text()
    paths = ("webhooks/web/session", "webhooks/web/messages", "recrutement/connexion", "webhooks/telegram/webhook")
    for path in paths:
        for length in (b"Content-Length: 50000", b"Transfer-Encoding: chunked"):
            with pages.connect() as connection:
                connection.sendall(b"POST /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n\r\n" % (path.encode(), length))
    for broken in (b"\x16\x03\x01nonsense\r\n\r\n", b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"):
        assert pages.request(broken).startswith(b"HTTP/1.1 400 ")
    upgrade = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n"
    pages.request(upgrade)
    metrics = httpx.get(f"http://127.0.0.1:{pages.port}/metrics").text
    assert 'bot_requests_refused_total{reason="dropped"} ' in metrics
    assert pages.log.read_text() == before


@pytest.mark.parametrize("target", [
    "/?x=\xe9", "/%00", "/recrutement/?tri=%00", "/recrutement/connexion?x=%ED%A0%80", "/webhooks/web/messages?after=\xff", "/%ff%fe", "//x/%2e%2e",
    "/recrutement/candidats/%00", "*", "http://pirate.example/",
])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
def test_no_address_is_a_fault_of_ours(pages, method, target):
    line = f"{method} {target} HTTP/1.1\r\n".encode("latin-1")
    response = pages.request(line + b"Host: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    status = int(response.split(b" ", 2)[1])
    assert status < 500 or b"waking" in response or (status == 503 and method == "HEAD")
    assert b"pirate.example" not in response


@pytest.mark.parametrize("body", [
    {"token": "\ud800"}, {"token": "é"}, {"token": "\x00"}, {"token": ["x"]}, {"token": None}, [], "\ud800", 1,
])  # fmt: skip
def test_no_token_is_a_fault_of_ours(pages, body):
    response = httpx.post(
        f"http://127.0.0.1:{pages.port}/webhooks/web/session", content=json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert response.json()["error"] == "waking", "it got as far as Rasa, which is away"
