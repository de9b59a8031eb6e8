"""CSRF tokens of the forms for visitors who have no session yet: signing in, the code, an invitation."""

import secrets

from fastapi import Request, Response

from bot.recruiting.security import tokens_match
from bot.recruiting.sign_in.flow_cookies import VISITOR_CSRF

_TOKEN_BYTES = 24


def token_of(request: Request) -> str:
    """The token of this browser, a new one if it has none that is valid."""
    return _issued_token(request) or secrets.token_urlsafe(_TOKEN_BYTES)


def set_token(request: Request, response: Response, token: str) -> None:
    """Remember the token of the form in a response."""
    VISITOR_CSRF.set(request, response, {"csrf": token})


def is_valid(request: Request, csrf: str) -> bool:
    """Whether a form carries the token of its browser."""
    token = _issued_token(request)
    return token is not None and tokens_match(csrf, token)


def _issued_token(request: Request) -> str | None:
    return (VISITOR_CSRF.read(request) or {}).get("csrf")
