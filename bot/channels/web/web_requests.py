"""The website's requests as they arrive: what is no request, and the sentences that say so."""

import re
from typing import Any

from sanic import response
from sanic.request import Request

from bot.channels.turn.sentences import LARGEST_BODY, REFUSALS, TROUBLE

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


def read_body(request: Request) -> dict[str, Any]:
    """Returns the JSON object that a request holds.

    Raises:
        WebError: it holds none, or too much.
    """
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


def read_message(request: Request) -> tuple[str, str, int | None]:
    """Returns the id and the text of a message that was sent, and the id of what its client showed last, if it tells.

    Raises:
        WebError: there is none.
    """
    body = read_body(request)
    message_id, text = body.get("id"), body.get("text")
    if not isinstance(message_id, str) or not isinstance(text, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise WebError("format", 400)
    seen = body.get("seen")
    if seen is not None and (type(seen) is not int or not 0 <= seen <= _LARGEST_CURSOR):
        raise WebError("format", 400)
    return message_id, text, seen


def read_cursor(request: Request) -> int:
    """Returns the id after which is asked; what is no number asks for everything."""
    after = request.args.get("after", "0")
    return min(int(after), _LARGEST_CURSOR) if _CURSOR.fullmatch(after) else 0


def read_bearer(request: Request) -> str | None:
    """Returns the token that a request shows, if any."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None
