"""The attackers' client: whatever it sends, what came back is noted, with the planted words that were in it."""

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
LONGEST_WAIT_SECONDS = 70
_ODD_SECONDS = 10.0


class Canaries:
    """Words that stand in one person's file or conversation alone."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def plant(self, owner: str, words: Iterable[str]) -> None:
        """Remembers whose some words are."""
        self._owners |= {word.lower(): owner for word in words}

    def everybody(self) -> frozenset[str]:
        """Returns all whose words are planted."""
        return frozenset(self._owners.values())

    def owners_in(self, text: str) -> frozenset[str]:
        """Returns the people whose words stand in a text, however they are capitalised."""
        lowered = text.lower()
        return frozenset(owner for word, owner in self._owners.items() if word in lowered)


@dataclass(frozen=True)
class Answer:
    """What one request came to.

    Attributes:
        who: sent it; a recruiter as the audit log names them.
        method: of HTTP.
        path: with its query, shortened.
        status: 0 where nothing came back.
        seconds: until it was read whole.
        at: when it was sent.
        headers: of the answer, names in small letters.
        shown: people whose planted words it holds.
        foreign: those of them whom the client may not know of.
        names_foreign_host: a host that only the attacker names stands in it.
        note: what was special about the request.
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


class Answers:
    """All that came back, in the order in which it was read."""

    def __init__(self, canaries: Canaries) -> None:
        self.canaries = canaries
        self.kept: list[Answer] = []


class Client:
    """Sends requests to one address; follows no redirect."""

    def __init__(
        self,
        base: str,
        answers: Answers,
        *,
        who: str = "nobody",
        knows: Iterable[str] = (),
        from_address: str | None = None,
    ) -> None:
        """Prepares a client.

        Args:
            base: such as `http://127.0.0.1:8000`.
            answers: where what comes back is noted.
            who: its name there.
            knows: people whose planted words it may see.
            from_address: the loopback address it comes from, as if from another computer.
        """
        self.base, self.who, self.knows = base, who, frozenset(knows)
        self._answers = answers
        self._host = urlsplit(base)
        transport = httpx.HTTPTransport(local_address=from_address) if from_address else None
        self.http = httpx.Client(base_url=base, timeout=LONGEST_WAIT_SECONDS, transport=transport)

    def send(self, method: str, path: str, *, note: str = "", **options: Any) -> httpx.Response:
        """Sends a request as `httpx.Client.request` does; what gets no answer returns one of status 0.

        Args:
            method: of HTTP.
            path: from the root.
            note: what is special about it.
            **options: those of httpx.
        """
        at, began = datetime.now(UTC), time.perf_counter()
        try:
            response = self.http.request(method, path, **options)
        except httpx.HTTPError as error:
            response = httpx.Response(0)
            note = f"{note} {type(error).__name__}".strip()
        seconds = time.perf_counter() - began
        self._keep(
            Answer(self.who, method, path, response.status_code, seconds, at, response.headers, note=note),
            response.text,
        )
        return response

    def send_raw(
        self, request: bytes, *, note: str = "", seconds: float = _ODD_SECONDS, is_dropped: bool = False
    ) -> bytes:
        """Sends bytes that no client would, and returns what comes back until the server closes, or a while.

        Args:
            request: the bytes; `HOST` in them becomes the server's.
            note: what is special about them.
            seconds: for how long anything is waited for.
            is_dropped: the connection is closed at once, which no server can answer.
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
        self._keep(Answer(self.who, "RAW", first, status, time.perf_counter() - began, at, headers, note=note), text)
        return got

    def _keep(self, answer: Answer, text: str) -> None:
        """Notes an answer, with what its text and its headers show."""
        everything = f"{text} {' '.join(answer.headers.values())}"
        shown = self._answers.canaries.owners_in(everything)
        self._answers.kept.append(
            replace(
                answer, path=answer.path[:100], shown=shown, foreign=shown - self.knows,
                names_foreign_host=FOREIGN_HOST in everything,
            )
        )  # fmt: skip


class Visitor(Client):
    """Somebody on the website's chat."""

    token: str = ""
    cursor: int = 0

    def open(self, token: str | None = None, *, note: str = "") -> httpx.Response:
        """Opens a session, or goes on with one."""
        response = self.send("POST", f"{WEB}/session", json={"token": token} if token else {}, note=note)
        if response.status_code == 200:
            body = response.json()
            self.token, self.cursor = body["token"], body["cursor"]
            self.http.headers["Authorization"] = f"Bearer {self.token}"
        return response

    def say(self, text: Any, message_id: Any = None, *, note: str = "") -> httpx.Response:
        """Sends a message, under an id of its own if none is given."""
        body = {"id": uuid.uuid4().hex if message_id is None else message_id, "text": text}
        # Not httpx's own JSON: half characters must reach the server.
        return self.send("POST", f"{WEB}/messages", content=json.dumps(body), headers=JSON, note=note)

    def hears(self, *texts: str) -> str:
        """Says some things, one after another, and returns the last answer's words."""
        words = ""
        for text in texts:
            words = words_of(self.say(text))
        return words

    def read(self) -> httpx.Response:
        """Fetches the whole conversation."""
        return self.send("GET", f"{WEB}/messages", params={"after": 0})


def words_of(response: httpx.Response) -> str:
    """Returns what the bot says in an answer; nothing where it is none."""
    if response.status_code != 200:
        return ""
    return "\n".join(message["text"] or "" for message in response.json()["messages"])
