"""The gateway's way to Rasa, shared by all channels: once it was found closed, nothing is handed over until it opens."""

import logging
from typing import Any

from bot.channels.gateway.rasa_client import RasaAwayError, RasaClient, RasaSlowError
from bot.channels.turn.tokens import relay_token

logger = logging.getLogger(__name__)

LONGEST_TURN_SECONDS = 90.0


class RasaWay:
    """Hands messages over.

    Attributes:
        is_away: Rasa could not be reached the last time.
    """

    def __init__(self, urls: list[str]) -> None:
        """Prepares it; nothing is opened yet.

        Args:
            urls: base addresses of Rasa's processes.
        """
        self.is_away = False
        headers = {"Authorization": f"Bearer {relay_token()}"}
        self._client = RasaClient(urls, seconds=LONGEST_TURN_SECONDS, headers=headers)

    async def answers(self) -> bool:
        """Returns whether Rasa can be tried: after it was away, only once it answers again."""
        if self.is_away:
            try:
                await self._client.request("", "GET", "/", seconds=2)
                self.is_away = False
                logger.info("Rasa answers again")
            except (RasaAwayError, RasaSlowError):
                pass
        return not self.is_away

    async def hand_over(self, channel: str, place: dict[str, Any]) -> int:
        """Hands a stored message over and returns the status of the answer.

        Args:
            channel: name of its channel.
            place: what `relay` takes.

        Raises:
            RasaAwayError: Rasa cannot be reached.
            RasaSlowError: it takes too long.
        """
        try:
            path = f"/webhooks/{channel}/turn"
            return (await self._client.request(place["conversation_id"], "POST", path, json=place)).status
        except RasaAwayError as error:
            if not self.is_away:
                logger.warning("Rasa cannot be reached (%s): waiting for it", error)
            self.is_away = True
            raise

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()
