"""The input channel in Rasa for messages that the gateway has stored; replies go to the outbox.

POST {base}/turn {"conversation_id", "message_id", "failures"?} → {"status": "answered"}   Authorization: Bearer
`relay_token`
"""

import hmac
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.gateway.rasa_breaker import relay_token
from bot.channels.turn.turns import OnNewMessage, TurnFailedError, Turns
from bot.records.conversations import inbox
from bot.records.store.database import Database, default_database

# One hour of tries, most ten seconds apart; outages of Rasa or the database do not count. Then the user is told, so that the
# message does not block the next ones.
MAX_FAILURES = 360


class RelayedInput(InputChannel):
    """Base class of the gateway's channels. Subclasses define `name` and may add routes."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, also its path under /webhooks."""
        raise NotImplementedError

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "RelayedInput":
        """Create the channel from its keys in `credentials.yml`."""
        return cls(credentials or {})

    def __init__(self, credentials: dict[str, Any], database: Database | None = None) -> None:
        self.credentials = credentials
        self.database = database or default_database()
        self._turns = Turns(self.database, delivers=True)
        self._token = relay_token()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Routes of the channel."""
        routes = Blueprint(f"{self.name()}_channel", __name__)

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return response.json({"status": "refused"}, status=401)
            return await self._turn(on_new_message, request)

        self.add_routes(routes)
        return routes

    def add_routes(self, routes: Blueprint) -> None:
        """Add routes such as a webhook."""

    async def _turn(self, on_new_message: OnNewMessage, request: Request) -> HTTPResponse:
        try:
            conversation_id, message_id = str(request.json["conversation_id"]), str(request.json["message_id"])
            failures = int(request.json.get("failures", 0))
        except (TypeError, KeyError, ValueError):
            return response.json({"status": "unreadable"}, status=400)
        with self.database.session_scope() as session:
            row = inbox.find(session, conversation_id, message_id)
            if row is None:
                return response.json({"status": "unknown"}, status=410)
            text, address = row.text, row.address
        if row.answered_at is not None:
            return response.json({"status": "answered"})
        try:
            await self._turns.take(
                on_new_message, conversation_id, message_id, text or "", channel=self.name(), address=address or "",
                parse=request.app.ctx.agent.parse_message,
            )  # fmt: skip
        except TurnFailedError:
            if failures < MAX_FAILURES:
                return response.json({"status": "trouble"}, status=503)
            self._turns.give_up(conversation_id, message_id, channel=self.name(), address=address or "")
        return response.json({"status": "answered"})
