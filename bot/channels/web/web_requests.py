"""Parsing of the website's requests, and the sentences for invalid ones."""

import re
from typing import Any

from sanic import response
from sanic.request import Request

from bot.channels.turn.turn_types import MAX_BODY_BYTES
from bot.content.sentences import section

_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,80}")
_CURSOR = re.compile(r"[0-9]{1,18}")
_MAX_CURSOR = 2**31 - 1  # of PostgreSQL's integer ids


class WebError(Exception):
    """A request that cannot be served, with a response whose sentence is for the user."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.response = response.json({"error": code, "message": section("errors")[code]}, status=status)


def read_body(request: Request) -> dict[str, Any]:
    """The JSON object of a request.

    Raises:
        WebError: there is none, or it is too large.
    """
    if len(request.body) > MAX_BODY_BYTES:
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
    """Id and text of a message, and the id of the last event that its client showed, if given.

    Raises:
        WebError: malformed.
    """
    body = read_body(request)
    message_id, text = body.get("id"), body.get("text")
    if not isinstance(message_id, str) or not isinstance(text, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise WebError("format", 400)
    seen = body.get("seen")
    if seen is not None and (type(seen) is not int or not 0 <= seen <= _MAX_CURSOR):
        raise WebError("format", 400)
    return message_id, text, seen


def read_cursor(request: Request) -> int:
    """Id after which events are requested; 0 if malformed."""
    after = request.args.get("after", "0")
    return min(int(after), _MAX_CURSOR) if _CURSOR.fullmatch(after) else 0


def read_bearer(request: Request) -> str | None:
    """The bearer token of a request, if any."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None
