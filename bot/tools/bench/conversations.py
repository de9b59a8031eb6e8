"""Conversations of a certain length: long ones, and whole ones of candidates."""

import asyncio
import json
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bot.tools.bench.candidates import MOST_MESSAGES, Candidate
from bot.tools.bench.load import Answered, MakeTalk, RestTalk, Talk, client_of
from bot.tools.bench.messages import mistyped

BEGINNING = ("Bonjour, je voudrais m'inscrire", "Oui, je suis d'accord")
LAST = 10  # messages that are timed at each length
LONGEST_SECONDS, FEWEST = 30.0, 3  # … or fewer, where they take longer than that together


async def _talk(
    told: Answered, talk: Talk, texts: Iterator[str], messages: int, most_seconds: float | None = None
) -> None:
    """Says so many messages, fewer if time is over."""
    began = time.monotonic()
    for number in range(messages):
        if most_seconds is not None and number >= FEWEST and time.monotonic() - began > most_seconds:
            break
        await told.time(talk, next(texts))


async def long_conversation(
    address: str, make: MakeTalk, texts: Iterator[str], lengths: Sequence[int], database: Path | None = None,
    talked: int = 100,
) -> dict[int, Answered]:  # fmt: skip
    """Talks for long in one conversation: a registration is begun, then only questions are asked.

    Args:
        address: the server.
        make: makes a conversation.
        texts: questions.
        lengths: after how many questions the last ten are looked at, ascending.
        database: stock Rasa's SQLite file, where what was said is copied instead of being said once it is `talked`
            questions long: stock would need minutes to get to 500. The last ten are said for real at every length.
        talked: how many questions are said for real before that.

    Returns:
        By length, the times of the last ten questions (of at least three where ten take more than half a minute), and
        what was not answered since the length before. The last ten are the same at every length, each mistyped anew.
    """
    found: dict[int, Answered] = {}
    last, chance = list(islice(texts, LAST)), random.Random(LAST)
    async with client_of(address) as client:
        talk = make(client)
        await talk.open()
        await _talk(Answered(), talk, iter(BEGINNING), len(BEGINNING))
        said = 0
        for length in lengths:
            missing, before, told = length - LAST - said, Answered(), Answered()
            if database is not None and said >= talked and isinstance(talk, RestTalk):
                lengthen(database, talk.sender, said, missing)
                await asyncio.sleep(1)
            else:
                await _talk(before, talk, texts, missing)
            await _talk(told, talk, (mistyped(text, chance) for text in last), LAST, LONGEST_SECONDS)
            told.unanswered += before.unanswered
            found[length] = told
            said = length
    return found


def lengthen(database: Path, sender: str, said: int, messages: int) -> None:
    """Makes a stored conversation of stock Rasa longer: its last events come again, with the times right after them.

    Args:
        database: stock's SQLite file.
        sender: whose conversation.
        said: how many messages it has.
        messages: how many more it is to have.
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
class Whole:
    """What whole conversations came to.

    Attributes:
        told: their messages.
        finished: how many got to the end.
        unfinished: how many did not, within `MOST_MESSAGES` messages.
        lengths: messages of each.
    """

    told: Answered = field(default_factory=Answered)
    finished: int = 0
    unfinished: int = 0
    lengths: list[int] = field(default_factory=list)

    @property
    def an_hour(self) -> float:
        """Conversations, to their end or not, an hour."""
        return len(self.lengths) * 3600 / self.told.seconds if self.told.seconds else 0.0


async def converse(talk: Talk, candidate: Candidate, whole: Whole) -> None:
    """Holds one candidate's conversation."""
    said: list[dict[str, Any]] = await talk.open()
    text: str | None = candidate.opening
    messages = 0
    while text is not None and messages < MOST_MESSAGES:
        said = await whole.told.time(talk, text)
        messages += 1
        text = candidate.answer(said)
    whole.lengths.append(messages)
    if candidate.is_done:
        whole.finished += 1
    else:
        whole.unfinished += 1


async def whole_conversations(
    address: str, make: MakeTalk, questions: Iterator[str], numbers: Sequence[int], at_once: int
) -> Whole:
    """Holds conversations of candidates, so many at once, without thinking times.

    Args:
        address: the server.
        make: makes a conversation.
        questions: what candidates ask on the way.
        numbers: who they are.
        at_once: how many converse at once.
    """
    whole, places = Whole(), asyncio.Semaphore(at_once)
    async with client_of(address) as client:

        async def one(number: int) -> None:
            async with places:
                await converse(make(client), Candidate(number, questions), whole)

        began = time.perf_counter()
        await asyncio.gather(*map(one, numbers))
        whole.told.seconds = time.perf_counter() - began
    return whole
