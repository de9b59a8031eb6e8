"""Sign-in by password and second factor, and sign-out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool

from bot.base import metrics, openid_settings
from bot.content.sentences import sentence
from bot.records.accounts import recruiter_sessions
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import remembered_search
from bot.recruiting.rendering import page_url, redirect, render
from bot.recruiting.sign_in import authentication, flow_cookies, visitor_csrf
from bot.recruiting.sign_in.authentication import CredentialsRejectedError, SignInThrottledError

SIGN_IN = "/connexion"
SIGN_IN_AFTER_EXPIRY = f"{SIGN_IN}?finie=1"
MAX_CODE_LENGTH = 40

router = APIRouter()


def form_page(
    request: Request,
    template: str,
    /,
    *,
    error: str | None = None,
    status: int = 200,
    wait: int | None = None,
    **shown: object,
) -> Response:
    """A page with a form for visitors who are not signed in, and the cookie with its CSRF token."""
    token = visitor_csrf.token_of(request)
    page = render(request, template, None, status=status, csrf=token, error=error, **shown)
    visitor_csrf.set_token(request, page, token)
    remembered_search.clear(request, page)
    if wait is not None:
        page.headers["retry-after"] = str(wait)
    return page


def sign_in_page(
    request: Request, *, login: str = "", error: str | None = None, status: int = 200, wait: int | None = None
) -> Response:
    """The sign-in form."""
    return form_page(
        request, "sign_in.html", error=error, status=status, wait=wait, login=login, provider=openid_settings.provider(),
        is_invited=flow_cookies.INVITATION.read(request) is not None, is_unlinked=flow_cookies.UNLINKED_IDENTITY.read(request) is not None,
        is_over="finie" in request.query_params,
    )  # fmt: skip


@router.get(SIGN_IN)
def show_form(request: Request) -> Response:
    """The sign-in form. Signed-in users are redirected to the list."""
    if security.current_user(request) is not None:
        return redirect(page_url("/"))
    return sign_in_page(request)


@router.post(SIGN_IN)
async def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Sign in, or ask for a code. An unknown login, a wrong password and a closed account give the same error."""
    if not visitor_csrf.is_valid(request, csrf):
        return sign_in_page(request, login=login, error=sentence("sign_in.stale_form"), status=403)
    try:
        account_id = await authentication.authenticate(request, login, password)
    except SignInThrottledError as error:
        return sign_in_page(request, login=login, error=error.sentence, status=error.status, wait=error.seconds)
    if account_id is None:
        metrics.sign_in_failures.labels("wrong").inc()
        return sign_in_page(request, login=login, error=sentence("sign_in.wrong_credentials"), status=401)
    return await run_in_threadpool(authentication.complete_first_factor, request, account_id)


@router.get(authentication.CODE_PATH)
def show_code_form(request: Request) -> Response:
    """Ask for the second-factor code after a correct password."""
    if authentication.pending_second_factor_account(request) is None:
        return redirect(page_url(SIGN_IN))
    return form_page(request, "sign_in_code.html")


@router.post(authentication.CODE_PATH)
def sign_in_with_code(
    request: Request,
    code: Annotated[str, Form(max_length=MAX_CODE_LENGTH)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Check the code and sign in."""
    account_id = authentication.pending_second_factor_account(request)
    if account_id is None:
        return redirect(page_url(SIGN_IN))
    if not visitor_csrf.is_valid(request, csrf):
        return form_page(request, "sign_in_code.html", error=sentence("sign_in.stale_code"), status=403)
    try:
        authentication.redeem_second_factor(request, account_id, code)
    except SignInThrottledError as error:
        return form_page(request, "sign_in_code.html", error=error.sentence, status=error.status, wait=error.seconds)
    except CredentialsRejectedError as error:
        metrics.sign_in_failures.labels("wrong").inc()
        return form_page(request, "sign_in_code.html", error=error.sentence, status=error.status)
    return authentication.open_browser_session(request, account_id)


@router.post("/deconnexion")
def sign_out(request: Request, me: security.UserPost) -> Response:
    """End the session."""
    with default_database().session_scope() as session:
        recruiter_sessions.close_session(session, request.cookies[security.SESSION_COOKIE])
    response = redirect(page_url(SIGN_IN))
    for name in (
        security.SESSION_COOKIE,
        remembered_search.SEARCH_COOKIE,
        *(cookie.name for cookie in flow_cookies.ALL_FLOW_COOKIES),
    ):
        security.delete_cookie(response, name)
    return response
