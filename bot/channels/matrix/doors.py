"""Entering the rooms of people who invited the bot, beside the sync."""

import asyncio
import contextlib
import logging

import nio

from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient

logger = logging.getLogger(__name__)

JOINS_AT_ONCE = 8
LONGEST_PAUSE_SECONDS = 300.0
# Another server lets nobody in until it has written down its own invitation, a moment after it was told.
MOST_REFUSALS = 6
MOST_FAILURES = 50  # some four hours: whoever invites from servers that never answer must not fill the memory


class Doors:
    """Enters rooms beside the sync, which waits for nobody: another server's room may take half a minute to fail.

    Attributes:
        settled: rooms that were entered, or never will be, and that are not awaited any more.
    """

    def __init__(self) -> None:
        """Prepares it; nothing is entered."""
        self.settled: set[str] = set()
        self._entering: set[str] = set()
        self._places, self._in_turn = asyncio.Semaphore(JOINS_AT_ONCE), asyncio.Lock()
        self._quiet_until, self._is_slowed = 0.0, False

    async def enter(self, client: MatrixClient, room_id: str) -> None:
        """Enters a room, tried again until it works or was refused some times; nothing where that was.

        Args:
            client: the account's.
            room_id: the room of the invitation.

        Raises:
            SignedOut: the access token is no longer good.
        """
        if room_id in self.settled:
            return
        self._entering.add(room_id)
        try:
            pause, refusals, failures = 0.5, 0, 0
            while (problem := await self._try(client, room_id)) is not None:
                refusals += isinstance(problem, Undeliverable)
                failures += isinstance(problem, RetryLater) and not problem.is_of_all
                if refusals > MOST_REFUSALS or failures > MOST_FAILURES:
                    logger.info("an invitation could not be followed: %s", problem)
                    client.invited_rooms.pop(room_id, None)
                    break
                pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
                asked = problem.seconds if isinstance(problem, RetryLater) else None
                await asyncio.sleep(pause if asked is None else asked)
            self.settled.add(room_id)
        finally:
            self._entering.discard(room_id)
            self._is_slowed = self._is_slowed and bool(self._entering)

    async def _try(self, client: MatrixClient, room_id: str) -> RetryLater | Undeliverable | None:
        loop = asyncio.get_running_loop()
        async with self._places, self._in_turn if self._is_slowed else contextlib.nullcontext():
            await asyncio.sleep(max(0.0, self._quiet_until - loop.time()))
            try:
                await client.ask(client.join(room_id), nio.JoinResponse)
            except Undeliverable as error:
                return error
            except RetryLater as error:
                if error.is_of_all:
                    self._slow_down(loop.time() + (error.seconds or 0), error)
                else:
                    logger.warning("a room could not be entered yet: %s", error)
                return error
        return None

    def _slow_down(self, until: float, error: RetryLater) -> None:
        if not self._is_slowed:
            logger.warning("rooms are entered one after another: %s", error)
        self._quiet_until, self._is_slowed = max(self._quiet_until, until), True
