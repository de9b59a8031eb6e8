"""Telegram's connection in the gateway: long polling, or a watch over the webhook; deliveries; the check."""

import asyncio
import contextlib
import logging
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot import clock
from bot.channels.splitting import split, utf16_units
from bot.channels.telegram.api import (
    ApiError,
    BadTokenError,
    BotApi,
    ConflictError,
    RefusedError,
    TooManyError,
)
from bot.channels.telegram.configuration import (
    LONGEST_TEXT,
    NAME,
    WEBHOOK,
    Configuration,
    ConfigurationError,
    read_configuration,
)
from bot.channels.telegram.intake import PLAIN, Intake
from bot.channels.telegram.keyboards import keyboard, with_choices
from bot.channels.telegram.sentences import COMMANDS, DESCRIPTION, SHORT_DESCRIPTION
from bot.channels.telegram.updates import ALLOWED, update_id
from bot.channels.transport import Receive, RetryLater, Transport, Undeliverable
from bot.channels.ways import ACCOUNT
from bot.records import channel_states
from bot.records.database import Database
from bot.records.models import OutboundMessage

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
QUIET_SECONDS = 0.5  # after an empty answer that came at once: not every server holds it back
CONFLICT_SECONDS = 15.0
TOKEN_SECONDS = 60.0
WATCH_SECONDS = 300.0
FAILURE_IS_RECENT = 900
# After a week without updates Telegram numbers them anew, perhaps lower.
NUMBERS_HOLD = timedelta(days=6)

OTHER_WEBHOOK = "a webhook receives this bot's messages, so polling cannot: stop the other installation, or remove its webhook (docs/telegram.md)"
OTHER_POLLING = (
    "another program fetches this bot's messages with the same token: stop it, or make a bot of its own for each"
)
NO_SUCH_BOT = "Telegram knows no bot with this token: copy it again from @BotFather (it may have been revoked)"


class TelegramTransport:
    """The connection of one bot.

    Attributes:
        name: the channel's name.
    """

    name = NAME

    def __init__(self, configuration: Configuration, database: Database) -> None:
        """Prepares it; nothing is sent yet.

        Args:
            configuration: of the channel.
            database: where the channel's state is kept.
        """
        self._configuration = configuration
        self._database = database
        self._api = BotApi(configuration.token, configuration.api_url)
        self._intake = Intake(self._api, database)
        self._pieces: dict[int, int] = {}
        self._is_introduced = self._is_webhook_set = False

    async def fetch(self, receive: Receive) -> None:
        """Takes what arrives until cancelled; in webhook mode, keeps the webhook in place.

        Raises:
            RetryLater: Telegram cannot be reached, or not as it is configured.
        """
        step = self._watch_webhook if self._configuration.mode == WEBHOOK else self._poll
        while True:
            try:
                await self._introduce(receive)
                await step(receive)
            except BadTokenError as error:
                raise RetryLater(TOKEN_SECONDS, NO_SUCH_BOT) from error
            except ConflictError as error:
                await self._resolve(error)
            except TooManyError as error:
                raise RetryLater(error.retry_after, str(error)) from error
            except RefusedError as error:
                raise RetryLater(TOKEN_SECONDS, f"refused: {error}") from error
            except ApiError as error:
                raise RetryLater(None, str(error)) from error

    async def _introduce(self, receive: Receive) -> None:
        """Makes sure of the token and tells Telegram the commands; a description that was written by hand is kept."""
        if self._is_introduced:
            return
        me = await self._api.call("getMe")
        await receive(state={ACCOUNT: str(me.get("username") or "")})
        self._is_introduced = True
        try:
            await self._api.call(
                "setMyCommands",
                commands=[{"command": name, "description": text} for name, text in COMMANDS.items()],
                scope={"type": "all_private_chats"},
            )
            if not (await self._api.call("getMyDescription")).get("description"):
                await self._api.call("setMyDescription", description=DESCRIPTION)
            if not (await self._api.call("getMyShortDescription")).get("short_description"):
                await self._api.call("setMyShortDescription", short_description=SHORT_DESCRIPTION)
        except ApiError as error:
            logger.info("Telegram: commands and description were not set: %s", error)

    async def _poll(self, receive: Receive) -> None:
        """Asks once for updates and takes them, each with where to go on."""
        began = time.monotonic()
        updates = await self._api.call(
            "getUpdates",
            waits=POLL_SECONDS,
            timeout=POLL_SECONDS,
            limit=100,
            allowed_updates=ALLOWED,
            offset=await asyncio.to_thread(self._read_offset),
        )
        await receive()
        if not isinstance(updates, list) or not updates:
            await asyncio.sleep(max(0.0, QUIET_SECONDS - (time.monotonic() - began)))
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
        with self._database.session_scope() as session:
            kept = channel_states.get(session, NAME, "offset")
        if not isinstance(kept, dict) or datetime.fromisoformat(kept["at"]) < clock.now() - NUMBERS_HOLD:
            return None
        return int(kept["next"])

    def _read_webhook(self) -> str | None:
        with self._database.session_scope() as session:
            kept = channel_states.get(session, NAME, "webhook")
        return kept if isinstance(kept, str) else None

    async def _resolve(self, conflict: ConflictError) -> None:
        """Removes a webhook that this installation had set; explains anybody else's, and waits."""
        try:
            info = await self._api.call("getWebhookInfo")
            if not info.get("url"):
                raise RetryLater(CONFLICT_SECONDS, OTHER_POLLING)
            if info["url"] != await asyncio.to_thread(self._read_webhook):
                raise RetryLater(CONFLICT_SECONDS, OTHER_WEBHOOK)
            await self._api.call("deleteWebhook", drop_pending_updates=False)
        except ApiError as error:
            raise RetryLater(CONFLICT_SECONDS, str(conflict)) from error

    async def _watch_webhook(self, receive: Receive) -> None:
        """Sets the webhook at the start and where it was lost, and tells of calls that failed."""
        wanted = self._configuration.webhook_url
        info = await self._api.call("getWebhookInfo")
        if not self._is_webhook_set or not info.get("url"):
            # Before it is set: whoever polls later knows it for this installation's even if this process ends in between.
            await receive(state={"webhook": wanted})
            await self._api.call(
                "setWebhook",
                url=wanted,
                secret_token=self._configuration.secret,
                max_connections=1,  # one at a time: messages arrive in the order in which they were sent
                allowed_updates=ALLOWED,
                drop_pending_updates=False,
            )
            self._is_webhook_set = True
        elif trouble := webhook_trouble(info, wanted):
            raise RetryLater(WATCH_SECONDS, trouble)
        await receive()
        await asyncio.sleep(WATCH_SECONDS)

    async def deliver(self, row: OutboundMessage) -> None:
        """Delivers one message, in several when it is longer than Telegram takes.

        Raises:
            RetryLater: Telegram cannot be reached or says to wait; pieces that went are not sent again.
            Undeliverable: the person blocked the bot or is gone, or Telegram will never take it.
        """
        titles = list(row.buttons or [])
        pieces = split(with_choices(row.text or "", titles), LONGEST_TEXT, utf16_units)
        if row.address is None or not pieces:
            raise Undeliverable("there is no address or no text")
        try:
            for number in range(self._pieces.get(row.id, 0), len(pieces)):
                markup = keyboard(row.id, titles) if number == len(pieces) - 1 else None
                await self._api.call(
                    "sendMessage", chat_id=int(row.address), text=pieces[number], reply_markup=markup, **PLAIN
                )
                self._pieces[row.id] = number + 1
        except TooManyError as error:
            raise RetryLater(error.retry_after, str(error)) from None
        except RefusedError as error:
            self._pieces.pop(row.id, None)
            raise Undeliverable(str(error)) from None
        except BadTokenError:
            raise RetryLater(TOKEN_SECONDS, NO_SUCH_BOT) from None
        except ApiError as error:
            raise RetryLater(None, str(error)) from None
        self._pieces.pop(row.id, None)

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows « écrit… » for five seconds, or until something is said; without it nothing is lost."""
        with contextlib.suppress(ApiError):
            if is_on:
                await self._api.call("sendChatAction", chat_id=int(address), action="typing")

    async def check(self) -> list[str]:
        """Returns what is wrong: the token, the way to Telegram, a webhook that stands against the configuration."""
        try:
            await self._api.call("getMe")
            info = await self._api.call("getWebhookInfo")
        except BadTokenError:
            return [NO_SUCH_BOT]
        except ApiError as error:
            return [f"{self._host()} cannot be reached or answers badly ({error}): check the network and the proxy"]
        url = info.get("url") or ""
        if self._configuration.mode == WEBHOOK:
            trouble = webhook_trouble(info, self._configuration.webhook_url)
            return [trouble] if trouble else []
        if url and url != await asyncio.to_thread(self._read_webhook):
            return [OTHER_WEBHOOK]
        return []

    def _host(self) -> str:
        return urlsplit(self._configuration.api_url).netloc

    async def close(self) -> None:
        """Lets go of connections."""
        await self._intake.close()
        await self._api.close()


def webhook_trouble(info: dict[str, Any], wanted: str) -> str | None:
    """Returns what is wrong with the webhook that Telegram has, None if nothing."""
    if not info.get("url"):
        return "the webhook is not set yet: the gateway sets it when it starts (make run)"
    if info["url"] != wanted:
        return f"the webhook leads to {urlsplit(info['url']).netloc}, not to public_url: another installation uses this bot, or restart this one"
    failed = info.get("last_error_date") or 0
    if failed > time.time() - FAILURE_IS_RECENT and info.get("pending_update_count"):
        return f"Telegram could not call {wanted}: {info.get('last_error_message')}; {info['pending_update_count']} message(s) wait"
    return None


class MisconfiguredTelegram:
    """Stands for a channel whose keys are wrong: it says so, and stops nothing else.

    Attributes:
        name: the channel's name.
    """

    name = NAME

    def __init__(self, problem: str) -> None:
        """Keeps what is wrong.

        Args:
            problem: one sentence, without secrets.
        """
        self._problem = problem

    async def fetch(self, receive: Receive) -> None:
        """Says what is wrong and fetches nothing."""
        raise RetryLater(TOKEN_SECONDS, self._problem)

    async def deliver(self, row: OutboundMessage) -> None:
        """Keeps messages until the keys are mended."""
        raise RetryLater(TOKEN_SECONDS, self._problem)

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows nothing."""

    async def check(self) -> list[str]:
        """Returns what is wrong."""
        return [self._problem]

    async def close(self) -> None:
        """Has nothing to let go of."""


def make_transport(keys: dict[str, Any], database: Database) -> Transport:
    """Returns the connection that the keys of `credentials.yml` describe."""
    try:
        return TelegramTransport(read_configuration(keys), database)
    except ConfigurationError as error:
        return MisconfiguredTelegram(str(error))
