"""The other users during an attack: two conversations, one on each Rasa process, and /health.

`python -m tests.attack.probe PAGES FILE` appends a JSON line for each request, `{"what", "at", "seconds", "status"}`
(`at`: Unix time of its start), until it is terminated. It is a separate process, so that the attackers' work does not
slow its clock.
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
_TIMEOUT_SECONDS = 65
_SETTLE_SECONDS = 75


@dataclass(frozen=True)
class ProbeSample:
    """One request of the probe; status 0 without a response."""

    what: str
    at: float
    seconds: float
    status: int


class Probe:
    """The probe's process and its samples."""

    def __init__(self, pages: str, file: Path) -> None:
        self._file = file
        file.touch()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attack.probe", pages, str(file)], cwd=places.HOME
        )

    def samples(self, since: float = 0.0) -> list[ProbeSample]:
        """Requests that ended after a time, even if they started before."""
        lines = self._file.read_text(encoding="utf-8").splitlines()
        samples = [ProbeSample(**json.loads(line)) for line in lines if line.endswith("}")]
        return [sample for sample in samples if sample.at + sample.seconds >= since]

    def settle(self) -> None:
        """Wait until each pending request has ended."""
        now = time.time()
        names = {"health", *(f"conversation {number}" for number in range(1, CONVERSATIONS + 1))}
        while names - {sample.what for sample in self.samples() if sample.at >= now}:
            if self._process.poll() is not None:
                raise RuntimeError("the probe has ended")
            if time.time() > now + _SETTLE_SECONDS:
                return  # its own time-out has been noted before
            time.sleep(0.1)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


def slowest(samples: list[ProbeSample]) -> float:
    """Seconds of the slowest request, 0 without any."""
    return max((sample.seconds for sample in samples), default=0.0)


def _ask(what: str, act: Callable[[], httpx.Response], note: Callable[[dict[str, Any]], None]) -> None:
    at, began = time.time(), time.perf_counter()
    try:
        status = act().status_code
    except httpx.HTTPError:
        status = 0
    note({"what": what, "at": at, "seconds": round(time.perf_counter() - began, 4), "status": status})


def main(pages: str, file: str) -> None:
    """Send requests until terminated."""
    lock = threading.Lock()

    def note(row: dict[str, Any]) -> None:
        with lock, Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")

    def client() -> httpx.Client:
        return httpx.Client(base_url=pages, timeout=_TIMEOUT_SECONDS)

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
