"""The load: clients that speak with either bot, one after another or many at once, each waiting for its answer."""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp

LONGEST_WAIT = 60.0
CONVERSATION_LENGTH = 10  # messages, where many conversations write at once
OPENED_AHEAD = 160  # conversations, beside one for each that writes: more than are begun in a load


class Talk(Protocol):
    """One conversation."""

    async def open(self) -> list[dict[str, Any]]:
        """Begins it; returns what the bot says first: messages with `text` and perhaps `buttons` (titles)."""

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Sends a message and returns the answer.

        Raises:
            aiohttp.ClientError: it is not answered.
            TimeoutError: not soon enough.
        """


class WebTalk:
    """A conversation on this bot's website channel, as the widget has it."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        """Prepares a conversation; `client` has the server's base address."""
        self._client, self._token = client, ""

    async def open(self) -> list[dict[str, Any]]:
        """Opens a session."""
        answer = await _post(self._client, "/webhooks/web/session", {})
        self._token = answer["token"]
        return list(answer["messages"])

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Sends a message under a new id."""
        message, head = {"id": uuid.uuid4().hex, "text": text}, {"Authorization": f"Bearer {self._token}"}
        return list((await _post(self._client, "/webhooks/web/messages", message, head))["messages"])


class RestTalk:
    """A conversation on stock Rasa's REST channel."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        """Prepares a conversation; `client` has the server's base address."""
        self._client, self.sender = client, uuid.uuid4().hex

    async def open(self) -> list[dict[str, Any]]:
        """Does nothing: the channel knows no session."""
        return []

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Sends a message."""
        return list(await _post(self._client, "/webhooks/rest/webhook", {"sender": self.sender, "message": text}))


MakeTalk = Callable[[aiohttp.ClientSession], Talk]


def client_of(address: str) -> aiohttp.ClientSession:
    """Returns a client of a server that keeps its connections; an answer that is an error is raised."""
    return aiohttp.ClientSession(
        address,
        connector=aiohttp.TCPConnector(
            limit=0, keepalive_timeout=4
        ),  # Rasa's server closes idle ones after five seconds
        timeout=aiohttp.ClientTimeout(LONGEST_WAIT),
        raise_for_status=True,
    )


async def _post(client: aiohttp.ClientSession, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    async with client.post(path, json=body, headers=headers) as answer:
        return await answer.json()


@dataclass
class Answered:
    """What a load came to.

    Attributes:
        milliseconds: how long each answered message took.
        unanswered: why and which messages were not.
        seconds: how long all took.
        processor_seconds: how much of the processor the server took for them, where that was looked at.
    """

    milliseconds: list[float] = field(default_factory=list)
    unanswered: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    processor_seconds: float = 0.0

    @property
    def a_second(self) -> float:
        """Answered messages a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    async def time(self, talk: Talk, text: str) -> list[dict[str, Any]]:
        """Sends a message and notes how long it took; returns the answer, empty when there was none."""
        began = time.perf_counter()
        try:
            answer = await talk.say(text)
        except (aiohttp.ClientError, TimeoutError) as error:
            status = getattr(error, "status", None)
            reason = type(error).__name__ if status is None else f"status {status}"
            self.unanswered.append((reason, text))
            return []
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        return answer


async def new_conversations(
    address: str, make: MakeTalk, texts: Iterator[str], conversations: int, messages: int,
    processor: Callable[[], float] = time.process_time,
) -> Answered:  # fmt: skip
    """Times the first messages of new conversations, one after another; all are opened before.

    Args:
        address: the server.
        make: makes a conversation.
        texts: what is said.
        conversations: how many.
        messages: how many in each.
        processor: tells the processor time in seconds that the server has taken.
    """
    told = Answered()
    async with client_of(address) as client:
        opened = [make(client) for _ in range(conversations)]
        for talk in opened:
            await talk.open()
        before = processor()
        for talk in opened:
            for _ in range(messages):
                await told.time(talk, next(texts))
        told.processor_seconds = processor() - before
    return told


async def at_once(
    address: str, make: MakeTalk, texts: Iterator[str], conversations: int, seconds: float, warm_up: float
) -> Answered:
    """Times messages of so many conversations at once: each writes as soon as it is answered, and ends after ten.

    Conversations are opened before the clock starts, as far as they can be foreseen.

    Args:
        address: the server.
        make: makes a conversation.
        texts: what is said.
        conversations: how many at once.
        seconds: for how long messages are counted.
        warm_up: for how long they are sent before that.
    """
    told = Answered()
    async with client_of(address) as client:
        opened = [make(client) for _ in range(conversations + OPENED_AHEAD)]
        places = asyncio.Semaphore(8)

        async def open_one(talk: Talk) -> None:
            async with places:
                await talk.open()

        await asyncio.gather(*map(open_one, opened))
        began = time.perf_counter() + warm_up
        ends = began + seconds

        async def write() -> None:
            while time.perf_counter() < ends:
                if opened:
                    talk = opened.pop()
                else:
                    talk = make(client)
                    await talk.open()
                for _ in range(CONVERSATION_LENGTH):
                    single = Answered()
                    await single.time(talk, next(texts))
                    if began <= time.perf_counter() < ends:
                        told.milliseconds += single.milliseconds
                        told.unanswered += single.unanswered
                    if time.perf_counter() >= ends:
                        return

        await asyncio.gather(*(write() for _ in range(conversations)))
    told.seconds = seconds
    return told


async def empty_answers(address: str, path: str, times: int) -> Answered:
    """Times requests that a server answers without doing anything."""
    told = Answered()
    async with client_of(address) as client:
        for _ in range(times):
            began = time.perf_counter()
            async with client.get(path) as answer:
                await answer.read()
            told.milliseconds.append((time.perf_counter() - began) * 1000)
    return told
