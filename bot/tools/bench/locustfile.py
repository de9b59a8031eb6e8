"""Whole conversations with thinking times, for locust. `make bench` runs it; by hand, against any server.

    BENCH_CHANNEL=web PYTHONPATH=. .bench/venv-load/bin/locust -f bot/tools/bench/locustfile.py --host http://127.0.0.1:8000

`BENCH_CHANNEL` is `web` (this bot) or `rest` (stock Rasa). `BENCH_TIMES` names a file for the time of each message.
"""

# mypy: ignore-errors
# (locust is not among the bot's packages)

import itertools
import os
import uuid
from pathlib import Path
from typing import Any

from locust import FastHttpUser, between, events, task

from bot.tools.bench.candidates import MOST_MESSAGES, Candidate
from bot.tools.bench.messages import unlike_questions

numbers = itertools.count(100_000)
questions = unlike_questions(seed=7)
times: list[tuple[float, bool]] = []


class ThinkingCandidate(FastHttpUser):
    """Holds one conversation after another; thinks for 5 to 25 seconds before each message."""

    wait_time = between(5, 25)

    def on_start(self) -> None:
        """Begins the first conversation."""
        self._begin()

    def _begin(self) -> None:
        self.candidate, self.sender, self.token = Candidate(next(numbers), questions), uuid.uuid4().hex, ""
        self.text: str | None = self.candidate.opening
        self.messages = 0
        if os.environ.get("BENCH_CHANNEL") != "rest":
            self.token = self.client.post("/webhooks/web/session", json={}, name="session").json()["token"]

    @task
    def write(self) -> None:
        """Writes the next message, or begins anew when all is said."""
        if self.text is None or self.messages >= MOST_MESSAGES:
            self._begin()
        self.messages += 1
        self.text = self.candidate.answer(self._say(self.text or ""))

    def _say(self, text: str) -> list[dict[str, Any]]:
        if self.token:
            answer = self.client.post(
                "/webhooks/web/messages", name="message", json={"id": uuid.uuid4().hex, "text": text},
                headers={"Authorization": f"Bearer {self.token}"},
            )  # fmt: skip
        else:
            answer = self.client.post(
                "/webhooks/rest/webhook", name="message", json={"sender": self.sender, "message": text}
            )
        if answer.status_code != 200:
            return []
        told = answer.json()
        return list(told["messages"] if self.token else told)


@events.request.add_listener
def note(name: str, response_time: float, exception: Exception | None, response: Any = None, **_: Any) -> None:
    """Remembers how long a message took."""
    if name == "message":
        times.append((response_time, exception is None and getattr(response, "status_code", 200) == 200))


@events.quitting.add_listener
def write_times(**_: Any) -> None:
    """Writes what was remembered."""
    if file := os.environ.get("BENCH_TIMES"):
        Path(file).write_text("".join(f"{ms:.3f},{int(ok)}\n" for ms, ok in times), encoding="ascii")
