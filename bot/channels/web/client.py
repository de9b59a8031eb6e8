"""Client of the website's channel, for terminals, benchmarks and tests."""

import uuid
from typing import Any

import httpx


class Chat:
    """One candidate's browser.

    Args:
        base: URL of the channel, such as `http://127.0.0.1:5005/webhooks/web`.
    """

    def __init__(self, base: str) -> None:
        self._client = httpx.Client(base_url=base, timeout=60)
        self.token: str | None = None
        self.cursor = 0

    def open(self) -> list[dict[str, Any]]:
        """Open a session, or resume it, and return its messages."""
        answer = (
            self._client.post("/session", json={"token": self.token} if self.token else {}).raise_for_status().json()
        )
        self.token, self.cursor = answer["token"], answer["cursor"]
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    def say(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """Send a message and return the reply; a rejection is returned as a message of the bot."""
        answer = self._client.post(
            "/messages",
            json={"id": message_id or uuid.uuid4().hex, "text": text, "seen": self.cursor},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        body = answer.json()
        if answer.status_code != 200:
            return [{"from": "bot", "text": body["message"], "buttons": []}]
        self.cursor = body["cursor"]
        said: list[dict[str, Any]] = body["messages"]
        return said
