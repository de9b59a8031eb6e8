"""Conversations of simulated users with the real assistant on its web channel, spread over the last days."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from bot.base import clock
from bot.channels.web.client import WebClient, http_client
from bot.tools.demo.simulated_user import SimulatedUser

MAX_MESSAGES = 38  # below the rate limit of one address for a minute
DAYS = 21
_CONCURRENCY = 8


async def simulate_all(
    rasa_url: str, users: Sequence[SimulatedUser], clock_file: Path, say: Callable[[str], None]
) -> int:
    """Run all conversations, an equal share on each of the last `DAYS` days; returns how many users finished.

    Args:
        clock_file: holds the date that the servers take for today.
        say: shows progress.
    """
    async with http_client(rasa_url) as client:
        slots = asyncio.Semaphore(_CONCURRENCY)

        async def converse_in_slot(user: SimulatedUser) -> None:
            async with slots:
                await _converse(WebClient(client), user)

        for day in range(DAYS):
            first, last = (len(users) * number // DAYS for number in (day, day + 1))
            clock_file.write_text((clock.today() - timedelta(days=DAYS - 1 - day)).isoformat(), encoding="ascii")
            await asyncio.gather(*map(converse_in_slot, users[first:last]))
            say(f"  {last} of {len(users)} have talked with the assistant")
        clock_file.write_text("", encoding="ascii")  # back to the real date
    return sum(user.is_done for user in users)


async def _converse(chat: WebClient, user: SimulatedUser) -> None:
    await chat.open()
    text: str | None = user.opening
    messages = 0
    while text is not None and messages < MAX_MESSAGES:
        reply = await chat.say(text)
        messages += 1
        text = user.answer(await chat.pending(), [title for one in reply for title in one["buttons"]])
