"""Access control of the recruiters' pages: sessions, cookies, CSRF tokens and roles.

A page that the role does not allow is 404, so that it does not even say that it exists. A form is 403: whoever sends it
was shown it, and has lost the role or the session since.
"""

import hmac
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response

from bot.records.accounts import recruiter_sessions
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.store.database import default_database
from bot.recruiting.rendering import PREFIX

SESSION_COOKIE = "recrutement_session"
SESSION_MAX_AGE_SECONDS = int(recruiter_sessions.SESSION_LIFETIME.total_seconds())


class SignInRequiredError(Exception):
    """The page requires a signed-in user."""


class NoStructureError(Exception):
    """The user is not an administrator and acts for no structure, so that there is nothing to show."""

    def __init__(self, me: RecruiterUser) -> None:
        super().__init__("at no structure")
        self.me = me


class ForbiddenError(Exception):
    """The CSRF token of a form is missing or wrong, or the role does not allow the action."""


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
        SignInRequiredError: there is no valid session.
    """
    me = current_user(request)
    if me is None:
        raise SignInRequiredError
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
        SignInRequiredError: there is no valid session.
        NoStructureError: the user acts for no structure.
    """
    me = current_user(request, counts_as_activity=False)
    if me is None:
        raise SignInRequiredError
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
        ForbiddenError: the token is missing or belongs to another session.
    """
    if not tokens_match(csrf, me.csrf):
        raise ForbiddenError
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
        ForbiddenError: the user acts for no structure.
    """
    if me.structure_id is None:
        raise ForbiddenError
    return me


def require_admin_post(me: Annotated[RecruiterUser, Depends(require_recruiter_post)]) -> RecruiterUser:
    """Dependency: an administrator who posts a valid form.

    Raises:
        ForbiddenError: the user is not an administrator.
    """
    if not me.administers:
        raise ForbiddenError
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
        ForbiddenError: the user is not an editor.
    """
    if not me.edits:
        raise ForbiddenError
    return me


def tokens_match(given: str, expected: str) -> bool:
    """Whether two CSRF tokens are the same, compared in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


UserGet = Annotated[RecruiterUser, Depends(require_user)]
RecruiterGet = Annotated[RecruiterUser, Depends(require_recruiter)]
RecruiterPoll = Annotated[RecruiterUser, Depends(require_recruiter_polling)]
EditorGet = Annotated[RecruiterUser, Depends(require_editor)]
AdminGet = Annotated[RecruiterUser, Depends(require_admin)]

UserPost = Annotated[RecruiterUser, Depends(require_user_post)]
RecruiterPost = Annotated[RecruiterUser, Depends(require_recruiter_post)]
StructurePost = Annotated[RecruiterUser, Depends(require_structure_post)]
EditorPost = Annotated[RecruiterUser, Depends(require_editor_post)]
AdminPost = Annotated[RecruiterUser, Depends(require_admin_post)]
