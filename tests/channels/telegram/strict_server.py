"""A Bot API server that is as strict as Telegram: limits, tokens, secrets, membership, offsets, conflicts, faults.

Written from the documentation of the Bot API. What the bot may not do is answered as Telegram answers it, and noted in
`violations`, so that a test can ask that there were none.
"""

import asyncio
import copy
import itertools
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

from bot.tools.evaluation.servers import free_port
from tests.channels import loop

TOKEN = "123456789:AAstrict-emulator_token-0123456789abcd"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Conseiller", "username": "conseiller_test_bot"}
# What each method takes: (needed, allowed besides).
METHODS = {
    "getMe": ((), ()),
    "getUpdates": ((), ("offset", "limit", "timeout", "allowed_updates")),
    "setWebhook": (("url",), ("secret_token", "max_connections", "allowed_updates", "drop_pending_updates", "ip_address")),
    "deleteWebhook": ((), ("drop_pending_updates",)),
    "getWebhookInfo": ((), ()),
    "sendMessage": (("chat_id", "text"), ("reply_markup", "link_preview_options", "parse_mode", "disable_notification")),
    "editMessageText": (("chat_id", "message_id", "text"), ("reply_markup", "link_preview_options")),
    "editMessageReplyMarkup": (("chat_id", "message_id"), ("reply_markup",)),
    "answerCallbackQuery": (("callback_query_id",), ("text", "show_alert")),
    "sendChatAction": (("chat_id", "action"), ()),
    "leaveChat": (("chat_id",), ()),
    "setMyCommands": (("commands",), ("scope", "language_code")),
    "getMyDescription": ((), ("language_code",)),
    "setMyDescription": ((), ("description", "language_code")),
    "getMyShortDescription": ((), ("language_code",)),
    "setMyShortDescription": ((), ("short_description", "language_code")),
}  # fmt: skip
UPDATE_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "channel_post", "chat_member"}


class RefusalError(Exception):
    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Chat:
    """A private chat, a group or a channel, and what the bot may do there."""

    chat_id: int
    kind: str = "private"
    is_open: bool = True
    is_blocked: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        if self.kind == "private":
            return {"id": self.chat_id, "type": "private", "first_name": "Maelle"}
        return {"id": self.chat_id, "type": self.kind, "title": "Un groupe"}


class StrictTelegram:
    """The server, and what people do on it. Its port stays the same when it is stopped and started."""

    def __init__(self, token: str = TOKEN, first_update: int = 500) -> None:
        self.port = free_port()
        self.token = token
        self.url = f"http://127.0.0.1:{self.port}"
        self.chats: dict[int, Chat] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.violations: list[str] = []
        self.faults: list[tuple[str | None, str, int]] = []  # (method, kind, how often)
        self.acknowledged: dict[str, str | None] = {}
        self.commands: list[dict[str, str]] = []
        self.description = self.short_description = ""
        self.webhook: dict[str, Any] | None = None
        self.webhook_answers: list[int] = []
        self.last_webhook_error: tuple[float, str] | None = None
        self.holds_back = True
        self._pending: list[dict[str, Any]] = []
        self._queries: set[str] = set()
        self._update_ids = itertools.count(first_update)
        self._message_ids = itertools.count(10)
        self._query_ids = itertools.count(7_000_000_000)
        self._lock = threading.RLock()
        self._poll: object | None = None
        self._runner: web.AppRunner | None = None

    # What the test does to the server

    def start(self) -> "StrictTelegram":
        loop.run(self._serve())
        return self

    def stop(self) -> None:
        if self._runner is not None:
            loop.run(self._end(self._runner))
            self._runner = None

    def fail(self, kind: str, times: int = 1, method: str | None = None) -> None:
        """Makes the next calls fail: `500`, `502`, `429:SECONDS`, `drop`, `garbage`, `sent-then-drop`."""
        with self._lock:
            self.faults.append((method, kind, times))

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._chat(chat_id).messages)

    def sent_to(self, chat_id: int) -> list[dict[str, Any]]:
        return [message for message in self.messages(chat_id) if message["from"]["is_bot"]]

    def called(self, method: str) -> list[dict[str, Any]]:
        with self._lock:
            return [parameters for name, parameters in self.calls if name == method]

    def pending(self) -> int:
        with self._lock:
            return len(self._pending)

    # What people do

    def say(self, chat_id: int, text: str | None = None, **content: Any) -> int:
        """Writes to the bot; other content than text is given by keyword, as in a message."""
        with self._lock:
            chat = self._chat(chat_id)
            chat.is_open = True
            message = self._message(
                chat, self._person(chat_id), **({"text": text} if text is not None else {}), **content
            )
            self._add({"message": message})
            return int(message["message_id"])

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        with self._lock:
            message = next(m for m in self._chat(chat_id).messages if m["message_id"] == message_id)
            message.update(text=text, edit_date=int(time.time()))
            self._add({"edited_message": dict(message)})

    def press(self, chat_id: int, title: str, message: dict[str, Any] | None = None, data: str | None = None) -> str:
        """Presses a button of the latest message that has one with this title, or of the given message."""
        with self._lock:
            shown = message or next(m for m in reversed(self._chat(chat_id).messages) if self._button(m, title))
            carried = data or self._button(shown, title)["callback_data"]  # type: ignore[index]
            query_id = str(next(self._query_ids))
            self._queries.add(query_id)
            self._add({"callback_query": {
                "id": query_id, "from": self._person(chat_id), "chat_instance": "1", "message": dict(shown), "data": carried,
            }})  # fmt: skip
            return query_id

    def repeat_last(self) -> None:
        """Sends the last update again with the same number, as after an answer that was lost."""
        with self._lock:
            self._pending.append(self._last)

    def send_raw(self, update: dict[str, Any]) -> None:
        with self._lock:
            self._add(update)

    def group(self, chat_id: int, kind: str = "group") -> Chat:
        """Brings the bot into a group or a channel."""
        with self._lock:
            chat = self.chats[chat_id] = Chat(chat_id, kind)
            self._add_membership(chat, 42, "left", "member")
            return chat

    def block(self, chat_id: int) -> None:
        with self._lock:
            chat = self._chat(chat_id)
            chat.is_blocked = True
            self._add_membership(chat, chat_id, "member", "kicked")

    # Inside

    def _chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat(chat_id, is_open=False))

    @staticmethod
    def _person(user_id: int) -> dict[str, Any]:
        return {"id": abs(user_id), "is_bot": False, "first_name": "Maelle", "language_code": "fr"}

    def _message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        message = {
            "message_id": next(self._message_ids), "date": int(time.time()), "chat": chat.as_json(), "from": sender, **content,
        }  # fmt: skip
        chat.messages.append(message)
        return message

    @staticmethod
    def _button(message: dict[str, Any], title: str) -> dict[str, str] | None:
        rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
        return next((button for row in rows for button in row if button["text"] == title), None)

    def _add(self, update: dict[str, Any]) -> None:
        self._last = {"update_id": next(self._update_ids), **copy.deepcopy(update)}
        self._pending.append(self._last)

    def _add_membership(self, chat: Chat, by: int, old: str, new: str) -> None:
        """The bot was brought in, or put out, by somebody."""
        self._add({"my_chat_member": {
            "chat": chat.as_json(), "from": self._person(by), "date": int(time.time()),
            "old_chat_member": {"user": BOT, "status": old}, "new_chat_member": {"user": BOT, "status": new},
        }})  # fmt: skip

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self._pushing = asyncio.create_task(self._push())

    async def _end(self, runner: web.AppRunner) -> None:
        self._pushing.cancel()
        await asyncio.gather(self._pushing, return_exceptions=True)
        self._poll = None  # a poll that is held back is answered
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", request.path)
        if not match:
            return self._no(404, "Not Found")
        token, method = match.groups()
        if token != self.token:
            return self._no(401, "Unauthorized")
        if method not in METHODS:
            self.violations.append(f"unknown method {method}")
            return self._no(404, "Not Found")
        parameters = await request.json() if request.can_read_body else {}
        with self._lock:
            self.calls.append((method, parameters))
            fault = self._fault(method)
        if fault and fault != "sent-then-drop":
            return self._break(request, fault)
        try:
            self._check_names(method, parameters)
            result = await getattr(self, "_do_" + re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", method))(
                parameters
            )
        except RefusalError as refusal:
            if refusal.code == 400:
                self.violations.append(f"{method}: {refusal.description}")
            return self._no(refusal.code, refusal.description, **refusal.parameters)
        if fault:
            return self._break(request, "drop")
        return web.json_response({"ok": True, "result": result})

    def _fault(self, method: str) -> str | None:
        for place, (of, kind, times) in enumerate(self.faults):
            if of in (None, method):
                if times > 1:
                    self.faults[place] = (of, kind, times - 1)
                else:
                    del self.faults[place]
                return kind
        return None

    def _break(self, request: web.Request, kind: str) -> web.StreamResponse:
        if kind == "drop":
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if kind == "garbage":
            return web.Response(text="<html>Bad Gateway</html>", status=502)
        if kind.startswith("429"):
            seconds = int(kind.partition(":")[2] or 1)
            return self._no(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        return self._no(int(kind), "Internal Server Error")

    @staticmethod
    def _no(code: int, description: str, **parameters: Any) -> web.Response:
        body = {"ok": False, "error_code": code, "description": description}
        return web.json_response({**body, **({"parameters": parameters} if parameters else {})}, status=code)

    @staticmethod
    def _check_names(method: str, parameters: dict[str, Any]) -> None:
        needed, allowed = METHODS[method]
        for name in needed:
            if parameters.get(name) in (None, ""):
                raise RefusalError(400, f"Bad Request: parameter {name} is empty")
        for name in parameters:
            if name not in needed and name not in allowed:
                raise RefusalError(400, f"Bad Request: unknown parameter {name}")

    # Methods

    async def _do_get_me(self, _: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}

    async def _do_get_updates(self, parameters: dict[str, Any]) -> Any:
        if self.webhook:
            raise RefusalError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            )
        self._check_kinds(parameters)
        me = self._poll = object()
        offset, deadline = parameters.get("offset"), time.monotonic() + parameters.get("timeout", 0)
        while True:
            if self._poll not in {me, None}:
                raise RefusalError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            with self._lock:
                if offset is not None and offset > 0:
                    self._pending = [update for update in self._pending if update["update_id"] >= offset]
                ready = self._pending[: parameters.get("limit", 100)]
            if ready or not self.holds_back or time.monotonic() >= deadline or self._poll is None:
                return [dict(update) for update in ready]
            await asyncio.sleep(0.02)

    @staticmethod
    def _check_kinds(parameters: dict[str, Any]) -> None:
        if not set(parameters.get("allowed_updates") or []) <= UPDATE_KINDS:
            raise RefusalError(400, "Bad Request: unknown kind of update")

    async def _do_set_webhook(self, parameters: dict[str, Any]) -> Any:
        self._check_kinds(parameters)
        if not re.match(r"https://|http://127\.0\.0\.1:", parameters["url"]):
            raise RefusalError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters.get("secret_token", "x")):
            raise RefusalError(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= parameters.get("max_connections", 40) <= 100:
            raise RefusalError(400, "Bad Request: max_connections")
        self.webhook = parameters
        return True

    async def _do_delete_webhook(self, parameters: dict[str, Any]) -> Any:
        self.webhook = None
        if parameters.get("drop_pending_updates"):
            self._pending.clear()
        return True

    async def _do_get_webhook_info(self, _: dict[str, Any]) -> Any:
        info: dict[str, Any] = {
            "url": self.webhook["url"] if self.webhook else "",
            "pending_update_count": len(self._pending),
        }
        if self.last_webhook_error and self.webhook:
            info["last_error_date"], info["last_error_message"] = (
                int(self.last_webhook_error[0]),
                self.last_webhook_error[1],
            )
        return info

    async def _push(self) -> None:
        """Calls the webhook, one update at a time, each until it is taken."""
        async with ClientSession(timeout=ClientTimeout(20)) as client:
            while True:
                await asyncio.sleep(0.02)
                with self._lock:
                    update = self._pending[0] if self._pending and self.webhook else None
                if update is None or self.webhook is None:
                    continue
                headers = (
                    {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
                    if "secret_token" in self.webhook
                    else {}
                )
                try:
                    async with client.post(self.webhook["url"], json=update, headers=headers) as answer:
                        status = answer.status
                except OSError as error:
                    status, self.last_webhook_error = 0, (time.time(), type(error).__name__)
                self.webhook_answers.append(status)
                if status == 200:
                    with self._lock:
                        self._pending = [other for other in self._pending if other is not update]
                    continue
                if status:
                    self.last_webhook_error = (time.time(), f"Wrong response from the webhook: {status}")
                await asyncio.sleep(0.2)

    async def _do_send_message(self, parameters: dict[str, Any]) -> Any:
        chat = self._writable(parameters)
        self._check_text(parameters["text"])
        self._check_keyboard(parameters.get("reply_markup"))
        with self._lock:
            return self._message(chat, BOT, text=parameters["text"].strip(), **self._markup(parameters))

    def _writable(self, parameters: dict[str, Any]) -> Chat:
        chat_id = parameters["chat_id"]
        if not isinstance(chat_id, int):
            raise RefusalError(400, "Bad Request: chat_id is no number")
        chat = self.chats.get(chat_id)
        if chat is None:
            raise RefusalError(400, "Bad Request: chat not found")
        if chat.is_blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        if not chat.is_open:
            raise RefusalError(
                403,
                "Forbidden: bot is not a member of the group chat"
                if chat.kind != "private"
                else "Forbidden: bot can't initiate conversation with a user",
            )
        return chat

    @staticmethod
    def _markup(parameters: dict[str, Any]) -> dict[str, Any]:
        rows = (parameters.get("reply_markup") or {}).get("inline_keyboard")
        return {"reply_markup": parameters["reply_markup"]} if rows else {}

    @staticmethod
    def _check_text(text: Any) -> None:
        if not isinstance(text, str) or not text.strip():
            raise RefusalError(400, "Bad Request: message text is empty")
        if units(text) > 4096:
            raise RefusalError(400, "Bad Request: message is too long")

    @staticmethod
    def _check_keyboard(markup: Any) -> None:
        if markup is None:
            return
        rows = markup["inline_keyboard"]
        buttons = [button for row in rows for button in row]
        if len(buttons) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
            raise RefusalError(400, "Bad Request: reply markup is too long")
        for button in buttons:
            if not button["text"].strip():
                raise RefusalError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")

    def _own(self, parameters: dict[str, Any]) -> dict[str, Any]:
        chat = self._writable(parameters)
        for message in chat.messages:
            if message["message_id"] == parameters["message_id"] and message["from"]["is_bot"]:
                return message
        raise RefusalError(400, "Bad Request: message to edit not found")

    async def _do_edit_message_text(self, parameters: dict[str, Any]) -> Any:
        message = self._own(parameters)
        self._check_text(parameters["text"])
        self._check_keyboard(parameters.get("reply_markup"))
        with self._lock:
            message.pop("reply_markup", None)
            message.update(text=parameters["text"], edit_date=int(time.time()), **self._markup(parameters))
        return message

    async def _do_edit_message_reply_markup(self, parameters: dict[str, Any]) -> Any:
        message = self._own(parameters)
        self._check_keyboard(parameters.get("reply_markup"))
        if message.get("reply_markup") == self._markup(parameters).get("reply_markup"):
            raise RefusalError(400, "Bad Request: message is not modified")
        with self._lock:
            message.pop("reply_markup", None)
            message.update(self._markup(parameters))
        return message

    async def _do_answer_callback_query(self, parameters: dict[str, Any]) -> Any:
        if parameters["callback_query_id"] not in self._queries:
            raise RefusalError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text") or "") > 200:
            raise RefusalError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.acknowledged[parameters["callback_query_id"]] = parameters.get("text")
        return True

    async def _do_send_chat_action(self, parameters: dict[str, Any]) -> Any:
        self._writable(parameters)
        if parameters["action"] != "typing":
            raise RefusalError(400, "Bad Request: wrong parameter action in request")
        return True

    async def _do_leave_chat(self, parameters: dict[str, Any]) -> Any:
        chat = self._writable(parameters)
        if chat.kind == "private":
            raise RefusalError(400, "Bad Request: chat member status can't be changed in private chats")
        chat.is_open = False
        return True

    async def _do_set_my_commands(self, parameters: dict[str, Any]) -> Any:
        commands = parameters["commands"]
        if len(commands) > 100 or not all(
            re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) and 1 <= len(command["description"]) <= 256
            for command in commands
        ):
            raise RefusalError(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = commands
        return True

    async def _do_get_my_description(self, _: dict[str, Any]) -> Any:
        return {"description": self.description}

    async def _do_set_my_description(self, parameters: dict[str, Any]) -> Any:
        self.description = self._short(parameters, "description", 512)
        return True

    async def _do_get_my_short_description(self, _: dict[str, Any]) -> Any:
        return {"short_description": self.short_description}

    async def _do_set_my_short_description(self, parameters: dict[str, Any]) -> Any:
        self.short_description = self._short(parameters, "short_description", 120)
        return True

    @staticmethod
    def _short(parameters: dict[str, Any], name: str, most: int) -> str:
        if len(text := parameters.get(name, "")) > most:
            raise RefusalError(400, f"Bad Request: {name} is too long")
        return str(text)
