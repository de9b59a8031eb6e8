"""Joining the rooms to which the bot is invited, in parallel with the sync."""

import asyncio
import contextlib
import logging

import nio

from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient

logger = logging.getLogger(__name__)

JOINS_AT_ONCE = 8
MAX_PAUSE_SECONDS = 300.0
# Another server refuses joins until it has processed its own invitation, a moment after sending it.
MAX_REFUSALS = 6
MAX_FAILURES = 50  # about four hours: invitations from unreachable servers must not fill the memory


class RoomJoiner:
    """Joins rooms in the background, since joining a room of another server may take half a minute.

    Attributes:
        finished: rooms that were joined or given up since the last sync.
    """

    def __init__(self) -> None:
        self.finished: set[str] = set()
        self._entering: set[str] = set()
        self._slots, self._one_by_one = asyncio.Semaphore(JOINS_AT_ONCE), asyncio.Lock()
        self._throttled_until, self._is_throttled = 0.0, False

    async def enter(self, client: MatrixClient, room_id: str) -> None:
        """Join a room, with retries until it succeeds or is given up.

        Raises:
            LoggedOutError: the access token has expired.
        """
        if room_id in self.finished:
            return
        self._entering.add(room_id)
        try:
            pause, refusals, failures = 0.5, 0, 0
            while (problem := await self._try(client, room_id)) is not None:
                refusals += isinstance(problem, Undeliverable)
                failures += isinstance(problem, RetryLater) and not problem.applies_to_account
                if refusals > MAX_REFUSALS or failures > MAX_FAILURES:
                    logger.info("an invitation could not be followed: %s", problem)
                    client.invited_rooms.pop(room_id, None)
                    break
                pause = min(MAX_PAUSE_SECONDS, pause * 2)
                asked = problem.seconds if isinstance(problem, RetryLater) else None
                await asyncio.sleep(pause if asked is None else asked)
            self.finished.add(room_id)
        finally:
            self._entering.discard(room_id)
            self._is_throttled = self._is_throttled and bool(self._entering)

    async def _try(self, client: MatrixClient, room_id: str) -> RetryLater | Undeliverable | None:
        loop = asyncio.get_running_loop()
        async with self._slots, self._one_by_one if self._is_throttled else contextlib.nullcontext():
            await asyncio.sleep(max(0.0, self._throttled_until - loop.time()))
            try:
                await client.ask(client.join(room_id), nio.JoinResponse)
            except Undeliverable as error:
                return error
            except RetryLater as error:
                if error.applies_to_account:
                    self._slow_down(loop.time() + (error.seconds or 0), error)
                else:
                    logger.warning("a room could not be entered yet: %s", error)
                return error
        return None

    def _slow_down(self, until: float, error: RetryLater) -> None:
        if not self._is_throttled:
            logger.warning("throttled, joining rooms one by one: %s", error)
        self._throttled_until, self._is_throttled = max(self._throttled_until, until), True
