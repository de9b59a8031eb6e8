"""Clients of the website's channel, for terminals, simulated candidates, benchmarks and tests."""

import uuid
from typing import Any

import aiohttp
import httpx

TIMEOUT_SECONDS = 60.0


class Chat:
    """One candidate's browser.

    Args:
        base: URL of the channel, such as `http://127.0.0.1:5005/webhooks/web`.
    """

    def __init__(self, base: str) -> None:
        self._client = httpx.Client(base_url=base, timeout=TIMEOUT_SECONDS)
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


class WebClient:
    """A conversation, as the widget has it, for programs that have many at once.

    Every method raises `aiohttp.ClientError` without a valid response and TimeoutError without one in time.
    """

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self._client, self._headers = client, {"Authorization": ""}

    async def open(self) -> list[dict[str, Any]]:
        """Open a session."""
        session = await post_json(self._client, "/webhooks/web/session", {})
        self._headers = {"Authorization": f"Bearer {session['token']}"}
        return list(session["messages"])

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Send a message under a new id."""
        message = {"id": uuid.uuid4().hex, "text": text}
        return list((await post_json(self._client, "/webhooks/web/messages", message, self._headers))["messages"])

    async def pending(self) -> str | None:
        """Name of the pending question."""
        async with self._client.get("/webhooks/web/pending", headers=self._headers) as response:
            name: str | None = (await response.json())["pending"]
            return name


def http_client(address: str) -> aiohttp.ClientSession:
    """A client that keeps connections open and raises on HTTP errors."""
    return aiohttp.ClientSession(
        address,
        connector=aiohttp.TCPConnector(
            limit=0, keepalive_timeout=4
        ),  # Rasa's server closes idle ones after five seconds
        timeout=aiohttp.ClientTimeout(TIMEOUT_SECONDS),
        raise_for_status=True,
    )


async def post_json(client: aiohttp.ClientSession, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    """Send a JSON body; returns that of the response."""
    async with client.post(path, json=body, headers=headers) as response:
        return await response.json()
