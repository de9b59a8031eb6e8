"""Access control of the recruiters' pages: sessions, cookies, CSRF tokens and roles."""

import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.records.accounts import recruiter_sessions
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.store.database import default_database
from bot.recruiting.rendering import PREFIX

SESSION_COOKIE = "recrutement_session"
SIGN_IN_COOKIE = "recrutement_connexion"
SEARCH_COOKIE = "recrutement_recherche"
SIGN_IN_MAX_AGE_SECONDS = 3600
SESSION_MAX_AGE_SECONDS = int(recruiter_sessions.SESSION_LIFETIME.total_seconds())


class SignInNeededError(Exception):
    """The page requires a signed-in user."""


class NoStructureError(Exception):
    """The user is not an administrator and acts for no structure, so that there is nothing to show."""

    def __init__(self, me: RecruiterUser) -> None:
        super().__init__("at no structure")
        self.me = me


class FormRefusedError(Exception):
    """The CSRF token of a form is missing or wrong, or the role does not allow the action."""


def or_404[T](value: T | None) -> T:
    """The value of a look-up.

    Raises:
        HTTPException: 404 if there is none.
    """
    if value is None:
        raise HTTPException(404)
    return value


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set an HttpOnly, SameSite=Lax cookie on the recruiters' pages."""
    response.set_cookie(
        name, value, max_age=seconds, path=PREFIX, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def delete_cookie(response: Response, name: str) -> None:
    """Delete a cookie."""
    response.delete_cookie(name, path=PREFIX, httponly=True, samesite="lax")


def current_user(request: Request, *, counts_as_activity: bool = True) -> RecruiterUser | None:
    """The signed-in user of a request, if any.

    Args:
        counts_as_activity: the request extends the session. Pages that poll pass False.
    """
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None
    with default_database().session_scope() as session:
        me = recruiter_sessions.find_session(session, token)
        if me is not None and counts_as_activity:
            recruiter_sessions.touch(session, token)
    return me


def require_user(request: Request) -> RecruiterUser:
    """Dependency: any signed-in user.

    Raises:
        SignInNeededError: there is no valid session.
    """
    me = current_user(request)
    if me is None:
        raise SignInNeededError
    return me


def require_recruiter(me: Annotated[RecruiterUser, Depends(require_user)]) -> RecruiterUser:
    """Dependency: a user acting for a structure, or an administrator.

    Raises:
        NoStructureError: neither applies.
    """
    if me.structure_id is None and not me.administers:
        raise NoStructureError(me)
    return me


def require_recruiter_polling(request: Request) -> RecruiterUser:
    """Dependency: like `require_recruiter`, for polling: it does not extend the session.

    Raises:
        SignInNeededError: there is no valid session.
        NoStructureError: the user acts for no structure.
    """
    me = current_user(request, counts_as_activity=False)
    if me is None:
        raise SignInNeededError
    return require_recruiter(me)


def require_admin(me: Annotated[RecruiterUser, Depends(require_user)]) -> RecruiterUser:
    """Dependency: an administrator.

    Raises:
        HTTPException: 404 for other users.
    """
    if not me.administers:
        raise HTTPException(404)
    return me


def require_user_post(
    me: Annotated[RecruiterUser, Depends(require_user)], csrf: Annotated[str, Form()] = ""
) -> RecruiterUser:
    """Dependency: any signed-in user who posts a form with their session's CSRF token.

    Raises:
        FormRefusedError: the token is missing or belongs to another session.
    """
    if not _constant_time_equal(csrf, me.csrf):
        raise FormRefusedError
    return me


def require_recruiter_post(me: Annotated[RecruiterUser, Depends(require_user_post)]) -> RecruiterUser:
    """Dependency: a user acting for a structure, or an administrator, who posts a valid form.

    Raises:
        NoStructureError: neither applies.
    """
    return require_recruiter(me)


def require_structure_post(me: Annotated[RecruiterUser, Depends(require_recruiter_post)]) -> RecruiterUser:
    """Dependency: a user acting for a structure who posts a valid form, since decisions belong to a structure.

    Raises:
        FormRefusedError: the user acts for no structure.
    """
    if me.structure_id is None:
        raise FormRefusedError
    return me


def require_admin_post(me: Annotated[RecruiterUser, Depends(require_recruiter_post)]) -> RecruiterUser:
    """Dependency: an administrator who posts a valid form.

    Raises:
        FormRefusedError: the user is not an administrator.
    """
    if not me.administers:
        raise FormRefusedError
    return me


def require_editor(me: Annotated[RecruiterUser, Depends(require_recruiter)]) -> RecruiterUser:
    """Dependency: a content editor.

    Raises:
        HTTPException: 404 for other users.
    """
    if not me.edits:
        raise HTTPException(404)
    return me


def require_editor_post(me: Annotated[RecruiterUser, Depends(require_recruiter_post)]) -> RecruiterUser:
    """Dependency: a content editor who posts a valid form.

    Raises:
        FormRefusedError: the user is not an editor.
    """
    if not me.edits:
        raise FormRefusedError
    return me


RecruiterGet = Annotated[RecruiterUser, Depends(require_recruiter)]
RecruiterPoll = Annotated[RecruiterUser, Depends(require_recruiter_polling)]
AdminGet = Annotated[RecruiterUser, Depends(require_admin)]
UserGet = Annotated[RecruiterUser, Depends(require_user)]
UserPost = Annotated[RecruiterUser, Depends(require_user_post)]
RecruiterPost = Annotated[RecruiterUser, Depends(require_recruiter_post)]
StructurePost = Annotated[RecruiterUser, Depends(require_structure_post)]
AdminPost = Annotated[RecruiterUser, Depends(require_admin_post)]
EditorGet = Annotated[RecruiterUser, Depends(require_editor)]
EditorPost = Annotated[RecruiterUser, Depends(require_editor_post)]


def _constant_time_equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _sign_in_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key(), salt="recruiting-sign-in")


def pre_session_csrf_token(request: Request) -> str | None:
    """The CSRF token of this browser's sign-in form, if it was issued by us and has not expired."""
    try:
        token = _sign_in_signer().loads(request.cookies.get(SIGN_IN_COOKIE, ""), max_age=SIGN_IN_MAX_AGE_SECONDS)
    except BadSignature:
        return None
    return str(token)


def set_pre_session_csrf_token(request: Request, response: Response, token: str) -> None:
    """Set the signed cookie with the CSRF token of the sign-in form."""
    set_cookie(request, response, SIGN_IN_COOKIE, str(_sign_in_signer().dumps(token)), SIGN_IN_MAX_AGE_SECONDS)


def new_token() -> str:
    """A new CSRF token for a sign-in form."""
    return secrets.token_urlsafe(24)


def check_pre_session_csrf(request: Request, csrf: str) -> bool:
    """Whether a sign-in form carries the CSRF token of its browser."""
    token = pre_session_csrf_token(request)
    return token is not None and _constant_time_equal(csrf, token)


def _search_signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_key(), salt="recruiting-search")


def remembered_search(request: Request) -> tuple[str, str]:
    """The last search: words of names and words of answers. They are kept in a cookie, never in a URL."""
    try:
        kept = _search_signer().loads(request.cookies.get(SEARCH_COOKIE, ""))
    except BadSignature:
        return "", ""
    return (str(kept[0]), str(kept[1])) if isinstance(kept, list) and len(kept) == 2 else ("", "")


def remember_search(request: Request, response: Response, names: str, words: str) -> None:
    """Keep the search until sign-out. An empty search deletes the cookie."""
    if names or words:
        kept = str(_search_signer().dumps([names, words]))
        set_cookie(request, response, SEARCH_COOKIE, kept, SESSION_MAX_AGE_SECONDS)
    else:
        delete_cookie(response, SEARCH_COOKIE)


def clear_search(request: Request, response: Response) -> None:
    """Delete the search of an ended session, so that the next user of the browser does not see it."""
    if SEARCH_COOKIE in request.cookies:
        delete_cookie(response, SEARCH_COOKIE)
