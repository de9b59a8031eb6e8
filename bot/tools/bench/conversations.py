"""Load by conversation: long conversations, and complete ones of candidates."""

import asyncio
import json
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import aiohttp

from bot.channels.web.client import http_client
from bot.tools.bench.candidates import MAX_MESSAGES, BenchCandidate
from bot.tools.bench.load import ChatClient, LoadResult, MakeClient, RestClient
from bot.tools.bench.messages import button_titles, mistyped

OPENING_MESSAGES = ("Bonjour, je voudrais m'inscrire", "Oui, je suis d'accord")
SENT_MESSAGES = 100  # to stock Rasa before its conversation is copied
TIMED_MESSAGES = 10  # messages that are timed at each length
MAX_TIMED_SECONDS, MIN_TIMED = 30.0, 3  # stop early when the timed messages take longer than this


async def _send(
    result: LoadResult, chat: ChatClient, texts: Iterator[str], messages: int, max_seconds: float | None = None
) -> None:
    """Send messages, fewer if the time is over."""
    began = time.monotonic()
    for number in range(messages):
        if max_seconds is not None and number >= MIN_TIMED and time.monotonic() - began > max_seconds:
            break
        await result.time(chat, next(texts))


async def time_long_conversation(
    address: str, make: MakeClient, texts: Iterator[str], lengths: Sequence[int], database: Path | None = None
) -> dict[int, LoadResult]:
    """Start a registration, then ask many questions in the same conversation.

    Args:
        lengths: ascending; after so many questions the last ten are timed.
        database: stock Rasa's SQLite file. Beyond `SENT_MESSAGES` questions the stored conversation is copied in it
            instead of being continued, because stock would need minutes to get to 500. The last ten are always really
            sent.

    Returns:
        Nothing if the registration was not begun; else the timed questions by length (the same ten everywhere, mistyped differently; at least three if ten take more
        than 30 seconds), with the unanswered ones since the length before.
    """
    results: dict[int, LoadResult] = {}
    last, chance = list(islice(texts, TIMED_MESSAGES)), random.Random(TIMED_MESSAGES)
    async with http_client(address) as client:
        chat = make(client)
        await chat.open()
        await _send(LoadResult(), chat, iter(OPENING_MESSAGES), len(OPENING_MESSAGES))
        if await chat.pending() is None:
            return {}
        said = 0
        for length in lengths:
            missing, before, timed = length - TIMED_MESSAGES - said, LoadResult(), LoadResult()
            if database is not None and said >= SENT_MESSAGES and isinstance(chat, RestClient):
                lengthen_stored(database, chat.sender, said, missing)
                await asyncio.sleep(1)
            else:
                await _send(before, chat, texts, missing)
            await _send(timed, chat, (mistyped(text, chance) for text in last), TIMED_MESSAGES, MAX_TIMED_SECONDS)
            timed.unanswered += before.unanswered
            results[length] = timed
            said = length
    return results


def lengthen_stored(database: Path, sender: str, said: int, messages: int) -> None:
    """Extend a stored conversation of stock Rasa by repeating its last turns with later timestamps.

    Args:
        database: stock's SQLite file.
        said: messages of the user in the conversation.
        messages: messages to add.
    """
    columns = "sender_id, type_name, timestamp, intent_name, action_name, data"
    with sqlite3.connect(database) as connection:
        rows = connection.execute(f"SELECT {columns} FROM events WHERE sender_id = ? ORDER BY id", (sender,)).fetchall()
        starts = [index for index, row in enumerate(rows) if row[1] == "user"]
        turns = [rows[begin:end] for begin, end in zip(starts, [*starts[1:], len(rows)], strict=True)][-said:]
        moment = rows[-1][2]
        for number in range(messages):
            for row in turns[number % len(turns)]:
                moment += 1e-5
                data = json.dumps({**json.loads(row[5]), "timestamp": moment})
                connection.execute(
                    f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?, ?)",
                    (row[0], row[1], moment, row[3], row[4], data),
                )
    connection.close()


@dataclass
class ConversationTotals:
    """Results of complete conversations.

    Attributes:
        load: their messages.
        begun: conversations.
        whole: messages of each whole one: every scenario answered within `MAX_MESSAGES` messages.
    """

    load: LoadResult = field(default_factory=LoadResult)
    begun: int = 0
    whole: list[int] = field(default_factory=list)

    @property
    def an_hour(self) -> float:
        """Whole conversations an hour."""
        return len(self.whole) * 3600 / self.load.seconds if self.load.seconds else 0.0


async def converse(chat: ChatClient, candidate: BenchCandidate, totals: ConversationTotals) -> None:
    """Run one conversation and add it to the totals."""
    await chat.open()
    text: str | None = candidate.opening
    messages = 0
    while text is not None and messages < MAX_MESSAGES:
        reply = await totals.load.time(chat, text)
        messages += 1
        try:
            pending = await chat.pending()
        except (aiohttp.ClientError, TimeoutError):
            break
        text = candidate.answer(pending, button_titles(reply))
    totals.begun += 1
    if candidate.is_whole:
        totals.whole.append(messages)


async def run_whole_conversations(
    address: str, make: MakeClient, questions: Iterator[str], numbers: Sequence[int], concurrency: int
) -> ConversationTotals:
    """Run conversations of candidates to their end, without pauses.

    Args:
        questions: asked by the candidates on the way.
        numbers: of the candidates.
        concurrency: conversations at the same time.
    """
    totals, slots = ConversationTotals(), asyncio.Semaphore(concurrency)
    async with http_client(address) as client:

        async def converse_in_slot(number: int) -> None:
            async with slots:
                await converse(make(client), BenchCandidate(number, questions), totals)

        began = time.perf_counter()
        await asyncio.gather(*map(converse_in_slot, numbers))
        totals.load.seconds = time.perf_counter() - began
    return totals
