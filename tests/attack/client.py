"""HTTP clients of the attackers; each response is recorded with the canaries in it."""

import json
import socket
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

WEB = "/webhooks/web"
RECRUITERS = "/recrutement"
JSON = {"Content-Type": "application/json"}
FOREIGN_HOST = "evil.example"  # what attackers write into headers; nothing may be made of it
TIMEOUT_SECONDS = 70
_ODD_SECONDS = 10.0


class Canaries:
    """Words that occur in the dossier and conversation of one person only."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def plant(self, owner: str, words: Iterable[str]) -> None:
        self._owners |= {word.lower(): owner for word in words}

    def owners(self) -> frozenset[str]:
        """All people with canaries."""
        return frozenset(self._owners.values())

    def owners_in(self, text: str) -> frozenset[str]:
        """The people whose canaries a text contains, ignoring case."""
        lowered = text.lower()
        return frozenset(owner for word, owner in self._owners.items() if word in lowered)


@dataclass(frozen=True)
class RecordedResponse:
    """The outcome of one request.

    Attributes:
        who: sender; a recruiter by their name in the audit log.
        path: with its query, shortened.
        status: 0 without a response.
        seconds: until the body was read.
        at: time of the request.
        headers: names in lower case.
        shown: people whose canaries it contains.
        foreign: those of them that the client may not see.
        names_foreign_host: it contains a host that only the attacker named.
        note: peculiarity of the request.
    """

    who: str
    method: str
    path: str
    status: int
    seconds: float
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    names_foreign_host: bool = False
    note: str = ""

    def __str__(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.method} {self.path}{note} → {self.status or 'no answer'}"


class ResponseLog:
    """All responses in the order of their end."""

    def __init__(self, canaries: Canaries) -> None:
        self.canaries = canaries
        self.kept: list[RecordedResponse] = []


class Client:
    """Sends requests to one server without following redirects.

    Args:
        base: such as `http://127.0.0.1:8000`.
        who: name in the log.
        may_see: people whose canaries it may see.
        from_address: loopback address of the client, to simulate another computer.
    """

    def __init__(
        self,
        base: str,
        answers: ResponseLog,
        *,
        who: str = "anonymous",
        may_see: Iterable[str] = (),
        from_address: str | None = None,
    ) -> None:
        self.base, self.who, self.may_see = base, who, frozenset(may_see)
        self._answers = answers
        self._host = urlsplit(base)
        transport = httpx.HTTPTransport(local_address=from_address) if from_address else None
        self.http = httpx.Client(base_url=base, timeout=TIMEOUT_SECONDS, transport=transport)

    def send(self, method: str, path: str, *, note: str = "", **options: Any) -> httpx.Response:
        """Send a request with the options of `httpx.Client.request`; status 0 without a response."""
        at, began = datetime.now(UTC), time.perf_counter()
        try:
            response = self.http.request(method, path, **options)
        except httpx.HTTPError as error:
            response = httpx.Response(0)
            note = f"{note} {type(error).__name__}".strip()
        seconds = time.perf_counter() - began
        self._keep(
            RecordedResponse(self.who, method, path, response.status_code, seconds, at, response.headers, note=note),
            response.text,
        )
        return response

    def send_raw(
        self, request: bytes, *, note: str = "", seconds: float = _ODD_SECONDS, is_dropped: bool = False
    ) -> bytes:
        """Send raw bytes; returns what comes back until the server closes or the time is over.

        Args:
            request: `HOST` in it becomes the server's.
            seconds: timeout of each read.
            is_dropped: close at once, before the server can respond.
        """
        at, began, got = datetime.now(UTC), time.perf_counter(), b""
        request = request.replace(b"HOST", self._host.netloc.encode())
        try:
            with socket.create_connection((self._host.hostname or "", self._host.port or 80), seconds) as connection:
                connection.sendall(request)
                while not is_dropped and (part := connection.recv(65536)):
                    got += part
        except OSError:  # it does not close, or not kindly: what came before counts
            pass
        head, _, body = got.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        status = int(first.split()[1]) if first.startswith("HTTP/") and first.split()[1].isdecimal() else 0
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        first = request.partition(b"\r\n")[0].decode("latin-1")[:60]
        text = body.decode("utf-8", "replace")
        self._keep(
            RecordedResponse(self.who, "RAW", first, status, time.perf_counter() - began, at, headers, note=note), text
        )
        return got

    def _keep(self, answer: RecordedResponse, text: str) -> None:
        """Record a response with the canaries in its text and headers."""
        everything = f"{text} {' '.join(answer.headers.values())}"
        shown = self._answers.canaries.owners_in(everything)
        self._answers.kept.append(
            replace(
                answer, path=answer.path[:100], shown=shown, foreign=shown - self.may_see,
                names_foreign_host=FOREIGN_HOST in everything,
            )
        )  # fmt: skip


class Visitor(Client):
    """A user of the website's chat."""

    token: str = ""
    cursor: int = 0

    def open(self) -> httpx.Response:
        """Open a session."""
        response = self.send("POST", f"{WEB}/session", json={})
        if response.status_code == 200:
            body = response.json()
            self.token, self.cursor = body["token"], body["cursor"]
            self.http.headers["Authorization"] = f"Bearer {self.token}"
        return response

    def say(self, text: Any, message_id: Any = None, *, note: str = "") -> httpx.Response:
        """Send a message, by default under a new id."""
        body = {"id": uuid.uuid4().hex if message_id is None else message_id, "text": text}
        # Not httpx's own JSON: half characters must reach the server.
        return self.send("POST", f"{WEB}/messages", content=json.dumps(body), headers=JSON, note=note)

    def say_all(self, *texts: str) -> str:
        """Send messages in turn; returns the text of the last reply."""
        words = ""
        for text in texts:
            words = reply_text(self.say(text))
        return words

    def read(self) -> httpx.Response:
        """Fetch the complete conversation."""
        return self.send("GET", f"{WEB}/messages", params={"after": 0})


def reply_text(response: httpx.Response) -> str:
    """The text of the bot's reply; empty if the message was not processed."""
    if response.status_code != 200:
        return ""
    return "\n".join(message["text"] or "" for message in response.json()["messages"])
