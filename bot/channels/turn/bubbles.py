"""Several messages, one answer: what somebody says until the next question reaches them.

People write in bubbles, and clients cut long messages. So a conversation is quiet for a moment before what was said in
it is taken. Where messages are delivered, they wait in the inbox, and the gateway looks when a conversation is quiet;
on the website their requests wait together, in a `Gathering`.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.base.text import fold
from bot.channels.turn.commands import given_code, given_email
from bot.channels.turn.sentences import LONGEST_MESSAGE
from bot.records.conversations import transcripts, windows
from bot.records.conversations.windows import Window
from bot.records.models import InboundMessage
from bot.understanding.reading.acts import KINDS, Kind
from bot.understanding.reading.choices import MAX_NUMBER_DIGITS
from bot.understanding.reading.directives import directive_of

# At other questions than open ones the conversation is quiet for this part of the time.
ELSEWHERE = 1.2 / 2.5
# Somebody who goes on and on is answered all the same.
LONGEST_SECONDS = 20.0
LONGEST_TOGETHER = 4 * LONGEST_MESSAGE
_LONGEST_HEAD = 80  # characters before the colon
OPEN_QUESTIONS = frozenset(name for name, kind in KINDS.items() if kind in {Kind.FREE, Kind.TOPIC})


def stands_alone(text: str) -> bool:
    """Returns whether a message is never joined with others: a signal, a way back, or one that will not be taken.

    Nor is one whose words are to be written somewhere (« Modifier la situation 1 : … »), as an edit's are.
    """
    is_way_back = given_code(text) is not None or given_email(text) is not None
    head, colon, _ = text[:_LONGEST_HEAD].partition(":")
    is_headed = bool(colon) and directive_of(head) is not None
    return not text or len(text) > LONGEST_MESSAGE or text.startswith("/") or is_way_back or is_headed


def quiet_seconds(
    session: Session, conversation_id: str, window: Window, texts: Sequence[str], *, delivers: bool
) -> float:
    """Returns for how long nothing more must arrive before messages are taken as one; 0: at once, each by itself.

    Args:
        session: an open session.
        conversation_id: the conversation.
        window: its state.
        texts: what was written in it since the last answer.
        delivers: answers are delivered; otherwise the person sees each answer at once.
    """
    seconds = settings().quiet_seconds
    if not seconds or any(map(stands_alone, texts)):
        return 0.0
    slots = (window.state or {}).get("slots") or {}
    if (slots.get("awaiting") or slots.get("requested_slot")) not in OPEN_QUESTIONS:
        seconds = seconds * ELSEWHERE if delivers else 0.0
    if not seconds or window.is_held:
        return 0.0
    titles = [fold(title) for title in transcripts.latest_choices(session, conversation_id)]
    is_choice = any(
        fold(text) in titles or _is_number(text, len(titles)) or directive_of(text) is not None for text in texts
    )
    return 0.0 if is_choice else seconds


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS and 0 < int(text) <= most


def seconds_left(session: Session, rows: Sequence[InboundMessage]) -> float:
    """Returns in how many seconds the messages that wait in a conversation may be taken; 0 or less: now.

    Args:
        session: an open session.
        rows: all that wait there, oldest first.
    """
    first, last = rows[0], rows[-1]
    texts = [row.text or "" for row in rows]
    window = windows.load_state(session, first.conversation_id)
    quiet = quiet_seconds(session, first.conversation_id, window, texts, delivers=True)
    now = clock.now()
    since_last, since_first = ((now - row.received_at).total_seconds() for row in (last, first))
    return min(quiet, quiet - since_last, LONGEST_SECONDS - since_first)


@dataclass
class Gathering:
    """Messages of a conversation whose requests wait together.

    Attributes:
        messages: id to text, in the order of arrival.
        until: when the conversation will have been quiet, by the loop's clock.
        latest: when they are taken whatever still arrives.
        members: how many requests are waiting.
        told: id to what was answered, or to why nothing was.
        changed: set when there may be less to wait.
        closed: set once nothing is added any more.
    """

    until: float
    latest: float
    messages: dict[str, str] = field(default_factory=dict)
    members: int = 0
    told: dict[str, list[dict[str, Any]] | Exception] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_open(self) -> bool:
        """Whether messages may still be added."""
        return not self.closed.is_set()

    @property
    def seconds_left(self) -> float:
        """For how long it is still to be quiet."""
        return min(self.until, self.latest) - asyncio.get_running_loop().time() if self.is_open else 0.0

    def untold(self) -> list[tuple[str, str]]:
        """Returns the messages (id, text) that nothing was told to yet, oldest first."""
        return [(message_id, text) for message_id, text in self.messages.items() if message_id not in self.told]

    def tell(self, message_ids: Iterable[str], told: list[dict[str, Any]] | Exception) -> None:
        """Remembers what was answered to messages, for their requests."""
        self.told |= dict.fromkeys(message_ids, told)

    def end(self) -> None:
        """Waits for nothing more."""
        self.latest = 0.0
        self.changed.set()

    async def quiet(self) -> None:
        """Waits until the conversation is quiet."""
        while (left := self.seconds_left) > 0:
            self.changed.clear()
            # Not wait_for: on Python 3.11 it may lose a cancellation.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self.changed.wait()


class Gatherings:
    """What is being said in this process, by conversation."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._open: dict[str, Gathering] = {}

    def is_open(self, conversation_id: str) -> bool:
        """Returns whether messages of a conversation are waiting together."""
        return conversation_id in self._open

    @contextlib.asynccontextmanager
    async def join(
        self, conversation_id: str, message_id: str, text: str, seconds: float
    ) -> AsyncIterator[Gathering | None]:
        """Yields what a message is to be taken with; None when it is taken by itself.

        Args:
            conversation_id: the conversation.
            message_id: the message.
            text: what was written.
            seconds: for how long nothing more must arrive.
        """
        gathering = self._open.get(conversation_id)
        if stands_alone(text) or (gathering is None and not seconds):
            if gathering is not None:  # what was said before comes first
                gathering.end()
                await gathering.closed.wait()
            yield None
            return
        now = asyncio.get_running_loop().time()
        if gathering is None:
            gathering = self._open[conversation_id] = Gathering(now, now + LONGEST_SECONDS)
        gathering.messages.setdefault(message_id, text)
        gathering.until = now + seconds
        if not seconds:
            gathering.end()
        gathering.members += 1
        try:
            yield gathering
        finally:
            gathering.members -= 1
            if not gathering.members:  # all were cut short: their clients send them again
                self.close(conversation_id, gathering)

    def close(self, conversation_id: str, gathering: Gathering) -> None:
        """Lets nothing more be added."""
        if self._open.get(conversation_id) is gathering:
            del self._open[conversation_id]
        gathering.closed.set()
        gathering.changed.set()
