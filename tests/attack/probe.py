"""Everybody else, while an attack runs: two conversations, one at each Rasa worker, and /health, each all the time.

`python -m tests.attack.probe PAGES FILE` adds a JSON line to the file for each request, `{"what", "at", "seconds", "status"}`
(`at`: Unix time of its start), until it is ended. A process of its own: the attackers' work must not slow its clock.
"""

import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.base import places
from tests.attack.client import WEB

CONVERSATIONS = 2
QUESTIONS = ("c'est payé combien ?", "le test Pix, c'est quoi ?", "quel contrat ?")
_PAUSE_SECONDS = 0.8
_LONGEST_SECONDS = 65
_SETTLE_SECONDS = 75


@dataclass(frozen=True)
class Beat:
    """One request of the probe; `status` is 0 where there was no answer."""

    what: str
    at: float
    seconds: float
    status: int


class Probe:
    """The process that asks, and what it noted."""

    def __init__(self, pages: str, file: Path) -> None:
        """Starts it.

        Args:
            pages: address of the pages.
            file: where it notes its requests.
        """
        self._file = file
        file.touch()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attack.probe", pages, str(file)], cwd=places.HOME
        )

    def beats(self, since: float = 0.0) -> list[Beat]:
        """Returns the requests that ended after a moment, also those that began before it."""
        lines = self._file.read_text(encoding="utf-8").splitlines()
        found = [Beat(**json.loads(line)) for line in lines if line.endswith("}")]
        return [beat for beat in found if beat.at + beat.seconds >= since]

    def settle(self) -> None:
        """Waits until each request under way has ended, however long it takes."""
        now = time.time()
        names = {"health", *(f"conversation {number}" for number in range(1, CONVERSATIONS + 1))}
        while names - {beat.what for beat in self.beats() if beat.at >= now}:
            if self._process.poll() is not None:
                raise RuntimeError("the probe has ended")
            if time.time() > now + _SETTLE_SECONDS:
                return  # its own time-out has been noted before
            time.sleep(0.1)

    def close(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait()


def slowest(beats: list[Beat]) -> float:
    """Returns the seconds of the slowest request, 0 if there was none."""
    return max((beat.seconds for beat in beats), default=0.0)


def _ask(what: str, act: Callable[[], httpx.Response], note: Callable[[dict[str, Any]], None]) -> None:
    at, began = time.time(), time.perf_counter()
    try:
        status = act().status_code
    except httpx.HTTPError:
        status = 0
    note({"what": what, "at": at, "seconds": round(time.perf_counter() - began, 4), "status": status})


def main(pages: str, file: str) -> None:
    """Asks until it is ended."""
    lock = threading.Lock()

    def note(row: dict[str, Any]) -> None:
        with lock, Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")

    def client() -> httpx.Client:
        return httpx.Client(base_url=pages, timeout=_LONGEST_SECONDS)

    def watch_health() -> None:
        with client() as http:
            while True:
                _ask("health", lambda: http.get("/health"), note)
                time.sleep(_PAUSE_SECONDS / 4)

    def converse(number: int, http: httpx.Client) -> None:
        asked = 0
        while True:
            body = {"id": uuid.uuid4().hex, "text": QUESTIONS[asked % len(QUESTIONS)]}
            _ask(f"conversation {number}", lambda: http.post(f"{WEB}/messages", json=body), note)  # noqa: B023
            asked += 1
            time.sleep(_PAUSE_SECONDS)

    threads = [threading.Thread(target=watch_health)]
    for number in range(1, CONVERSATIONS + 1):
        http = client()
        http.headers["Authorization"] = f"Bearer {http.post(f'{WEB}/session', json={}).json()['token']}"
        http.post(f"{WEB}/messages", json={"id": uuid.uuid4().hex, "text": "bonjour"})  # now it has a worker
        threads.append(threading.Thread(target=converse, args=(number, http)))
    for thread in threads:
        thread.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
