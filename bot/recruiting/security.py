"""Who may read and who may write: sessions, cookies, and the token that every form carries."""

import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.accounts.recruiters import SignedIn
from bot.records.store.database import default_database
from bot.recruiting.rendering import PREFIX

SESSION_COOKIE = "recrutement_session"
SIGN_IN_COOKIE = "recrutement_connexion"
SEARCH_COOKIE = "recrutement_recherche"
SIGN_IN_LIFE_SECONDS = 3600
SESSION_LIFE_SECONDS = int(recruiters.SESSION_LIFE.total_seconds())


class SignInNeededError(Exception):
    """The page is for people who are signed in."""


class NoStructureError(Exception):
    """Who is signed in belongs to no structure, or is at none, and does not administer: there is nothing to see."""

    def __init__(self, me: SignedIn) -> None:
        """Tells who."""
        super().__init__("at no structure")
        self.me = me


class FormRefusedError(Exception):
    """The form does not carry the token of the session."""


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Sets a cookie that scripts cannot read and other sites cannot have sent."""
    response.set_cookie(
        name, value, max_age=seconds, path=PREFIX, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def drop_cookie(response: Response, name: str) -> None:
    """Removes a cookie from the browser."""
    response.delete_cookie(name, path=PREFIX, httponly=True, samesite="lax")


def who(request: Request, *, is_use: bool = True) -> SignedIn | None:
    """Returns who is signed in, if anybody.

    Args:
        request: of their browser.
        is_use: somebody asked for it; a page that fetches itself keeps no session open.
    """
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None
    with default_database().session_scope() as session:
        me = recruiters.find_session(session, token)
        if me is not None and is_use:
            recruiter_sessions.note_use(session, token)
    return me


def is_known(request: Request) -> SignedIn:
    """Returns who is signed in, wherever they are.

    Raises:
        SignInNeededError: nobody is.
    """
    me = who(request)
    if me is None:
        raise SignInNeededError
    return me


def may_read(me: Annotated[SignedIn, Depends(is_known)]) -> SignedIn:
    """Returns who is signed in, at a structure or to administer.

    Raises:
        NoStructureError: they are at none.
    """
    if me.structure_id is None and not me.administers:
        raise NoStructureError(me)
    return me


def may_follow(request: Request) -> SignedIn:
    """Returns who is signed in, for what an open page fetches by itself: that is no use of the session.

    Raises:
        SignInNeededError: nobody is.
        NoStructureError: they are at none.
    """
    me = who(request, is_use=False)
    if me is None:
        raise SignInNeededError
    return may_read(me)


def may_oversee(me: Annotated[SignedIn, Depends(is_known)]) -> SignedIn:
    """Returns who is signed in and administers.

    Raises:
        HTTPException: 404, these pages are not for them.
    """
    if not me.administers:
        raise HTTPException(404)
    return me


def may_write_own(me: Annotated[SignedIn, Depends(is_known)], csrf: Annotated[str, Form()] = "") -> SignedIn:
    """Returns who is signed in, wherever they are, and sent a form of their own session.

    Raises:
        FormRefusedError: the token is missing or another session's.
    """
    if not _same(csrf, me.csrf):
        raise FormRefusedError
    return me


def may_write(me: Annotated[SignedIn, Depends(may_write_own)]) -> SignedIn:
    """Returns who is signed in, at a structure or to administer, and sent a form of their own session.

    Raises:
        NoStructureError: they are at none.
    """
    return may_read(me)


def may_decide(me: Annotated[SignedIn, Depends(may_write)]) -> SignedIn:
    """Returns who is signed in at a structure and sent a form of their own session: what is decided is a structure's.

    Raises:
        FormRefusedError: they are at none.
    """
    if me.structure_id is None:
        raise FormRefusedError
    return me


def may_administer(me: Annotated[SignedIn, Depends(may_write)]) -> SignedIn:
    """Returns who is signed in, sent a form of their own session, and administers.

    Raises:
        FormRefusedError: they do not.
    """
    if not me.administers:
        raise FormRefusedError
    return me


def may_read_contents(me: Annotated[SignedIn, Depends(may_read)]) -> SignedIn:
    """Returns who is signed in and edits what candidates are told.

    Raises:
        HTTPException: 404, they do not.
    """
    if not me.edits:
        raise HTTPException(404)
    return me


def may_edit(me: Annotated[SignedIn, Depends(may_write)]) -> SignedIn:
    """Returns who is signed in, sent a form of their own session, and edits what candidates are told.

    Raises:
        FormRefusedError: they do not.
    """
    if not me.edits:
        raise FormRefusedError
    return me


Reader = Annotated[SignedIn, Depends(may_read)]
Follower = Annotated[SignedIn, Depends(may_follow)]
Overseer = Annotated[SignedIn, Depends(may_oversee)]
OwnReader = Annotated[SignedIn, Depends(is_known)]
OwnWriter = Annotated[SignedIn, Depends(may_write_own)]
Writer = Annotated[SignedIn, Depends(may_write)]
Member = Annotated[SignedIn, Depends(may_decide)]
Administrator = Annotated[SignedIn, Depends(may_administer)]
ContentReader = Annotated[SignedIn, Depends(may_read_contents)]
Editor = Annotated[SignedIn, Depends(may_edit)]


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _sign_in_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key(), salt="recruiting-sign-in")


def sign_in_token(request: Request) -> str | None:
    """Returns the token of the sign-in form that this browser was given, None if it has none that is still good."""
    try:
        token = _sign_in_signer().loads(request.cookies.get(SIGN_IN_COOKIE, ""), max_age=SIGN_IN_LIFE_SECONDS)
    except BadSignature:
        return None
    return str(token)


def give_sign_in_token(request: Request, response: Response, token: str) -> None:
    """Gives a browser, signed, the token that its sign-in form must carry."""
    set_cookie(request, response, SIGN_IN_COOKIE, str(_sign_in_signer().dumps(token)), SIGN_IN_LIFE_SECONDS)


def new_token() -> str:
    """Returns a token for a sign-in form."""
    return secrets.token_urlsafe(24)


def is_sign_in_form(request: Request, csrf: str) -> bool:
    """Returns whether a sign-in form is the one that this browser was given."""
    token = sign_in_token(request)
    return token is not None and _same(csrf, token)


def _search_signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_key(), salt="recruiting-search")


def remembered_search(request: Request) -> tuple[str, str]:
    """Returns the words last searched for, of names and of answers: kept in a cookie, so that none stands in an address."""
    try:
        kept = _search_signer().loads(request.cookies.get(SEARCH_COOKIE, ""))
    except BadSignature:
        return "", ""
    return (str(kept[0]), str(kept[1])) if isinstance(kept, list) and len(kept) == 2 else ("", "")


def remember_search(request: Request, response: Response, names: str, words: str) -> None:
    """Keeps the words searched for until sign-out; no word forgets them."""
    if names or words:
        kept = str(_search_signer().dumps([names, words]))
        set_cookie(request, response, SEARCH_COOKIE, kept, SESSION_LIFE_SECONDS)
    else:
        drop_cookie(response, SEARCH_COOKIE)


def drop_search(request: Request, response: Response) -> None:
    """Forgets the words searched for in a session that is over: they are not left to whoever comes next."""
    if SEARCH_COOKIE in request.cookies:
        drop_cookie(response, SEARCH_COOKIE)
