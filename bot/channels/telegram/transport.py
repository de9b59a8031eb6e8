"""Transport of Telegram in the gateway: long polling or webhook supervision, deliveries and checks."""

import asyncio
import contextlib
import logging
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.base import clock
from bot.channels.gateway.intake import read_state
from bot.channels.gateway.splitting import split, utf16_units
from bot.channels.gateway.transport import FAULT_SECONDS, Receive, RetryLater, Undeliverable
from bot.channels.telegram.api import ApiError, BadTokenError, BotApi, ConflictError, RefusedError, TooManyError
from bot.channels.telegram.configuration import MAX_TEXT_UNITS, NAME, WEBHOOK, read_configuration
from bot.channels.telegram.intake import PLAIN, Intake
from bot.channels.telegram.keyboards import keyboard, with_choices
from bot.channels.telegram.updates import ALLOWED, update_id
from bot.channels.telegram.webhook import WebhookKeeper
from bot.channels.turn.resume_links import ACCOUNT
from bot.content.sentences import section, sentence
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
EMPTY_POLL_SECONDS = 0.5  # after an immediate empty answer: not every server supports long polling
# After a week without updates Telegram may restart at a lower number.
OFFSET_LIFETIME = timedelta(days=6)

NO_SUCH_BOT = "Telegram knows no bot with this token: copy it again from @BotFather (it may have been revoked)"


class TelegramTransport:
    """One bot, as a `Transport`."""

    name = NAME

    def __init__(self, credentials: dict[str, Any], database: Database) -> None:
        self._configuration = read_configuration(credentials)
        self._database = database
        self._api = BotApi(self._configuration.token, self._configuration.api_url)
        self._webhook = WebhookKeeper(self._api, self._configuration, database)
        self._intake = Intake(self._api, database)
        self._pieces: dict[int, int] = {}
        self._is_introduced = False

    async def fetch(self, receive: Receive) -> None:
        """Receive updates until cancelled; in webhook mode, keep the webhook registered."""
        step = self._webhook.watch if self._configuration.mode == WEBHOOK else self._poll
        while True:
            try:
                await self._introduce(receive)
                await step(receive)
            except ConflictError as error:
                await self._webhook.resolve(error)
            except ApiError as error:
                raise _later(error) from error

    async def _introduce(self, receive: Receive) -> None:
        """Verify the token and publish commands; descriptions written by hand are kept."""
        if self._is_introduced:
            return
        me = await self._api.call("getMe")
        await receive(state={ACCOUNT: str(me.get("username") or "")})
        self._is_introduced = True
        try:
            await self._api.call(
                "setMyCommands",
                commands=[
                    {"command": name, "description": text} for name, text in section("telegram_commands").items()
                ],
                scope={"type": "all_private_chats"},
            )
            if not (await self._api.call("getMyDescription")).get("description"):
                await self._api.call("setMyDescription", description=sentence("telegram.description"))
            if not (await self._api.call("getMyShortDescription")).get("short_description"):
                await self._api.call("setMyShortDescription", short_description=sentence("telegram.short_description"))
        except ApiError as error:
            logger.info("Telegram: commands and description were not set: %s", error)

    async def _poll(self, receive: Receive) -> None:
        """Fetch updates once and process them, each with the new offset."""
        began = time.monotonic()
        updates = await self._api.call(
            "getUpdates", waits=POLL_SECONDS, timeout=POLL_SECONDS, limit=100, allowed_updates=ALLOWED,
            offset=await asyncio.to_thread(self._read_offset),
        )  # fmt: skip
        await receive()
        if not isinstance(updates, list) or not updates:
            await asyncio.sleep(max(0.0, EMPTY_POLL_SECONDS - (time.monotonic() - began)))
            return
        unsaved = None
        for update in updates:
            number = update_id(update)
            if number is None:
                continue
            state = {"offset": {"next": number + 1, "at": clock.now().isoformat()}}
            unsaved = None if await self._intake.take(update, receive, state) else state
        if unsaved is not None:
            await receive(state=unsaved)

    def _read_offset(self) -> int | None:
        kept = read_state(self._database, NAME, "offset")
        if not isinstance(kept, dict) or datetime.fromisoformat(kept["at"]) < clock.now() - OFFSET_LIFETIME:
            return None
        return int(kept["next"])

    async def deliver(self, row: OutboundMessage) -> None:
        """Deliver a message, split if it exceeds Telegram's limit."""
        titles = list(row.buttons or [])
        pieces = split(with_choices(row.text or "", titles), MAX_TEXT_UNITS, utf16_units)
        if row.address is None or not pieces:
            raise Undeliverable("there is no address or no text")
        try:
            for number in range(self._pieces.get(row.id, 0), len(pieces)):
                markup = keyboard(row.id, titles) if number == len(pieces) - 1 else None
                await self._api.call(
                    "sendMessage", chat_id=int(row.address), text=pieces[number], reply_markup=markup, **PLAIN
                )
                self._pieces[row.id] = number + 1
        except RefusedError as error:
            self._pieces.pop(row.id, None)
            raise Undeliverable(str(error)) from None
        except ApiError as error:
            raise _later(error) from None
        self._pieces.pop(row.id, None)

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Show the typing indicator, which Telegram hides itself; errors are ignored."""
        with contextlib.suppress(ApiError):
            if is_on:
                await self._api.call("sendChatAction", chat_id=int(address), action="typing")

    async def check(self) -> list[str]:
        """Problems of the token, the connection or the webhook."""
        try:
            await self._api.call("getMe")
            return await self._webhook.check()
        except BadTokenError:
            return [NO_SUCH_BOT]
        except ApiError as error:
            host = urlsplit(self._configuration.api_url).netloc
            return [f"{host} cannot be reached or answers badly ({error}): check the network and the proxy"]

    async def close(self) -> None:
        """Close connections."""
        await self._intake.close()
        await self._api.close()


def _later(error: ApiError) -> RetryLater:
    if isinstance(error, BadTokenError):
        return RetryLater(FAULT_SECONDS, NO_SUCH_BOT)
    if isinstance(error, RefusedError):
        return RetryLater(FAULT_SECONDS, f"refused: {error}")
    return RetryLater(error.retry_after if isinstance(error, TooManyError) else None, str(error))
