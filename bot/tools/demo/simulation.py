"""Conversations of simulated users with the real assistant on its web channel, spread over the last days."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.base import clock
from bot.tools.demo.simulated_user import SimulatedUser

MAX_MESSAGES = 38  # below the rate limit of one address for a minute
DAYS = 21
_CONCURRENCY = 8
_TIMEOUT_SECONDS = 60.0


async def simulate_all(
    rasa_url: str, users: Sequence[SimulatedUser], clock_file: Path, say: Callable[[str], None]
) -> int:
    """Run all conversations, an equal share on each of the last `DAYS` days; returns how many users finished.

    Args:
        clock_file: holds the date that the servers take for today.
        say: shows progress.
    """
    timeout = aiohttp.ClientTimeout(_TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(rasa_url, timeout=timeout, raise_for_status=True) as client:
        slots = asyncio.Semaphore(_CONCURRENCY)

        async def converse_in_slot(user: SimulatedUser) -> None:
            async with slots:
                await _converse(client, user)

        for day in range(DAYS):
            first, last = (len(users) * number // DAYS for number in (day, day + 1))
            clock_file.write_text((clock.today() - timedelta(days=DAYS - 1 - day)).isoformat(), encoding="ascii")
            await asyncio.gather(*map(converse_in_slot, users[first:last]))
            say(f"  {last} of {len(users)} have talked with the assistant")
        clock_file.write_text("", encoding="ascii")  # back to the real date
    return sum(user.is_done for user in users)


async def _converse(client: aiohttp.ClientSession, user: SimulatedUser) -> None:
    opened = await _request(client, "POST", "session", "", {})
    text: str | None = user.opening
    messages = 0
    while text is not None and messages < MAX_MESSAGES:
        reply = await _request(client, "POST", "messages", opened["token"], {"id": uuid.uuid4().hex, "text": text})
        messages += 1
        pending = await _request(client, "GET", "pending", opened["token"])
        text = user.answer(pending["pending"], [title for one in reply["messages"] for title in one["buttons"]])


async def _request(
    client: aiohttp.ClientSession, method: str, path: str, token: str, body: dict[str, str] | None = None
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with client.request(method, f"/webhooks/web/{path}", json=body, headers=headers) as response:
        content: dict[str, Any] = await response.json()
        return content
