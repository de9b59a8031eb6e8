"""The last search of the list. Search words may be names, so they are kept in a signed cookie and never in a URL."""

from typing import NamedTuple

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

from bot.base.secret_key import secret_key
from bot.recruiting.security import SESSION_MAX_AGE_SECONDS, delete_cookie, set_cookie

SEARCH_COOKIE = "recrutement_recherche"


class RememberedSearch(NamedTuple):
    """Words searched for in names and in answers; empty if there are none."""

    names: str = ""
    words: str = ""


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_key(), salt="recruiting-search")


def read(request: Request) -> RememberedSearch:
    """The last search of this session."""
    try:
        kept = _signer().loads(request.cookies.get(SEARCH_COOKIE, ""))
    except BadSignature:
        return RememberedSearch()
    if not isinstance(kept, list) or len(kept) != len(RememberedSearch._fields):
        return RememberedSearch()
    return RememberedSearch(*map(str, kept))


def remember(request: Request, response: Response, names: str, words: str) -> None:
    """Keep a search until sign-out. An empty one deletes the cookie."""
    if names or words:
        signed = str(_signer().dumps([names, words]))
        set_cookie(request, response, SEARCH_COOKIE, signed, SESSION_MAX_AGE_SECONDS)
    else:
        delete_cookie(response, SEARCH_COOKIE)


def clear(request: Request, response: Response) -> None:
    """Delete the search of an ended session, so that the next user of the browser does not see it."""
    if SEARCH_COOKIE in request.cookies:
        delete_cookie(response, SEARCH_COOKIE)
