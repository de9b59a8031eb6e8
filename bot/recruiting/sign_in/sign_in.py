"""Sign-in by password and second factor, and sign-out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from bot.base import metrics, openid_settings
from bot.records.accounts import recruiters
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import address, render
from bot.recruiting.sign_in import carrying, coming_in
from bot.recruiting.sign_in.coming_in import TryLaterError

SIGN_IN = "/connexion"
ENDED = f"{SIGN_IN}?finie=1"
WRONG = "Identifiant ou mot de passe incorrect. Après plusieurs essais manqués, il faut attendre de plus en plus avant le suivant."
STALE = "Le formulaire était ouvert depuis trop longtemps, ou les cookies sont bloqués. Saisissez de nouveau votre mot de passe."
STALE_CODE = (
    "Le formulaire était ouvert depuis trop longtemps, ou les cookies sont bloqués. Saisissez de nouveau le code."
)
WRONG_CODE = "Ce code n'est pas le bon, ou il a déjà servi. Attendez que votre téléphone en montre un autre, ou prenez un code de secours."
LONGEST_CODE = 40

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
    token = security.sign_in_token(request) or security.new_token()
    page = render(request, template, None, status=status, csrf=token, error=error, **shown)
    security.give_sign_in_token(request, page, token)
    security.drop_search(request, page)
    if wait is not None:
        page.headers["retry-after"] = str(wait)
    return page


def _form(
    request: Request, *, login: str = "", error: str | None = None, status: int = 200, wait: int | None = None
) -> Response:
    return form_page(
        request, "sign_in.html", error=error, status=status, wait=wait, login=login, provider=openid_settings.provider(),
        is_invited=carrying.INVITED.read(request) is not None, is_unlinked=carrying.IDENTITY.read(request) is not None,
        is_over="finie" in request.query_params,
    )  # fmt: skip


def refused(request: Request, error: str, status: int) -> Response:
    """The sign-in form with an error of another way to sign in."""
    return _form(request, error=error, status=status)


@router.get(SIGN_IN)
def show_form(request: Request) -> Response:
    """The sign-in form. Signed-in users are redirected to the list."""
    if security.who(request) is not None:
        return RedirectResponse(address("/"), status_code=303)
    return _form(request)


@router.post(SIGN_IN)
async def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Sign in, or ask for a code. An unknown login, a wrong password and a closed account give the same error."""
    if not security.is_sign_in_form(request, csrf):
        return _form(request, login=login, error=STALE, status=403)
    try:
        account_id = await coming_in.account_of(request, login, password)
    except TryLaterError as error:
        return _form(request, login=login, error=error.sentence, status=error.status, wait=error.seconds)
    if account_id is None:
        metrics.sign_in_failures.labels("wrong").inc()
        return _form(request, login=login, error=WRONG, status=401)
    return await run_in_threadpool(coming_in.go_on, request, account_id)


@router.get(coming_in.CODE)
def show_code_form(request: Request) -> Response:
    """Ask for the second-factor code after a correct password."""
    if coming_in.who_needs_a_code(request) is None:
        return RedirectResponse(address(SIGN_IN), status_code=303)
    return form_page(request, "sign_in_code.html")


@router.post(coming_in.CODE)
def sign_in_with_code(
    request: Request,
    code: Annotated[str, Form(max_length=LONGEST_CODE)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Check the code and sign in."""
    account_id = coming_in.who_needs_a_code(request)
    if account_id is None:
        return RedirectResponse(address(SIGN_IN), status_code=303)
    if not security.is_sign_in_form(request, csrf):
        return form_page(request, "sign_in_code.html", error=STALE_CODE, status=403)
    try:
        is_right = coming_in.is_code_of(request, account_id, code)
    except TryLaterError as error:
        return form_page(request, "sign_in_code.html", error=error.sentence, status=error.status, wait=error.seconds)
    if not is_right:
        metrics.sign_in_failures.labels("wrong").inc()
        return form_page(request, "sign_in_code.html", error=WRONG_CODE, status=401)
    return coming_in.let_in(request, account_id)


@router.post("/deconnexion")
def sign_out(request: Request, me: security.OwnWriter) -> Response:
    """End the session."""
    with default_database().session_scope() as session:
        recruiters.close_session(session, request.cookies[security.SESSION_COOKIE])
    answer = RedirectResponse(address(SIGN_IN), status_code=303)
    for name in (security.SESSION_COOKIE, security.SEARCH_COOKIE, *(carried.cookie for carried in carrying.ALL)):
        security.drop_cookie(answer, name)
    return answer
