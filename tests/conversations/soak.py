"""A whole installation under its own supervisor, candidates who talk to it all at once, and somebody who kills processes."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from bot.base import places
from bot.base.environment import child_environment
from bot.base.settings import settings
from bot.operating.run.servers import is_up
from bot.records.store.database import Database
from bot.tools.evaluation.servers import free_port

START_SECONDS = 300
LONGEST_WAIT_SECONDS = 240
MOST_FAILURES = 5
SURNAMES = ("Bérard", "Lacaze", "Quemener", "Delmas", "Fontaine", "Marchand", "Perrot", "Rolland", "Tissier", "Vasseur")
FIRST_NAMES = ("Lucie", "Maelle", "Gontran", "Camille", "Yann", "Nadia", "Hugo", "Inès", "Paul", "Zoé")
ANSWERS = (
    "Je lui remontre calmement, sans soupirer, et je note le chemin sur un papier qu'il garde.",
    "Je dis devant tous que je me suis trompé et je la remercie.",
    "Je lui laisse la souris et je lui dis que moi aussi j'ai débuté.",
)


class Installation:
    """The servers of `bot run`, with two Rasa processes, on the database and the locks that the environment names."""

    def __init__(self, state: Path) -> None:
        """Starts them and waits until they answer.

        Args:
            state: the state folder, which the environment names too.
        """
        with (state / "supervisor.log").open("ab") as log:
            self._supervisor = subprocess.Popen(
                [sys.executable, "-m", "bot.operating.run.supervisor", str(time.monotonic())],
                cwd=places.HOME, env=child_environment(), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.pages = f"http://127.0.0.1:{settings().pages_port}"
        deadline = time.monotonic() + START_SECONDS
        while not is_up(f"{self.pages}/ready"):
            if self._supervisor.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise RuntimeError((state / "servers.log").read_text(errors="replace")[-2000:])
            time.sleep(0.3)

    def _named(self, command: str) -> list[psutil.Process]:
        children = psutil.Process(self._supervisor.pid).children()
        return [child for child in children if command in " ".join(child.cmdline())]

    def workers(self) -> list[psutil.Process]:
        """Returns the processes that answer messages."""
        return [worker for parent in self._named("serve_rasa") for worker in parent.children() or [parent]]

    def web_servers(self) -> list[psutil.Process]:
        """Returns the process of the pages."""
        return self._named("bot.operating.run.pages")

    def close(self) -> None:
        """Stops everything."""
        if self._supervisor.poll() is None:
            children = psutil.Process(self._supervisor.pid).children(recursive=True)
            self._supervisor.terminate()
            try:
                self._supervisor.wait(60)
            except subprocess.TimeoutExpired:
                self._supervisor.kill()
            for child in psutil.wait_procs(children, timeout=10)[1]:
                child.kill()


@contextlib.contextmanager
def installed(state: Path, patch: pytest.MonkeyPatch, **environment: str) -> Iterator[Installation]:
    """A whole installation on free ports under its supervisor, stopped at the end; the environment names it.

    Args:
        environment: further settings, among them DATABASE_URL.
    """
    for name, value in {
        "BOT_STATE": str(state), "BOT_SECRET": "shared by all processes", "BOT_QUIET_SECONDS": "0", "BOT_LOG": "text",
        "BOT_RASA_PORT": str(free_port(2)), "BOT_PAGES_PORT": str(free_port(2)), "BOT_RASA_PROCESSES": "2", **environment,
    }.items():  # fmt: skip
        patch.setenv(name, value)
    Database(places.database_url()).migrate()
    made = Installation(state)
    try:
        yield made
    finally:
        made.close()


def check_history(history: list[dict[str, Any]], sent: list[tuple[str, str]], told: list[dict[str, Any]]) -> None:
    """Each message is in the conversation once, in order, and so is each answer.

    Args:
        history: what the conversation holds.
        sent: ids and texts of the messages.
        told: the answers.
    """
    said = [message["text"] for message in history if message["from"] == "user"]
    texts = [text for _, text in sent]
    # What was said before the agreement was kept without its words.
    assert len(said) == len(texts), said
    assert [text for text in said if text is not None] == texts[said.count(None) :]
    kept = [message["id"] for message in history if message["from"] == "bot"]
    ids = [message["id"] for message in told if message["from"] == "bot"]
    assert len(kept) == len(set(kept))
    assert ids == kept[-len(ids) :]


class Person:
    """Somebody on the website, who sends a message again until it is answered, as the widget does.

    Attributes:
        sent: ids and texts of their messages.
        told: the answers.
        retries: how often a request was sent again.
        longest_wait: seconds until an answer.
    """

    def __init__(self, pages: str) -> None:
        self._channel = f"{pages}/webhooks/web"
        self.sent: list[tuple[str, str]] = []
        self.told: list[dict[str, Any]] = []
        self.retries, self.longest_wait = 0, 0.0

    def open(self) -> None:
        """Opens a session."""
        self.client = httpx.Client(base_url=self._channel, timeout=120)
        self.token = self._ask("session", {})["token"]
        self.client.headers["Authorization"] = f"Bearer {self.token}"

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        began = time.monotonic()
        while time.monotonic() - began < LONGEST_WAIT_SECONDS:
            with contextlib.suppress(httpx.HTTPError):
                answer = self.client.post(f"/{path}", json=body)
                if answer.status_code == 200:
                    self.longest_wait = max(self.longest_wait, time.monotonic() - began)
                    read: dict[str, Any] = answer.json()
                    return read
            self.retries += 1
            time.sleep(0.5)
        raise AssertionError(f"never answered: {path} {body}")

    def say(self, text: str, message_id: str | None = None) -> str:
        """Says something, by default under a new id, and returns all that is answered."""
        self.sent.append((message_id or uuid.uuid4().hex, text))
        messages = self._ask("messages", {"id": self.sent[-1][0], "text": text})["messages"]
        self.told += messages
        return "\n".join(message["text"] for message in messages)

    def history(self) -> list[dict[str, Any]]:
        """All that the conversation holds."""
        messages: list[dict[str, Any]] = self._ask("session", {"token": self.token})["messages"]
        return messages


class Candidate(Person):
    """Registers and answers the three situations."""

    def __init__(self, pages: str, number: int) -> None:
        super().__init__(pages)
        self.number = number
        self.last_name = SURNAMES[number % len(SURNAMES)]  # several others bear it
        self.email = f"candidat{number}@example.org"  # nobody else has it
        self.notes = [f"{answer} Repère {number}." for answer in ANSWERS]

    def talk(self, moments: random.Random) -> None:
        """Holds the whole conversation, with up to a second before each message.

        Args:
            moments: how long each time.
        """

        def say(text: str) -> str:
            time.sleep(moments.uniform(0, 1))
            return self.say(text)

        self.open()
        first_name = FIRST_NAMES[self.number // 10 % len(FIRST_NAMES)]
        fields = (self.last_name, first_name, "Lannion", "30 km", "demain", self.email, "non")
        for text in ("je veux m'inscrire", "oui", *fields, "oui"):
            say(text)
        heard = say("oui")
        for answer in self.notes:
            assert "Situation" in heard, f"candidate {self.number} was asked no situation: {heard}"
            heard = say(answer)
            if "plus précisément" in heard:
                heard = say("passer")
        self.kept = self.history()
        self.client.close()


class Executioner(threading.Thread):
    """Kills a worker, now and then the pages, at random moments, and waits until all are there again."""

    def __init__(self, installation: Installation, moments: random.Random, *, mean_seconds: float) -> None:
        """Prepares the kills.

        Args:
            installation: whose processes.
            moments: when, and whom.
            mean_seconds: from one to the next; 0 for none.
        """
        super().__init__(daemon=True)
        self._installation, self._moments, self._mean = installation, moments, mean_seconds
        self.kills: Counter[str] = Counter()
        self.over = threading.Event()

    def run(self) -> None:
        """Kills until it is over."""
        while self._mean and not self.over.wait(self._moments.expovariate(1 / self._mean)):
            name = "pages" if self._moments.random() < 0.15 else "worker"
            victims = self._installation.web_servers() if name == "pages" else self._installation.workers()
            if not victims:
                continue
            try:
                os.kill(self._moments.choice(victims).pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            self.kills[name] += 1


def let_them_talk(candidates: list[Candidate], *, at_once: int, seed: int, say: Callable[[str], None]) -> list[str]:
    """Lets candidates hold their conversations, so many at once; returns the failures, one line each.

    No conversation begins after five failures.
    """
    failures: list[str] = []

    def talk(candidate: Candidate) -> None:
        if len(failures) >= MOST_FAILURES:
            return
        try:
            candidate.talk(random.Random(f"{seed} {candidate.number}"))
        except Exception as error:
            failures.append(f"candidate {candidate.number}: {type(error).__name__}: {error}")

    began = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        talks = [pool.submit(talk, candidate) for candidate in candidates]
        while left := wait(talks, timeout=20).not_done:
            done = len(talks) - len(left)
            say(f"  … {done} of {len(talks)} conversations, {time.monotonic() - began:.0f} s")
    return failures
