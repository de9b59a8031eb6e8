"""Registration and supervision of the webhook, and its removal when polling."""

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

from bot.channels.gateway.intake import read_state
from bot.channels.gateway.transport import Receive, RetryLater
from bot.channels.telegram.api import ApiError, BotApi, ConflictError
from bot.channels.telegram.configuration import NAME, WEBHOOK, Configuration
from bot.channels.telegram.updates import ALLOWED
from bot.records.store.database import Database

CONFLICT_SECONDS = 15.0
WATCH_SECONDS = 300.0
FAILURE_IS_RECENT = 900
_KEY = "webhook"

OTHER_WEBHOOK = "a webhook receives this bot's messages, so polling cannot: stop the other installation, or remove its webhook (docs/canaux/telegram.md)"
OTHER_POLLING = (
    "another program fetches this bot's messages with the same token: stop it, or make a bot of its own for each"
)


class WebhookKeeper:
    """Keeps the bot's webhook registered."""

    def __init__(self, api: BotApi, configuration: Configuration, database: Database) -> None:
        self._api, self._configuration, self._database = api, configuration, database
        self._is_set = False

    async def watch(self, receive: Receive) -> None:
        """Register the webhook if needed, and report failed calls."""
        wanted = self._configuration.webhook_url
        info = await self._api.call("getWebhookInfo")
        if not self._is_set or not info.get("url"):
            # Before registering: polling later recognises the webhook as its own, even after a crash in between.
            await receive(state={_KEY: wanted})
            await self._api.call(
                "setWebhook", url=wanted, secret_token=self._configuration.secret, allowed_updates=ALLOWED,
                max_connections=1,  # keeps messages in order
                drop_pending_updates=False,
            )  # fmt: skip
            self._is_set = True
        elif problem := _problem(info, wanted):
            raise RetryLater(WATCH_SECONDS, problem)
        await receive()
        await asyncio.sleep(WATCH_SECONDS)

    async def resolve(self, conflict: ConflictError) -> None:
        """Remove a webhook of this installation; report one of another, after a pause."""
        try:
            info = await self._api.call("getWebhookInfo")
            if not info.get("url"):
                raise RetryLater(CONFLICT_SECONDS, OTHER_POLLING)
            if not await self._is_own(info["url"]):
                raise RetryLater(CONFLICT_SECONDS, OTHER_WEBHOOK)
            await self._api.call("deleteWebhook", drop_pending_updates=False)
        except ApiError as error:
            raise RetryLater(CONFLICT_SECONDS, str(conflict)) from error

    async def _is_own(self, url: str) -> bool:
        return bool(url == await asyncio.to_thread(read_state, self._database, NAME, _KEY))

    async def check(self) -> list[str]:
        """Problems of the webhook, or of one that should not be there.

        Raises:
            ApiError: Telegram cannot be asked.
        """
        info = await self._api.call("getWebhookInfo")
        if self._configuration.mode == WEBHOOK:
            problem = _problem(info, self._configuration.webhook_url)
        else:
            problem = OTHER_WEBHOOK if info.get("url") and not await self._is_own(info["url"]) else None
        return [problem] if problem else []


def _problem(info: dict[str, Any], wanted: str) -> str | None:
    """The problem of a registered webhook, None if there is none."""
    if not info.get("url"):
        return "the webhook is not set yet: the gateway sets it when it starts (make run)"
    if info["url"] != wanted:
        return f"the webhook leads to {urlsplit(info['url']).netloc}, not to public_url: another installation uses this bot, or restart this one"
    failed = info.get("last_error_date") or 0
    if failed > time.time() - FAILURE_IS_RECENT and info.get("pending_update_count"):
        return f"Telegram could not call {wanted}: {info.get('last_error_message')}; {info['pending_update_count']} message(s) wait"
    return None
