"""The website's channel: plain HTTP with signed sessions.

    POST   {base}/session    {"token": "…"}?          → {"token", "mails_links", "cursor", "messages"}
    DELETE {base}/session                             → {}                              Authorization: Bearer TOKEN
    POST   {base}/messages   {"id": "…", "text": "…", "seen": ID}? → {"cursor", "messages"}   Authorization: Bearer TOKEN
    GET    {base}/messages?after=CURSOR               → {"cursor", "messages"}          Authorization: Bearer TOKEN
    GET    {base}/notes                               → result of `my_notes`         Authorization: Bearer TOKEN
    GET    {base}/data                                → result of `subject_export`   Authorization: Bearer TOKEN
    GET    {base}/pending                             → {"pending": name of the pending question, or null}   likewise

A session in use gets a new token when it is opened, and with the reply to a message whose token is a day old (`"token"`).
After 30 days without use, or after DELETE, its tokens are invalid.

A message is `{"id", "from": "user" | "bot", "text", "buttons": [titles], "at": seconds}`. A null text is a message from
before consent, whose words were not kept, or (`"withdrawn": true`) a withdrawn answer. A message of the user has the
`message_id` that its client chose. `"aside": true` leaves the question before it open, `"person": true` is from a team
member, and `"takes_over": true` starts a takeover, which ends earlier choices. A message with `shows` is shown as those
cards, whose current content is in `cards` of the same response (`my_cards`); `updates` names cards that have changed.

The client chooses the `id` of a sent message: repeated, it gets the same reply and is processed once. `seen` is the
greatest message id that the client showed when the message was written, whose question it answers. After
`"elsewhere": true` a resume code led to another conversation, whose whole history must be fetched. Errors are
`{"error": code, "message": French sentence}`.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.turn.turn_types import MessageRejectedError, SessionExpiredError
from bot.channels.turn.turns import OnNewMessage, Parse, Reply, TurnFailedError, Turns
from bot.channels.web.cards import my_cards
from bot.channels.web.health_routes import add_operating_routes
from bot.channels.web.notes_view import my_notes
from bot.channels.web.origins import read_origins
from bot.channels.web.web_requests import WebError, read_bearer, read_body, read_cursor, read_message
from bot.channels.web.web_sessions import SessionTokens, WebSession
from bot.exporting.subject_export import subject_export
from bot.records.conversations import addresses, reply_notifications, transcripts, windows
from bot.records.models import new_conversation_id
from bot.records.store import audit
from bot.records.store.database import Database, default_database
from bot.understanding.reading.interpretation import pending_question

logger = logging.getLogger(__name__)

OPEN_SIGNAL = "/open_chat"
_REFUSED_STATUS = {"empty": 400, "too_long": 413, "too_many": 429}


class WebInput(InputChannel):
    """Serves the website's widget.

    Args:
        allowed_origins: sites that may embed the widget, such as `https://www.exemple.fr`.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name, also its path under /webhooks."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """Create the channel from its keys in `credentials.yml`."""
        return cls(read_origins(credentials))

    def __init__(self, allowed_origins: Iterable[str], database: Database | None = None) -> None:
        self._origins = frozenset(allowed_origins)
        self._database = database or default_database()
        self._tokens = SessionTokens()
        self._turns = Turns(self._database)
        self._on_new_message: OnNewMessage

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        self._on_new_message = on_new_message
        routes = Blueprint("web_channel", __name__)

        def route(path: str, method: str, handler: Callable[[Request], Awaitable[dict[str, Any]]]) -> None:
            async def handle(request: Request) -> HTTPResponse:
                try:
                    return self._with_origin(request, response.json(await handler(request)))
                except WebError as error:
                    return self._with_origin(request, error.response)
                except SQLAlchemyError as error:
                    logger.error("the database failed a request: %s", type(error).__name__)
                    return self._with_origin(request, WebError("trouble", 503).response)

            handle.__name__ = f"{method.lower()}_{path.strip('/')}"
            routes.add_route(handle, path, methods=[method], name=handle.__name__)

        route("/session", "POST", self._open)
        route("/session", "DELETE", self._leave)
        route("/messages", "POST", self._take_message)
        route("/messages", "GET", self._new_messages)
        route("/notes", "GET", self._notes)
        route("/data", "GET", self._data)
        route("/pending", "GET", self._pending)
        add_operating_routes(routes, self._database)
        return routes

    async def _open(self, request: Request) -> dict[str, Any]:
        web_session = self._tokens.read(read_body(request).get("token"))
        name = "" if web_session is None else web_session.name
        history = None if web_session is None else self._resume(name)
        if history is None:
            name = new_conversation_id()
            await self._answer(name, f"open-{new_conversation_id()}", OPEN_SIGNAL, is_signal=True)
            history = self._history(name, 0)
        token, mails_links = self._tokens.issue(name), settings().smtp_url is not None
        return {"token": token, "mails_links": mails_links, **history}

    async def _take_message(self, request: Request) -> dict[str, Any]:
        web_session = self._session(request)
        name = web_session.name
        message_id, text, seen = read_message(request)
        parse = request.app.ctx.agent.parse_message
        reply = await self._answer(name, message_id, text, parse=parse, seen=seen)
        cursor = max([reply.cursor, *(message["id"] for message in reply.parts if "id" in message)])
        elsewhere = {"elsewhere": True} if reply.is_elsewhere else {}
        renewed = {"token": self._tokens.issue(name)} if web_session.is_aging else {}
        cards = self._cards(name, reply.parts)
        return {"cursor": cursor, "messages": reply.parts, **cards, **elsewhere, **renewed}

    async def _leave(self, request: Request) -> dict[str, Any]:
        """End the session in every tab."""
        name = self._session(request).name
        with self._database.session_scope() as session:
            addresses.remove(session, self.name(), name)
        return {}

    async def _new_messages(self, request: Request) -> dict[str, Any]:
        return self._history(self._session(request).name, read_cursor(request))

    async def _notes(self, request: Request) -> dict[str, Any]:
        name = self._session(request).name
        with self._database.session_scope() as session:
            return my_notes(session, self._conversation(session, name))

    async def _data(self, request: Request) -> dict[str, Any]:
        name = self._session(request).name
        with self._database.session_scope() as session:
            conversation_id = self._conversation(session, name)
            audit.record(session, actor="candidate", act="took_own_data")
            return subject_export(session, conversation_id)

    async def _pending(self, request: Request) -> dict[str, Any]:
        """Name of the pending question, for programs that answer by it."""
        name = self._session(request).name
        with self._database.session_scope() as session:
            state = windows.load_state(session, self._conversation(session, name)).state or {}
        return {"pending": pending_question(state.get("slots") or {})}

    def _with_origin(self, request: Request, result: HTTPResponse) -> HTTPResponse:
        """Add the CORS header for sites that may embed the widget, and `no-store`."""
        origin = request.headers.get("origin")
        if origin in self._origins:
            result.headers["Access-Control-Allow-Origin"] = origin
            result.headers["Vary"] = "Origin"
        result.headers["Cache-Control"] = "no-store"
        return result

    def _session(self, request: Request) -> WebSession:
        web_session = self._tokens.read(read_bearer(request))
        if web_session is None:
            raise WebError("session", 401)
        return web_session

    async def _answer(
        self,
        name: str,
        message_id: str,
        text: str,
        *,
        is_signal: bool = False,
        parse: Parse | None = None,
        seen: int | None = None,
    ) -> Reply:
        try:
            return await self._turns.take(
                self._on_new_message, None, message_id, text,
                channel=self.name(), address=name, is_signal=is_signal, parse=parse, seen=seen,
            )  # fmt: skip
        except MessageRejectedError as refusal:
            raise WebError(refusal.code, _REFUSED_STATUS[refusal.code]) from refusal
        except SessionExpiredError as error:
            raise WebError("session", 401) from error
        except TurnFailedError as error:
            raise WebError("trouble", 503) from error

    def _conversation(self, session: Session, name: str) -> str:
        """The session's conversation.

        Raises:
            WebError: the session has ended.
        """
        conversation_id = addresses.find(session, self.name(), name)
        if conversation_id is None:
            raise WebError("session", 401)
        return conversation_id

    def _resume(self, name: str) -> dict[str, Any] | None:
        """Touch the session and return its history; None if it has ended or is empty."""
        with self._database.session_scope() as session:
            conversation_id = addresses.find(session, self.name(), name)
            if conversation_id is None:
                return None
            addresses.touch(session, self.name(), name, conversation_id)
        history = self._history(name, 0)
        return history if history["cursor"] else None

    def _history(self, name: str, after: int) -> dict[str, Any]:
        """Messages after a cursor.

        Raises:
            WebError: the session has ended.
        """
        with self._database.session_scope() as session:
            conversation_id = self._conversation(session, name)
            messages = transcripts.read(session, conversation_id, after)
            if any(message.get("person") for message in messages):
                reply_notifications.mark_read(session, conversation_id)
        cursor = max([after, *(message["id"] for message in messages)])
        return {"cursor": cursor, "messages": messages, **self._cards(name, messages)}

    def _cards(self, name: str, messages: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """The current cards that messages show or update, as part of a response."""
        named = {card for message in messages for card in [*message.get("shows", ()), *message.get("updates", ())]}
        if not named:
            return {}
        with self._database.session_scope() as session:
            cards = my_cards(session, self._conversation(session, name))
        return {"cards": {card: cards[card] for card in named & cards.keys()}}
