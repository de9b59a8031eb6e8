"""Debouncing: consecutive messages of a conversation are batched and answered once.

People write in several bubbles, and clients split long messages. On delivered channels messages wait in the inbox until
nothing more has arrived for a moment (`seconds_left`); on the website their open requests wait in a `MessageBatch`.
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
from bot.channels.turn.turn_types import MAX_MESSAGE_CHARACTERS
from bot.records.conversations import transcripts, windows
from bot.records.conversations.windows import Window
from bot.records.models import InboundMessage
from bot.understanding.reading.acts import KINDS, Kind
from bot.understanding.reading.choices import MAX_NUMBER_DIGITS
from bot.understanding.reading.directives import directive_of

# Share of the debounce at questions that are not open.
CLOSED_QUESTION_FACTOR = 1.2 / 2.5
# A batch is answered after this time even if messages keep arriving.
MAX_BATCH_SECONDS = 20.0
MAX_BATCH_CHARACTERS = 4 * MAX_MESSAGE_CHARACTERS
_MAX_HEAD = 80  # characters before the colon
OPEN_QUESTIONS = frozenset(name for name, kind in KINDS.items() if kind in {Kind.FREE, Kind.TOPIC})


def is_never_batched(text: str) -> bool:
    """Whether a message is always answered on its own.

    Control messages, resume codes and links, messages that will be rejected, and those that say where their words
    belong (« Modifier la situation 1 : … »), as edits do.
    """
    is_way_back = given_code(text) is not None or given_email(text) is not None
    head, colon, _ = text[:_MAX_HEAD].partition(":")
    is_headed = bool(colon) and directive_of(head) is not None
    return not text or len(text) > MAX_MESSAGE_CHARACTERS or text.startswith("/") or is_way_back or is_headed


def debounce_seconds(
    session: Session, conversation_id: str, window: Window, texts: Sequence[str], *, delivers: bool
) -> float:
    """For how long nothing more may arrive before messages are answered as one; 0 answers each at once.

    Args:
        texts: written since the last reply.
        delivers: replies are delivered; otherwise the user sees each reply at once.
    """
    seconds = settings().quiet_seconds
    if not seconds or any(map(is_never_batched, texts)):
        return 0.0
    slots = (window.state or {}).get("slots") or {}
    if (slots.get("awaiting") or slots.get("requested_slot")) not in OPEN_QUESTIONS:
        seconds = seconds * CLOSED_QUESTION_FACTOR if delivers else 0.0
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
    """Seconds until the waiting messages of a conversation may be answered; 0 or less means now.

    Args:
        rows: all waiting messages, oldest first.
    """
    first, last = rows[0], rows[-1]
    texts = [row.text or "" for row in rows]
    window = windows.load_state(session, first.conversation_id)
    quiet = debounce_seconds(session, first.conversation_id, window, texts, delivers=True)
    now = clock.now()
    since_last, since_first = ((now - row.received_at).total_seconds() for row in (last, first))
    return min(quiet, quiet - since_last, MAX_BATCH_SECONDS - since_first)


@dataclass
class MessageBatch:
    """Messages of one conversation whose requests wait together.

    Attributes:
        messages: id to text, in order of arrival.
        until: end of the debounce, in the loop's time.
        latest: when the batch is answered even if messages keep arriving.
        members: number of waiting requests.
        replies: id to the reply, or to the error.
        changed: set when the time to wait may have become shorter.
        closed: set once nothing can be added.
    """

    until: float
    latest: float
    messages: dict[str, str] = field(default_factory=dict)
    members: int = 0
    replies: dict[str, list[dict[str, Any]] | Exception] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_open(self) -> bool:
        """Whether messages may still be added."""
        return not self.closed.is_set()

    @property
    def seconds_left(self) -> float:
        """Seconds until the batch is answered."""
        return min(self.until, self.latest) - asyncio.get_running_loop().time() if self.is_open else 0.0

    def unanswered(self) -> list[tuple[str, str]]:
        """Messages (id, text) without a reply yet, oldest first."""
        return [(message_id, text) for message_id, text in self.messages.items() if message_id not in self.replies]

    def set_replies(self, message_ids: Iterable[str], replies: list[dict[str, Any]] | Exception) -> None:
        """Store a reply, or an error, for the requests of some messages."""
        self.replies |= dict.fromkeys(message_ids, replies)

    def end(self) -> None:
        """Answer the batch without further waiting."""
        self.latest = 0.0
        self.changed.set()

    async def quiet(self) -> None:
        """Wait until the debounce is over."""
        while (left := self.seconds_left) > 0:
            self.changed.clear()
            # Not wait_for: on Python 3.11 it may lose a cancellation.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self.changed.wait()


class MessageBatches:
    """Open batches of this process, by conversation."""

    def __init__(self) -> None:
        self._open: dict[str, MessageBatch] = {}

    def is_open(self, conversation_id: str) -> bool:
        """Whether a conversation has an open batch."""
        return conversation_id in self._open

    @contextlib.asynccontextmanager
    async def join(
        self, conversation_id: str, message_id: str, text: str, seconds: float
    ) -> AsyncIterator[MessageBatch | None]:
        """Yield the batch that a message is answered with, or None if it is answered on its own.

        Args:
            seconds: for which nothing more may arrive.
        """
        batch = self._open.get(conversation_id)
        if is_never_batched(text) or (batch is None and not seconds):
            if batch is not None:  # earlier messages are answered first
                batch.end()
                await batch.closed.wait()
            yield None
            return
        now = asyncio.get_running_loop().time()
        if batch is None:
            batch = self._open[conversation_id] = MessageBatch(now, now + MAX_BATCH_SECONDS)
        batch.messages.setdefault(message_id, text)
        batch.until = now + seconds
        if not seconds:
            batch.end()
        batch.members += 1
        try:
            yield batch
        finally:
            batch.members -= 1
            if not batch.members:  # all requests were cancelled: their clients will retry
                self.close(conversation_id, batch)

    def close(self, conversation_id: str, batch: MessageBatch) -> None:
        """Accept no more messages into a batch."""
        if self._open.get(conversation_id) is batch:
            del self._open[conversation_id]
        batch.closed.set()
        batch.changed.set()
