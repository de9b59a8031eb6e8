"""The account page: password, sessions and ways to sign in."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request, Response
from sqlalchemy.orm import Session

from bot.base import openid_settings
from bot.base.settings import settings
from bot.content.sentences import section, sentence
from bot.records.accounts import (
    openid_identities,
    passwords,
    recruiter_sessions,
    recruiters,
    second_factors,
    structures,
)
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import Recruiter
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import page_url, redirect, render
from bot.recruiting.sign_in import authentication
from bot.recruiting.sign_in.authentication import CredentialsRejectedError

ACCOUNT = "/compte"
MAX_PASSWORD_LENGTH = passwords.MAX_LENGTH
SessionId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix=ACCOUNT)


def password_error(password: str, again: str, login: str) -> str | None:
    """Why a new password is rejected, in French; None if it is accepted."""
    if fault := passwords.find_fault(password, login):
        return section("password_errors")[fault].format(shortest=passwords.MIN_LENGTH)
    return sentence("account.passwords_differ") if password != again else None


def _context(request: Request, session: Session, me: RecruiterUser) -> dict[str, Any]:
    account = session.get_one(Recruiter, me.recruiter_id)
    token, provider = request.cookies[security.SESSION_COOKIE], openid_settings.provider()
    return {
        "account": account,
        "sessions": recruiter_sessions.list_sessions(session, account.id, token),
        "names": {each.id: each.name for each in structures.list_structures(session)},
        "has_second_factor": second_factors.is_enabled(session, account.id),
        "codes_left": second_factors.recovery_codes_left(session, account.id),
        "provider": provider,
        "is_linked": provider is not None and openid_identities.is_linked(session, account.id, provider.issuer),
        "idle_minutes": settings().idle_minutes,
        "shortest": passwords.MIN_LENGTH,
    }


def _page(
    request: Request, me: RecruiterUser, *, done: str | None = None, error: str | None = None, status: int = 200
) -> Response:
    with default_database().session_scope() as session:
        shown = _context(request, session, me)
    return render(request, "account.html", me, status=status, done=done, error=error, **shown)


@router.get("")
def show_account(request: Request, me: security.UserGet, done: Annotated[str, Query(alias="fait")] = "") -> Response:
    """The user's own account."""
    return _page(request, me, done=section("account_flash").get(done))


@router.post("/mot-de-passe")
def change_password(
    request: Request,
    me: security.UserPost,
    old: Annotated[str, Form(alias="ancien", max_length=MAX_PASSWORD_LENGTH)] = "",
    new: Annotated[str, Form(alias="nouveau", max_length=MAX_PASSWORD_LENGTH)] = "",
    again: Annotated[str, Form(alias="encore", max_length=MAX_PASSWORD_LENGTH)] = "",
) -> Response:
    """Change the user's password and end their other sessions."""
    with default_database().session_scope() as session:
        login = session.get_one(Recruiter, me.recruiter_id).login
    if fault := password_error(new, again, login):
        return _page(request, me, error=fault, status=400)
    try:
        authentication.verify_password(request, me.recruiter_id, old)
        authentication.run_hashing(request, lambda: _set_password(request, me, new))
    except CredentialsRejectedError as error:
        return _page(request, me, error=error.sentence, status=error.status)
    return redirect(page_url(f"{ACCOUNT}?fait=mot-de-passe"))


def _set_password(request: Request, me: RecruiterUser, password: str) -> None:
    with default_database().session_scope() as session:
        account = session.get_one(Recruiter, me.recruiter_id)
        kept = request.cookies[security.SESSION_COOKIE]
        recruiters.set_password(session, account, password, actor=me.actor, keep_token=kept)


@router.post("/sessions/{session_id}/terminer")
def end_session(request: Request, me: security.UserPost, session_id: SessionId) -> Response:
    """End one of the user's sessions."""
    with default_database().session_scope() as session:
        recruiter_sessions.end_session(session, me.recruiter_id, session_id)
        is_over = recruiter_sessions.find_session(session, request.cookies[security.SESSION_COOKIE]) is None
    return redirect(page_url("/connexion" if is_over else f"{ACCOUNT}?fait=session"))
