"""A whole installation under its own supervisor, candidates who talk to it all at once, and somebody who kills processes."""

import contextlib
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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


@dataclass
class Candidate:
    """Registers and answers the three situations; sends a message again until it is answered, as the widget does."""

    pages: str
    number: int
    sent: list[tuple[str, str]] = field(default_factory=list)  # (id, text)
    told: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    retries: int = 0
    longest_wait: float = 0.0
    waited_for: str = ""

    @property
    def last_name(self) -> str:
        """Their name, which several others bear."""
        return SURNAMES[self.number % len(SURNAMES)]

    @property
    def email(self) -> str:
        """Their address, which nobody else has."""
        return f"candidat{self.number}@example.org"

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        began, seen = time.monotonic(), []
        while True:
            try:
                answer = self._client.request(method, f"{self.pages}/webhooks/web/{path}", json=body)
                if answer.status_code == 200:
                    if (waited := time.monotonic() - began) > self.longest_wait:
                        self.longest_wait, self.waited_for = waited, ", ".join(seen)
                    read: dict[str, Any] = answer.json()
                    return read
                seen.append(f"{answer.status_code} after {time.monotonic() - began:.0f} s")
            except httpx.HTTPError as error:
                seen.append(f"{type(error).__name__} after {time.monotonic() - began:.0f} s")
            if time.monotonic() - began > LONGEST_WAIT_SECONDS:
                raise AssertionError(f"candidate {self.number} was never answered: {path} {body}")
            self.retries += 1
            time.sleep(0.5)

    def say(self, text: str) -> str:
        """Says something and returns all that is answered."""
        self.sent.append((uuid.uuid4().hex, text))
        messages = self._ask("POST", "messages", {"id": self.sent[-1][0], "text": text})["messages"]
        self.told += messages
        return "\n".join(message["text"] for message in messages)

    def talk(self, moments: random.Random) -> None:
        """Holds the whole conversation, with up to a second before each message.

        Args:
            moments: how long each time.
        """

        def pause() -> None:
            time.sleep(moments.uniform(0, 1))

        with httpx.Client(timeout=60) as self._client:
            opened = self._ask("POST", "session", {})
            self._client.headers["Authorization"] = f"Bearer {opened['token']}"
            self.token = opened["token"]
            for text in (
                "je veux m'inscrire", "oui", self.last_name, FIRST_NAMES[self.number // 10 % len(FIRST_NAMES)], "Lannion", "30 km",
                "demain", self.email, "non", "oui",
            ):  # fmt: skip
                pause()
                self.say(text)
            pause()
            heard = self.say("oui")
            for answer in ANSWERS:
                assert "Situation" in heard, f"candidate {self.number} was asked no situation: {heard}"
                self.notes.append(f"{answer} Repère {self.number}.")
                pause()
                heard = self.say(self.notes[-1])
                if "plus précisément" in heard:
                    pause()
                    heard = self.say("passer")
            self.history = self._ask("POST", "session", {"token": self.token})["messages"]


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


def let_them_talk(
    installation: Installation, candidates: list[Candidate], *, at_once: int, seed: int, say: Callable[[str], None]
) -> list[str]:
    """Lets candidates hold their conversations, so many at once, with a pause of up to a second before each message.

    Returns:
        What went wrong, one line each.
    """
    waiting: queue.SimpleQueue[Candidate] = queue.SimpleQueue()
    for candidate in candidates:
        waiting.put(candidate)
    wrong: list[str] = []
    done: list[int] = []

    def work() -> None:
        while len(wrong) < 5:
            try:
                candidate = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                candidate.talk(random.Random(f"{seed} {candidate.number}"))
            except Exception as error:
                wrong.append(f"candidate {candidate.number}: {type(error).__name__}: {error}")
            done.append(candidate.number)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(at_once)]
    began, told = time.monotonic(), 0.0
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.2)
        if (elapsed := time.monotonic() - began) > told + 20:
            told = elapsed
            say(f"  … {len(done)} of {len(candidates)} conversations, {elapsed:.0f} s")
    return wrong
