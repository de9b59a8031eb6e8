"""Telegram's input channel in Rasa: the turn endpoint of every relayed channel, and the webhook.

POST {base}/webhook   an update, X-Telegram-Bot-Api-Secret-Token → 200 once it is stored
"""

import asyncio
import functools
import hmac
import logging
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.gateway.intake import store
from bot.channels.gateway.relay import RelayedInput
from bot.channels.gateway.transport import Incoming
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.configuration import (
    MAX_UPDATE_BYTES,
    NAME,
    SECRET_HEADER,
    WEBHOOK,
    Configuration,
    read_configuration,
)
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.updates import update_id

logger = logging.getLogger(__name__)


class TelegramInput(RelayedInput):
    """Serves Telegram's messages from polling and webhook."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, also its path under /webhooks."""
        return NAME

    def add_routes(self, routes: Blueprint) -> None:
        """Add the webhook, if configured. Invalid keys disable only this channel."""
        try:
            configuration = read_configuration(self.credentials)
        except BadConfiguration as error:
            logger.error("Telegram: %s", error)
            return
        if configuration.mode == WEBHOOK:
            webhook = Webhook(configuration, self)

            @routes.post("/webhook")
            async def take_update(request: Request) -> HTTPResponse:
                return await webhook.handle(request)


class Webhook:
    """Receives updates from Telegram."""

    def __init__(self, configuration: Configuration, channel: RelayedInput) -> None:
        self._secret = configuration.secret.encode()
        self._configuration = configuration
        self._database = channel.database

    @functools.cached_property
    def _intake(self) -> Intake:
        """Created in the loop that serves updates."""
        return Intake(BotApi(self._configuration.token, self._configuration.api_url), self._database)

    async def handle(self, request: Request) -> HTTPResponse:
        """Store an update and answer 200; after any other status Telegram sends it again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret):
            return response.json({"ok": False}, status=403)
        if len(request.body) > MAX_UPDATE_BYTES:
            return response.json({"ok": False}, status=413)
        update = _read(request)
        if update is None:
            return response.json({"ok": False}, status=400)
        try:
            await self._intake.take(update, self._receive)
        except Exception as error:
            logger.error("Telegram: an update could not be stored: %s", type(error).__name__)
            return response.json({"ok": False}, status=503)
        return response.json({"ok": True})

    async def _receive(self, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
        await asyncio.to_thread(store, self._database, NAME, incoming, state=state)


def _read(request: Request) -> dict[str, Any] | None:
    try:
        body = request.json
    except Exception:
        return None
    return body if isinstance(body, dict) and update_id(body) is not None else None
