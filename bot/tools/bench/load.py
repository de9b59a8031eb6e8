"""Load generation: chat clients of both bots, sequential or concurrent, each waiting for its reply."""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.web.client import WebClient, http_client, post_json
from bot.tools.bench.messages import pending_in

CONVERSATION_LENGTH = 10  # messages, where many conversations write at once
PREOPENED = 160  # spare conversations, more than a load starts


class RestClient:
    """A conversation on stock Rasa's REST channel."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self._client, self.sender = client, uuid.uuid4().hex
        self._pending: str | None = None

    async def open(self) -> list[dict[str, Any]]:
        """Do nothing: the channel has no sessions."""
        return []

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Send a message."""
        body = {"sender": self.sender, "message": text}
        messages = list(await post_json(self._client, "/webhooks/rest/webhook", body))
        self._pending = pending_in(messages)
        return messages

    async def pending(self) -> str | None:
        """Name of the question in the last reply."""
        return self._pending


ChatClient = WebClient | RestClient
MakeClient = Callable[[aiohttp.ClientSession], ChatClient]


@dataclass
class LoadResult:
    """Measurements of a load.

    Attributes:
        milliseconds: response time of each answered message.
        unanswered: reason and text of each other message.
        seconds: duration of the load.
        processor_seconds: processor time of the server, where measured.
    """

    milliseconds: list[float] = field(default_factory=list)
    unanswered: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    processor_seconds: float = 0.0

    @property
    def a_second(self) -> float:
        """Answered messages per second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    async def time(self, chat: ChatClient, text: str) -> list[dict[str, Any]]:
        """Send a message and record its response time; returns the reply, empty after an error."""
        began = time.perf_counter()
        try:
            answer = await chat.say(text)
        except (aiohttp.ClientError, TimeoutError) as error:
            status = getattr(error, "status", None)
            reason = type(error).__name__ if status is None else f"status {status}"
            self.unanswered.append((reason, text))
            return []
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        return answer


async def time_new_conversations(
    address: str, make: MakeClient, texts: Iterator[str], conversations: int, messages: int,
    processor: Callable[[], float] = time.process_time,
) -> LoadResult:  # fmt: skip
    """Time the first messages of new conversations, one after another. All are opened before.

    Args:
        messages: in each conversation.
        processor: processor time of the server so far, in seconds.
    """
    result = LoadResult()
    async with http_client(address) as client:
        opened = [make(client) for _ in range(conversations)]
        for chat in opened:
            await chat.open()
        before = processor()
        for chat in opened:
            for _ in range(messages):
                await result.time(chat, next(texts))
        result.processor_seconds = processor() - before
    return result


async def run_concurrent(
    address: str, make: MakeClient, texts: Iterator[str], conversations: int, seconds: float, warm_up: float
) -> LoadResult:
    """Time messages of concurrent conversations, each of ten messages without pauses.

    Most conversations are opened before the clock starts.

    Args:
        conversations: at the same time.
        seconds: measured period.
        warm_up: seconds of load before it.
    """
    result = LoadResult()
    async with http_client(address) as client:
        opened = [make(client) for _ in range(conversations + PREOPENED)]
        slots = asyncio.Semaphore(8)

        async def open_one(chat: ChatClient) -> None:
            async with slots:
                await chat.open()

        await asyncio.gather(*map(open_one, opened))
        began = time.perf_counter() + warm_up
        ends = began + seconds

        async def write() -> None:
            while time.perf_counter() < ends:
                if opened:
                    chat = opened.pop()
                else:
                    chat = make(client)
                    await chat.open()
                for _ in range(CONVERSATION_LENGTH):
                    single = LoadResult()
                    await single.time(chat, next(texts))
                    if began <= time.perf_counter() < ends:
                        result.milliseconds += single.milliseconds
                        result.unanswered += single.unanswered
                    if time.perf_counter() >= ends:
                        return

        await asyncio.gather(*(write() for _ in range(conversations)))
    result.seconds = seconds
    return result
