"""Complete conversations with thinking times, for locust. `make bench` runs it; by hand, against any server.

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

from bot.tools.bench.candidates import MAX_MESSAGES, BenchCandidate
from bot.tools.bench.messages import button_titles, pending_in, unique_questions

numbers = itertools.count(100_000)
questions = unique_questions(seed=7)
times: list[tuple[float, bool]] = []


class ThinkingCandidate(FastHttpUser):
    """Has one conversation after another, with 5 to 25 seconds before each message."""

    wait_time = between(5, 25)

    def on_start(self) -> None:
        """Start the first conversation."""
        self._begin()

    def _begin(self) -> None:
        self.candidate, self.sender = BenchCandidate(next(numbers), questions), uuid.uuid4().hex
        self.text: str | None = self.candidate.opening
        self.messages = 0
        self.headers: dict[str, str] = {}
        if os.environ.get("BENCH_CHANNEL") != "rest":
            token = self.client.post("/webhooks/web/session", json={}, name="session").json()["token"]
            self.headers = {"Authorization": f"Bearer {token}"}

    @task
    def write(self) -> None:
        """Write the next message; after the last one, start another conversation."""
        if self.text is None or self.messages >= MAX_MESSAGES:
            self._begin()
        self.messages += 1
        pending, buttons = self._say(self.text or "")
        self.text = self.candidate.answer(pending, buttons)

    def _say(self, text: str) -> tuple[str | None, list[str]]:
        """Send a message; returns the pending question and the titles of the buttons."""
        if not self.headers:
            body = {"sender": self.sender, "message": text}
            response = self.client.post("/webhooks/rest/webhook", name="message", json=body)
            messages = response.json() if response.status_code == 200 else []
            return pending_in(messages), button_titles(messages)
        body = {"id": uuid.uuid4().hex, "text": text}
        response = self.client.post("/webhooks/web/messages", name="message", json=body, headers=self.headers)
        messages = response.json()["messages"] if response.status_code == 200 else []
        pending = self.client.get("/webhooks/web/pending", name="pending", headers=self.headers)
        return pending.json()["pending"] if pending.status_code == 200 else None, button_titles(messages)


@events.request.add_listener
def record_time(name: str, response_time: float, exception: Exception | None, response: Any = None, **_: Any) -> None:
    """Record the response time of a message."""
    if name == "message":
        times.append((response_time, exception is None and getattr(response, "status_code", 200) == 200))


@events.quitting.add_listener
def write_times(**_: Any) -> None:
    """Write the response times for `run_think_time_load`."""
    if file := os.environ.get("BENCH_TIMES"):
        Path(file).write_text("".join(f"{ms:.3f},{int(ok)}\n" for ms, ok in times), encoding="ascii")
