"""Processing of one update: it is stored first, then a button press is acknowledged or a group is left."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.splitting import utf16_units
from bot.channels.gateway.transport import Incoming, Receive
from bot.channels.telegram.api import ApiError, BotApi, RefusedError
from bot.channels.telegram.configuration import MAX_TEXT_UNITS, NAME
from bot.channels.telegram.keyboards import parse_button_data
from bot.channels.telegram.updates import Elsewhere, Group, Press, read
from bot.content.sentences import sentence
from bot.records.conversations import addresses, inbox, outbox
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

PLAIN: dict[str, Any] = {"link_preview_options": {"is_disabled": True}}


class Intake:
    """Processes updates of polling and webhook."""

    def __init__(self, api: BotApi, database: Database) -> None:
        self._api = api
        self._database = database
        self._background = BackgroundTasks()

    async def take(self, update: Mapping[str, Any], receive: Receive, state: dict[str, Any] | None = None) -> bool:
        """Process an update. Once this returns, Telegram may forget it.

        Args:
            state: of the channel, stored in the same transaction.

        Returns:
            Whether the state was stored, which is not the case if there was nothing to store.
        """
        arrival = read(update)
        if isinstance(arrival, Incoming):
            await receive(arrival, state=state)
            return True
        if isinstance(arrival, Press):
            return await self._handle_press(arrival, receive, state)
        if isinstance(arrival, Group):
            self._background.start(self._leave(arrival), f"leaving {arrival.chat_id}")
        elif isinstance(arrival, Elsewhere):
            self._background.start(self._acknowledge(arrival.query_id, None))
        return False

    async def close(self) -> None:
        """Cancel pending acknowledgements."""
        await self._background.close()

    async def _handle_press(self, press: Press, receive: Receive, state: dict[str, Any] | None) -> bool:
        button = parse_button_data(press.data)
        title = title_of(press) if button else None
        key = f"b{button[0]}" if button else ""
        is_known, is_fresh = (
            await asyncio.to_thread(self._button_state, press.address, button[0], key) if button else (False, False)
        )
        if is_known:  # pressed twice, or repeated by Telegram
            self._background.start(self._acknowledge(press.query_id, None))
            return False
        if title is not None and is_fresh:
            await receive(Incoming(press.address, key, title), state=state)
            self._background.start(self._show_choice(press, title))
        else:
            await receive(Incoming(press.address, f"c{press.query_id}"[:80], unsupported="stale_button"), state=state)
            self._background.start(self._remove_buttons(press, sentence("telegram.stale_button")))
        return True

    def _button_state(self, address: str, row_id: int, key: str) -> tuple[bool, bool]:
        """Whether these buttons were pressed before, and whether they belong to the latest reply."""
        with self._database.session_scope() as session:
            conversation_id = addresses.find(session, NAME, address)
            if conversation_id is None:
                return False, False
            if inbox.find(session, conversation_id, key) is not None:
                return True, False
            return False, outbox.is_current_offer(session, conversation_id, row_id)

    async def _acknowledge(self, query_id: str, notice: str | None) -> None:
        try:
            await self._api.call_patiently("answerCallbackQuery", callback_query_id=query_id, text=notice)
        except ApiError as error:  # refused when late: the client has stopped waiting
            logger.info("Telegram: a press could not be acknowledged: %s", error)

    async def _show_choice(self, press: Press, title: str) -> None:
        """Acknowledge a press and replace the buttons of the question by the choice."""
        text = f"{press.shown_text}\n\n→ {title}" if press.shown_text else ""
        if not text or utf16_units(text) > MAX_TEXT_UNITS:
            await self._remove_buttons(press, None)
            return
        await self._acknowledge(press.query_id, None)
        await self._edit("editMessageText", press, text=text, **PLAIN)

    async def _remove_buttons(self, press: Press, notice: str | None) -> None:
        await self._acknowledge(press.query_id, notice)
        await self._edit("editMessageReplyMarkup", press, reply_markup={"inline_keyboard": []})

    async def _edit(self, method: str, press: Press, **parameters: Any) -> None:
        if press.shown_id is None:
            return
        try:
            await self._api.call_patiently(method, chat_id=int(press.address), message_id=press.shown_id, **parameters)
        except ApiError as error:  # deleted, too old, or already edited
            logger.info("Telegram: a message could not be edited: %s", error)

    async def _leave(self, group: Group) -> None:
        """Explain once and leave the group; messages written meanwhile are ignored."""
        try:
            if not group.is_channel:
                await self._api.call_patiently("sendMessage", chat_id=group.chat_id, text=sentence("telegram.group"))
            await self._api.call_patiently("leaveChat", chat_id=group.chat_id)
        except ApiError as error:
            if not (isinstance(error, RefusedError) and error.code == 403):  # already left
                logger.warning("Telegram: a group could not be left: %s", error)


def title_of(press: Press) -> str | None:
    """The title of the pressed button; for a number, the choice with that number in the message."""
    label = press.label
    if label is not None and label.isdecimal() and press.shown_text:
        numbered = f"{label}. "
        lines = (line for line in press.shown_text.split("\n") if line.startswith(numbered) and line != numbered)
        return next(lines, label).removeprefix(numbered)
    return label
