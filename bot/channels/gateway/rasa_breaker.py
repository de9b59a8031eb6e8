"""Circuit breaker between the gateway and Rasa, shared by all channels.

It opens when no Rasa process accepts a connection. While it is open no message is sent and no failure is counted, so
that an outage does not use up a message's retries. A slow answer does not open it.
"""

import logging
from typing import Any

from bot.base.secret_key import derived_secret
from bot.channels.gateway.rasa_client import RasaClient, RasaTimeoutError, RasaUnavailableError

logger = logging.getLogger(__name__)

TURN_TIMEOUT_SECONDS = 90.0


def relay_token() -> str:
    """The token with which the gateway authenticates to Rasa (see `relay`)."""
    return derived_secret("relay")


class RasaBreaker:
    """Sends turns to Rasa.

    Attributes:
        is_open: the last request found no process.
    """

    def __init__(self, urls: list[str]) -> None:
        self.is_open = False
        headers = {"Authorization": f"Bearer {relay_token()}"}
        self._client = RasaClient(urls, seconds=TURN_TIMEOUT_SECONDS, headers=headers)

    async def allows_requests(self) -> bool:
        """Whether to send; an open breaker is closed if Rasa answers a probe."""
        if self.is_open:
            try:
                await self._client.request("", "GET", "/", seconds=2)
                self.is_open = False
                logger.info("Rasa answers again")
            except (RasaUnavailableError, RasaTimeoutError):
                pass
        return not self.is_open

    async def send_turn(self, channel: str, payload: dict[str, Any]) -> int:
        """POST a stored message to the channel's turn endpoint (see `relay`); return the HTTP status.

        Raises:
            RasaUnavailableError: no process accepts connections; opens the breaker.
            RasaTimeoutError: no answer in time; the message may or may not have been processed.
        """
        try:
            path = f"/webhooks/{channel}/turn"
            return (await self._client.request(payload["conversation_id"], "POST", path, json=payload)).status
        except RasaUnavailableError as error:
            if not self.is_open:
                logger.warning("Rasa unreachable (%s): holding messages until it answers", error)
            self.is_open = True
            raise

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()
