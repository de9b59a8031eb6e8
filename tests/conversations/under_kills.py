"""One conversation on the website and on another channel, there while processes are killed: the same is said and stored."""

import os
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.records.conversations.addresses import WEB
from bot.records.models import Address, ConversationEvent, OutboundMessage
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.conversations.test_after_a_crash import kill, kill_workers, revive
from tests.conversations.whole import ANSWERS, interview, register

# Where an answer is one message, choices that something stands behind are among its words.
_CHOICES = re.compile(r"\n\nVous pouvez écrire : « [^\n]*")
_RESUME_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")  # a new one each time
_PASSING = {"id", "candidate_id", "conversation_id", "channel", "seconds"}


def website():
    return Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")


def hold(chat, ask=None, before_erasing=lambda: None):
    """Registers, answers the scenarios and erases; returns what was said and what was stored of it.

    Args:
        chat: the channel's client.
        ask: another way to say something than the client's own.
        before_erasing: called when everything is stored.
    """
    ask = ask or chat.say
    chat.open()
    said = []

    def say(text):
        replies = [message["text"] for message in ask(text)]
        as_one = "\n\n".join(reply.partition("\n\n1. ")[0] for reply in replies)
        said.append(_RESUME_CODE.sub("CODE", _CHOICES.sub("", as_one)))
        return replies

    register(say)
    interview(say)
    rows = rows_of_the_person()
    before_erasing()
    say("oui c'est bien")
    say("supprimer toutes mes données")
    assert any("EFF-" in text for text in say("Oui, tout effacer"))
    return said[:-1], rows


def rows_of_the_person():
    """Returns what is stored of the only person, without what differs from one conversation to the next."""
    stored = dump(Database(places.database_url()))
    rows = {
        table: [
            {name: value for name, value in row.items() if name not in _PASSING and not name.endswith("_at")}
            for row in stored[table]
        ]
        for table in ("candidates", "notes")
    }
    assert len(rows["candidates"]) == 1
    assert len(rows["notes"]) == len(ANSWERS)
    return rows


class Killer:
    """Kills processes with SIGKILL and starts them again.

    Args:
        state: folder of the running servers.
        others: what is not the bot's, by name, and how it ends and begins again.
    """

    def __init__(self, state: Path, others: Mapping[str, Callable[[], Any]]):
        self._state, self._others = state, others
        self._started = []

    def kill(self, name: str) -> None:
        if name in self._others:
            self._others[name]()
        elif name == "worker":
            kill_workers(self._state)
        else:
            kill(self._state, name)
            self._started.append(revive(self._state, name))

    def close(self) -> None:
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.wait(20)


def hold_under_kills(
    chat: Any,
    killer: Killer,
    victims: Sequence[str],
    count_shown: Callable[[], dict[str, int]],
    *,
    seed: str,
    longest_pause_seconds: float = 0.5,
) -> tuple[tuple[list[str], list[str]], dict[str, int]]:
    """Holds the conversation while processes are killed at random moments; what is stored has to be as without.

    Args:
        chat: the channel's client.
        killer: kills them.
        victims: their names, in any order.
        count_shown: counts what stands where the person reads, when everything is stored.
        seed: of the moments; BOT_TEST_SEED in its place.
        longest_pause_seconds: between a message and the kill.

    Returns:
        What was said under kills and without, and how many messages were sent, taken, posted, delivered and shown.
    """
    expected, stored_without_kills = hold(website())
    chance = random.Random(os.environ.get("BOT_TEST_SEED", seed))
    victims = chance.sample(victims, len(victims))
    moments = dict(zip(chance.sample(range(len(expected) - 3), len(victims)), victims, strict=True))
    found = {}

    def ask(text):
        victim = moments.get(chat.sent)
        chat.send(text)
        if victim:
            time.sleep(chance.uniform(0, longest_pause_seconds))
            killer.kill(victim)
        return chat.receive()

    said, stored = hold(chat, ask, lambda: found.update(_counts(chat) | count_shown()))
    assert stored == stored_without_kills
    return (said, expected), found


def _counts(chat: Any) -> dict[str, int]:
    """Returns how many messages of the newest conversation on another channel were sent, taken by Rasa, posted and delivered."""
    with chat.database.session_scope() as session:
        newest = (
            select(Address.conversation_id).where(Address.channel != WEB).order_by(Address.last_used_at.desc()).limit(1)
        )
        conversation = session.scalar(newest)
        is_of_it = ConversationEvent.conversation_id == conversation
        taken = session.scalars(
            select(ConversationEvent.message_id).where(is_of_it, ConversationEvent.type_name == "user")
        ).all()
        posted = session.scalars(
            select(OutboundMessage.sent_at).where(OutboundMessage.conversation_id == conversation)
        ).all()
    return {
        "sent": chat.sent, "taken": len(taken), "distinct": len(set(taken)), "posted": len(posted),
        "delivered": len([moment for moment in posted if moment]),
    }  # fmt: skip
