"""The website's channel: plain HTTP with sessions that the server signs.

    POST {base}/session    {"token": "…"}?          → {"token", "cursor", "messages"}
    POST {base}/messages   {"id": "…", "text": "…"} → {"cursor", "messages"}          Authorization: Bearer TOKEN
    GET  {base}/messages?after=CURSOR               → {"cursor", "messages"}          Authorization: Bearer TOKEN

A message is `{"id", "from": "user" | "bot", "text", "buttons": [titles], "at": seconds}`; a null text is a message of
before consent, whose words were not kept. `id` of a sent message is made by the client: sent again, it is answered
with the same words and taken once. Errors are `{"error": code, "message": French sentence}`.
"""

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import settings
from bot.channels.commands import neutralise
from bot.records import conversations, inbox
from bot.records.database import Database, default_database

LONGEST_MESSAGE = 6000
LARGEST_BODY = 64 * 1024
MOST_A_MINUTE = 40
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,80}")
_CURSOR = re.compile(r"[0-9]{1,18}")

SENTENCES = {
    "session": "Votre session n'est plus valable. Rechargez la page pour en ouvrir une nouvelle.",
    "format": "Ce message n'a pas pu être lu. Rechargez la page et réessayez.",
    "empty": "Votre message est vide. Écrivez quelques mots.",
    "too_long": f"Votre message est trop long : {LONGEST_MESSAGE} caractères au plus. Vous pouvez l'envoyer en deux fois.",
    "too_many": "Vous écrivez plus vite que je ne lis ! Attendez une minute, puis réessayez.",
    "trouble": "Je n'arrive pas à répondre pour l'instant. Réessayez dans un moment : rien n'est perdu.",
}


class WebError(Exception):
    """A request that cannot be served; the sentence is for the person."""

    def __init__(self, code: str, status: int) -> None:
        """Prepares the answer.

        Args:
            code: key of `SENTENCES`.
            status: HTTP status.
        """
        super().__init__(code)
        self.response = response.json({"error": code, "message": SENTENCES[code]}, status=status)


class WebInput(InputChannel):
    """Serves the website's widget."""

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name, also its path under /webhooks."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """Creates the channel from its keys in `credentials.yml`."""
        return cls(allowed_origins=(credentials or {}).get("allowed_origins") or [])

    def __init__(self, allowed_origins: list[str], database: Database | None = None) -> None:
        """Prepares the channel.

        Args:
            allowed_origins: sites that may embed the widget, such as `https://www.exemple.fr`.
            database: where conversations are kept; the one that the environment names by default.
        """
        self._origins = frozenset(allowed_origins)
        self._database = database or default_database()
        self._signer = URLSafeSerializer(settings.secret_key(), salt="web-session")
        self._turns: dict[str, asyncio.Lock] = {}

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Returns the routes."""
        routes = Blueprint("web_channel", __name__)

        def route(path: str, method: str, handler: Callable[[Request], Awaitable[dict[str, Any]]]) -> None:
            async def handle(request: Request) -> HTTPResponse:
                try:
                    return self._with_origin(request, response.json(await handler(request)))
                except WebError as error:
                    return self._with_origin(request, error.response)

            handle.__name__ = f"{method.lower()}_{path.strip('/')}"
            routes.add_route(handle, path, methods=[method], name=handle.__name__)

        async def open_session(request: Request) -> dict[str, Any]:
            body = self._body(request)
            sender = self._read_token(body.get("token"))
            if sender is None or not self._exists(sender):
                sender = f"web-{uuid.uuid4().hex}"
                await self._hand_over(on_new_message, sender, "/open_chat")
            return {"token": self._signer.dumps(sender), **self._said(sender, 0)}

        async def take_message(request: Request) -> dict[str, Any]:
            sender = self._sender(request)
            message_id, text = self._read_message(self._body(request))
            async with self._turn(sender):
                return await self._answer_once(on_new_message, sender, message_id, text)

        async def tell_news(request: Request) -> dict[str, Any]:
            after = request.args.get("after", "0")
            return self._said(self._sender(request), int(after) if _CURSOR.fullmatch(after) else 0)

        async def preflight(request: Request, **_: Any) -> HTTPResponse:
            return self._with_origin(request, response.empty())

        route("/session", "POST", open_session)
        route("/messages", "POST", take_message)
        route("/messages", "GET", tell_news)
        for path in ("/session", "/messages"):
            routes.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{path.strip('/')}")
        return routes

    def _with_origin(self, request: Request, answer: HTTPResponse) -> HTTPResponse:
        """Lets the sites that may embed the widget read the answer."""
        origin = request.headers.get("origin")
        if origin in self._origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
            answer.headers["Access-Control-Allow-Methods"] = "GET, POST"
            answer.headers["Vary"] = "Origin"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @staticmethod
    def _body(request: Request) -> dict[str, Any]:
        if len(request.body) > LARGEST_BODY:
            raise WebError("too_long", 413)
        if not (request.content_type or "").startswith("application/json"):
            raise WebError("format", 415)
        try:
            body = request.json
        except Exception as error:
            raise WebError("format", 400) from error
        if not isinstance(body, dict):
            raise WebError("format", 400)
        return body

    def _read_token(self, token: Any) -> str | None:
        try:
            sender = self._signer.loads(token) if isinstance(token, str) else None
        except BadSignature:
            return None
        return sender if isinstance(sender, str) else None

    def _sender(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        sender = self._read_token(token) if scheme.lower() == "bearer" else None
        if sender is None:
            raise WebError("session", 401)
        return sender

    @staticmethod
    def _read_message(body: dict[str, Any]) -> tuple[str, str]:
        message_id, text = body.get("id"), body.get("text")
        if not isinstance(message_id, str) or not isinstance(text, str) or not _MESSAGE_ID.fullmatch(message_id):
            raise WebError("format", 400)
        text = neutralise(text)
        if not text:
            raise WebError("empty", 400)
        if len(text) > LONGEST_MESSAGE:
            raise WebError("too_long", 413)
        return message_id, text

    def _turn(self, sender: str) -> asyncio.Lock:
        """Returns the lock that keeps a message and its repetition apart in this process."""
        if len(self._turns) > 10_000:
            self._turns = {name: lock for name, lock in self._turns.items() if lock.locked()}
        return self._turns.setdefault(sender, asyncio.Lock())

    async def _answer_once(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: str, message_id: str, text: str
    ) -> dict[str, Any]:
        with self._database.session_scope() as session:
            is_new = not inbox.is_known(session, sender, message_id)
            if is_new and inbox.count_recent(session, sender, 60) >= MOST_A_MINUTE:
                raise WebError("too_many", 429)
            row = inbox.receive(session, sender, message_id)
            cursor = conversations.last_id(session, sender)
            if row.answered_at is not None:
                return {"cursor": cursor, "messages": row.answer or []}
        await self._hand_over(on_new_message, sender, text)
        answer = self._said(sender, cursor)
        answer["messages"] = [message for message in answer["messages"] if message["from"] == "bot"]
        if not answer["messages"]:
            # Nothing took the message, or an action could not be reached: it is not answered, and may be sent again.
            raise WebError("trouble", 503)
        with self._database.session_scope() as session:
            inbox.answered(session, sender, message_id, answer["messages"])
        return answer

    async def _hand_over(self, on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: str, text: str) -> None:
        try:
            await on_new_message(UserMessage(text, CollectingOutputChannel(), sender, input_channel=self.name()))
        except Exception as error:
            raise WebError("trouble", 503) from error

    def _exists(self, sender: str) -> bool:
        with self._database.session_scope() as session:
            return conversations.last_id(session, sender) > 0

    def _said(self, sender: str, after: int) -> dict[str, Any]:
        with self._database.session_scope() as session:
            messages = conversations.transcript(session, sender, after)
        return {"cursor": max([after, *(message["id"] for message in messages)]), "messages": messages}
