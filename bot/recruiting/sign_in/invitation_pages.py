"""Invitation links: creating an account, or joining a structure with an existing one."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Form, Path, Request, Response

from bot.base import openid_settings
from bot.base.text_cleanup import clean_line
from bot.content.sentences import sentence
from bot.middleware.client_ip import client_ip
from bot.records.accounts import invitations, openid_identities, passwords, recruiter_sessions
from bot.records.accounts.invitations import InvalidInvitationError, InvitationOffer
from bot.records.accounts.sign_in_failures import ThrottledError
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import error_page, page_url, redirect, render
from bot.recruiting.sign_in import authentication, flow_cookies, visitor_csrf
from bot.recruiting.sign_in.account import MAX_PASSWORD_LENGTH, password_error
from bot.recruiting.sign_in.authentication import SignInThrottledError, retry_delay
from bot.recruiting.sign_in.sign_in import form_page

MAX_NAME_LENGTH, MAX_LOGIN_LENGTH = 200, 254
Token = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{20,100}$")]

router = APIRouter(prefix="/invitation")


def _expired_page(request: Request) -> Response:
    page = error_page(request, security.current_user(request), "invitation_expired", 410)
    flow_cookies.INVITATION.clear(page)
    return page


def _throttled_page(request: Request, seconds: int) -> Response:
    page = error_page(request, None, "throttled", 429, delay=retry_delay(seconds))
    page.headers["retry-after"] = str(seconds)
    return page


def _form(
    request: Request,
    token: str,
    invited: InvitationOffer,
    *,
    name: str = "",
    login: str = "",
    error: str | None = None,
    status: int = 200,
) -> Response:
    identity = flow_cookies.UNLINKED_IDENTITY.read(request)
    page = form_page(
        request, "invitation.html", error=error, status=status, invited=invited, token=token, name=name, login=login,
        provider=openid_settings.provider(), has_identity=identity is not None, shortest=passwords.MIN_LENGTH,
    )  # fmt: skip
    flow_cookies.INVITATION.set(request, page, {"token": token})
    return page


@router.get("/{token}")
def show_invitation(request: Request, token: Token) -> Response:
    """Ask a signed-in user whether to join, and any other visitor to create an account or to sign in."""
    try:
        invited = invitations.preview(default_database(), token, address=client_ip(request.scope))
    except InvalidInvitationError:
        return _expired_page(request)
    except ThrottledError as error:
        return _throttled_page(request, error.seconds)
    me = security.current_user(request)
    return _form(request, token, invited) if me is None else render(
        request, "invitation_signed_in.html", me, invited=invited, token=token
    )  # fmt: skip


def _form_error(name: str, login: str, password: str, again: str) -> str | None:
    if not name:
        return sentence("invitation.no_name")
    try:
        validate_email(login, check_deliverability=False)
    except EmailNotValidError:
        return sentence("invitation.no_login")
    return password_error(password, again, login)


@router.post("/{token}")
def create_account(
    request: Request,
    token: Token,
    *,
    name: Annotated[str, Form(alias="nom", max_length=2 * MAX_NAME_LENGTH)] = "",
    login: Annotated[str, Form(max_length=MAX_LOGIN_LENGTH)] = "",
    password: Annotated[str, Form(max_length=MAX_PASSWORD_LENGTH)] = "",
    again: Annotated[str, Form(alias="encore", max_length=MAX_PASSWORD_LENGTH)] = "",
    linked: Annotated[str, Form(alias="relier", max_length=10)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Create an account and sign it in."""
    given = {"name": clean_line(name)[:MAX_NAME_LENGTH], "login": login.strip()}
    client = client_ip(request.scope)
    try:
        invited = invitations.preview(default_database(), token, address=client)
        if not visitor_csrf.is_valid(request, csrf):
            return _form(request, token, invited, error=sentence("sign_in.stale_form"), status=403, **given)
        if fault := _form_error(given["name"], given["login"], password, again):
            return _form(request, token, invited, error=fault, status=400, **given)
        account_id = authentication.run_hashing(
            request,
            lambda: invitations.create_account(default_database(), token, address=client, password=password, **given),
        )
        if account_id is None:
            return _form(request, token, invited, error=sentence("invitation.not_created"), status=400, **given)
    except InvalidInvitationError:
        return _expired_page(request)
    except ThrottledError as error:
        return _throttled_page(request, error.seconds)
    except SignInThrottledError as error:
        return _form(request, token, invited, error=error.sentence, status=error.status, **given)
    if linked and (identity := flow_cookies.UNLINKED_IDENTITY.read(request)) is not None:
        with default_database().session_scope() as session:
            openid_identities.link(session, account_id, identity["issuer"], identity["subject"])
    response = authentication.open_browser_session(request, account_id, to="/")
    for cookie in (flow_cookies.INVITATION, flow_cookies.UNLINKED_IDENTITY):
        cookie.clear(response)
    return response


@router.post("/{token}/rejoindre")
def join(request: Request, me: security.UserPost, token: Token) -> Response:
    """Join the structure with the signed-in account and switch to it."""
    try:
        with default_database().session_scope() as session:
            structure_id = invitations.join(session, token, me.recruiter_id)
            recruiter_sessions.switch_structure(session, request.cookies[security.SESSION_COOKIE], structure_id)
    except InvalidInvitationError:
        return _expired_page(request)
    response = redirect(page_url("/"))
    flow_cookies.INVITATION.clear(response)
    return response
