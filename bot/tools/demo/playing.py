"""Invented people talk with the real assistant on its website channel, some on each of the last days."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.base import clock
from bot.tools.demo.asked import Person

MOST_MESSAGES = 38  # fewer than one address may send a minute
DAYS = 21
_AT_ONCE = 8
_LONGEST_WAIT = 60.0


async def talk_all(address: str, people: Sequence[Person], clock_file: Path, say: Callable[[str], None]) -> int:
    """Lets people talk, in turn on each of the last `DAYS` days; returns how many got to the end.

    Args:
        address: of a Rasa server.
        people: who.
        clock_file: what the servers take for today.
        say: tells how far it is.
    """
    timeout = aiohttp.ClientTimeout(_LONGEST_WAIT)
    async with aiohttp.ClientSession(address, timeout=timeout, raise_for_status=True) as client:
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(person: Person) -> None:
            async with places:
                await _talk(client, person)

        for day in range(DAYS):
            first, last = (len(people) * number // DAYS for number in (day, day + 1))
            clock_file.write_text((clock.today() - timedelta(days=DAYS - 1 - day)).isoformat(), encoding="ascii")
            await asyncio.gather(*map(one, people[first:last]))
            say(f"  {last} of {len(people)} have talked with the assistant")
        clock_file.write_text("", encoding="ascii")  # whoever looks at it then does so today
    return sum(person.is_done for person in people)


async def _talk(client: aiohttp.ClientSession, person: Person) -> None:
    opened = await _post(client, "session", {}, "")
    text: str | None = person.opening
    messages = 0
    while text is not None and messages < MOST_MESSAGES:
        answer = await _post(client, "messages", {"id": uuid.uuid4().hex, "text": text}, opened["token"])
        messages += 1
        text = person.answer([message for message in answer["messages"] if message["from"] == "bot"])


async def _post(client: aiohttp.ClientSession, path: str, body: dict[str, str], token: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with client.post(f"/webhooks/web/{path}", json=body, headers=headers) as answer:
        told: dict[str, Any] = await answer.json()
        return told
