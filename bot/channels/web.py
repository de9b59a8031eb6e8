"""The website's channel: plain HTTP with sessions that the server signs.

    POST {base}/session    {"token": "…"}?          → {"token", "cursor", "messages"}
    POST {base}/messages   {"id": "…", "text": "…"} → {"cursor", "messages"}          Authorization: Bearer TOKEN
    GET  {base}/messages?after=CURSOR               → {"cursor", "messages"}          Authorization: Bearer TOKEN
    GET  {base}/notes                               → what `my_notes` returns        Authorization: Bearer TOKEN

A message is `{"id", "from": "user" | "bot", "text", "buttons": [titles], "at": seconds}`; a null text is a message of
before consent, whose words were not kept, or (`"withdrawn": true`) an answer that its author took back. A message of
the person has the `message_id` that its client gave it; `"aside": true` marks what leaves the question before it open. A
message with `shows` is shown as those cards, which are in `cards` of the same answer as they are now (`my_cards`); one with
`updates` tells that cards shown before are other than they were. `id` of a sent message is made by the client: sent again, it is answered
with the same words and taken once. When the answer says `"elsewhere": true`, a resume code led to another conversation:
its whole history is to be read. Errors are `{"error": code, "message": French sentence}`.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import settings
from bot.channels.arrivals import RefusedError
from bot.channels.my_cards import my_cards
from bot.channels.my_notes import my_notes
from bot.channels.operating import add_operating_routes
from bot.channels.origins import read_origins
from bot.channels.sentences import LARGEST_BODY, REFUSALS, TROUBLE
from bot.channels.turns import Answer, Parse, Turns, TurnTroubleError
from bot.records import addresses, conversations, mails
from bot.records.database import Database, default_database
from bot.records.models import new_conversation_id

logger = logging.getLogger(__name__)

OPEN_SIGNAL = "/open_chat"
NOTHING_SAID: dict[str, Any] = {"cursor": 0, "messages": []}
_REFUSED_STATUS = {"empty": 400, "too_long": 413, "too_many": 429}
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,80}")
_CURSOR = re.compile(r"[0-9]{1,18}")
_LARGEST_CURSOR = 2**31 - 1  # PostgreSQL compares its ids with nothing larger

SENTENCES = {
    "session": "Votre session n'est plus valable. Rechargez la page pour en ouvrir une nouvelle.",
    "format": "Ce message n'a pas pu être lu. Rechargez la page et réessayez.",
    **REFUSALS,
    "trouble": TROUBLE,
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
        return cls(read_origins(credentials))

    def __init__(self, allowed_origins: Iterable[str], database: Database | None = None) -> None:
        """Prepares the channel.

        Args:
            allowed_origins: sites that may embed the widget, such as `https://www.exemple.fr`.
            database: where conversations are kept; the one that the environment names by default.
        """
        self._origins = frozenset(allowed_origins)
        self._database = database or default_database()
        self._signer = URLSafeSerializer(settings.secret_key(), salt="web-session")
        self._turns = Turns(self._database)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Returns the routes."""
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

        async def open_session(request: Request) -> dict[str, Any]:
            body = self._body(request)
            web_session = self._read_token(body.get("token"))
            said = None if web_session is None else self._said(web_session, 0)
            if web_session is None or said is None:
                web_session = new_conversation_id()
                await self._take(on_new_message, web_session, f"open-{web_session}", OPEN_SIGNAL, is_signal=True)
                said = self._said(web_session, 0)
            return {"token": self._signer.dumps(web_session), **(said or NOTHING_SAID)}

        async def take_message(request: Request) -> dict[str, Any]:
            web_session = self._session(request)
            message_id, text = self._read_message(self._body(request))
            parse = request.app.ctx.agent.parse_message
            answer = await self._take(on_new_message, web_session, message_id, text, parse=parse)
            cursor = max([answer.cursor, *(message["id"] for message in answer.parts if "id" in message)])
            elsewhere = {"elsewhere": True} if answer.is_elsewhere else {}
            return {"cursor": cursor, "messages": answer.parts, **self._cards(web_session, answer.parts), **elsewhere}

        async def tell_news(request: Request) -> dict[str, Any]:
            web_session = self._session(request)
            after = request.args.get("after", "0")
            after = min(int(after), _LARGEST_CURSOR) if _CURSOR.fullmatch(after) else 0
            return self._said(web_session, after) or {**NOTHING_SAID, "cursor": after}

        async def tell_notes(request: Request) -> dict[str, Any]:
            web_session = self._session(request)
            with self._database.session_scope() as session:
                return my_notes(session, self._conversation(session, web_session))

        route("/session", "POST", open_session)
        route("/messages", "POST", take_message)
        route("/messages", "GET", tell_news)
        route("/notes", "GET", tell_notes)
        add_operating_routes(routes, self._database)
        return routes

    def _with_origin(self, request: Request, answer: HTTPResponse) -> HTTPResponse:
        """Lets the sites that may embed the widget read the answer."""
        origin = request.headers.get("origin")
        if origin in self._origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
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

    def _session(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        web_session = self._read_token(token) if scheme.lower() == "bearer" else None
        if web_session is None:
            raise WebError("session", 401)
        return web_session

    @staticmethod
    def _read_message(body: dict[str, Any]) -> tuple[str, str]:
        message_id, text = body.get("id"), body.get("text")
        if not isinstance(message_id, str) or not isinstance(text, str) or not _MESSAGE_ID.fullmatch(message_id):
            raise WebError("format", 400)
        return message_id, text

    async def _take(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        web_session: str,
        message_id: str,
        text: str,
        *,
        is_signal: bool = False,
        parse: Parse | None = None,
    ) -> Answer:
        try:
            return await self._turns.take(
                on_new_message,
                None,
                message_id,
                text,
                channel=self.name(),
                address=web_session,
                is_signal=is_signal,
                parse=parse,
            )
        except RefusedError as refusal:
            raise WebError(refusal.code, _REFUSED_STATUS[refusal.code]) from refusal
        except TurnTroubleError as error:
            raise WebError("trouble", 503) from error

    def _conversation(self, session: Session, web_session: str) -> str:
        """Returns the conversation that a session leads to; no conversation's id where it leads to none."""
        return addresses.find(session, self.name(), web_session) or ""

    def _said(self, web_session: str, after: int) -> dict[str, Any] | None:
        """Returns what was said after a cursor, None if nothing ever was."""
        with self._database.session_scope() as session:
            conversation_id = self._conversation(session, web_session)
            messages = conversations.transcript(session, conversation_id, after)
            if not messages and not conversations.last_id(session, conversation_id):
                return None
            if any(message.get("person") for message in messages):
                mails.read(session, conversation_id)
        cursor = max([after, *(message["id"] for message in messages)])
        return {"cursor": cursor, "messages": messages, **self._cards(web_session, messages)}

    def _cards(self, web_session: str, messages: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Returns what the cards say now that messages show or update, as a part of an answer; nothing if there are none."""
        named = {name for message in messages for name in [*message.get("shows", ()), *message.get("updates", ())]}
        if not named:
            return {}
        with self._database.session_scope() as session:
            cards = my_cards(session, self._conversation(session, web_session))
        return {"cards": {name: card for name, card in cards.items() if name in named}}
