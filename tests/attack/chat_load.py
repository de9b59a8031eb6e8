"""Load attacks on the chat: many sessions, slow connections, dropped bodies."""

import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from tests.attack.client import WEB
from tests.attack.target import Target
from tests.attack.verdicts import CHAT, Attack

SESSIONS, CONCURRENCY = 300, 16
SLOW_CONNECTIONS, SLOW_SECONDS = 60, 27  # a head is waited for 10 s, a body 20 s
DROPPED = 60
_HEAD = f"POST {WEB}/messages HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"


def _sessions(target: Target) -> None:
    client = target.anonymous()
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        list(pool.map(lambda _: client.send("POST", f"{WEB}/session", json={}), range(SESSIONS)))


def _slow(target: Target) -> None:
    """Connections that send one byte a second, in headers or body, are closed in the end."""
    where = urlsplit(target.system.pages)
    head, body = (
        b"GET /health HTTP/1.1\r\nX-Slow: ",
        _HEAD.replace("HOST", where.netloc).encode() + b"Content-Length: 60000\r\n\r\n{",
    )
    slow: dict[str, list[socket.socket]] = {"a slow head": [], "a slow body": []}
    with contextlib.ExitStack() as stack:
        for (_, opened), first in zip(slow.items(), (head, body), strict=True):
            for _ in range(SLOW_CONNECTIONS):
                connection = stack.enter_context(socket.create_connection((where.hostname or "", where.port or 80), 5))
                connection.sendall(first)
                opened.append(connection)
        for _ in range(SLOW_SECONDS):
            time.sleep(1)
            for opened in slow.values():
                for connection in opened:
                    with contextlib.suppress(OSError):
                        connection.send(b"a")
        for what, opened in slow.items():
            held = sum(_is_open(connection) for connection in opened)
            target.expect(
                not held, f"{held} of {SLOW_CONNECTIONS} connections with {what} are held after {SLOW_SECONDS} s"
            )


def _is_open(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        while part := connection.recv(65536):
            if b"Connection: close" in part:
                return False
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _dropped(target: Target) -> None:
    before = target.system.log().count("\n")
    head = f"{_HEAD}Content-Length: 5000\r\n\r\n".encode()
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        list(pool.map(lambda _: target.anonymous().send_raw(head + b'{"id": "', is_dropped=True), range(DROPPED)))
    time.sleep(1)
    lines = target.system.log().count("\n") - before
    target.expect(lines <= 2 * DROPPED, f"{DROPPED} dropped bodies left {lines} lines in the log")


ATTACKS = [
    Attack(f"{SESSIONS} new sessions", _sessions, changes=CHAT),
    Attack(f"{2 * SLOW_CONNECTIONS} slow connections", _slow),
    Attack(f"{DROPPED} bodies dropped half-way", _dropped),
]
