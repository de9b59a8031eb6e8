"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot import metrics
from bot.front.addresses import address_of
from bot.records import recruiters
from bot.records.database import default_database
from bot.records.sign_in_failures import TooSoonError
from bot.recruiting import security
from bot.recruiting.rendering import address, render
from bot.recruiting.waiting_line import LineFullError, WaitingLine

SIGN_IN = "/connexion"
WRONG = "Identifiant ou mot de passe incorrect. Après plusieurs essais manqués, il faut attendre de plus en plus avant le suivant."
BUSY = "Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes."
STALE = "Le formulaire était ouvert depuis trop longtemps, ou les cookies sont bloqués. Saisissez de nouveau votre mot de passe."

# Each check of a password takes 64 MB and a core for a moment.
_line = WaitingLine(at_once=2, waiting=20, of_one=5)
_BUSY_SECONDS = 5

router = APIRouter()


def too_soon(seconds: int) -> str:
    """Returns what is said of a try that must wait."""
    return f"Trop d'essais : réessayez dans {seconds} seconde{'s' if seconds > 1 else ''}."


def _form(request: Request, *, login: str = "", error: str | None = None, status: int = 200) -> Response:
    token = security.sign_in_token(request) or security.new_token()
    page = render(request, "sign_in.html", None, status=status, csrf=token, login=login, error=error)
    security.give_sign_in_token(request, page, token)
    return page


@router.get(SIGN_IN)
def show_form(request: Request) -> Response:
    """Shows the form, or leads on somebody who is signed in already."""
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
    """Opens a session; says the same for an unknown login, a wrong password and a closed account."""
    if not security.is_sign_in_form(request, csrf):
        return _form(request, login=login, error=STALE, status=403)
    before = request.cookies.get(security.SESSION_COOKIE, "")
    address_of_client = address_of(request.scope)
    try:
        token = await _line.run(address_of_client, lambda: _open(login, password, address_of_client, before))
    except LineFullError:
        return _later(request, login, "busy", BUSY, 503, _BUSY_SECONDS)
    except TooSoonError as error:
        return _later(request, login, "too_soon", too_soon(error.seconds), 429, error.seconds)
    if token is None:
        metrics.sign_in_failures.labels("wrong").inc()
        return _form(request, login=login, error=WRONG, status=401)
    answer = RedirectResponse(address("/"), status_code=303)
    security.set_cookie(request, answer, security.SESSION_COOKIE, token, security.SESSION_LIFE_SECONDS)
    security.drop_cookie(answer, security.SIGN_IN_COOKIE)
    return answer


def _open(login: str, password: str, client: str, before: str) -> str | None:
    """Returns the token of a new session in the place of an earlier one, None if nothing is opened.

    Raises:
        TooSoonError: the try must wait.
    """
    database = default_database()
    account_id = recruiters.authenticate(database, login, password, address=client)
    if account_id is None:
        return None
    with database.session_scope() as session:
        recruiters.close_session(session, before)
        return recruiters.open_session(session, account_id)


def _later(request: Request, login: str, reason: str, error: str, status: int, seconds: int) -> Response:
    """Asks to come back."""
    metrics.sign_in_failures.labels(reason).inc()
    page = _form(request, login=login, error=error, status=status)
    page.headers["retry-after"] = str(seconds)
    return page


@router.post("/deconnexion")
def sign_out(request: Request, me: security.Writer) -> Response:
    """Ends the session."""
    with default_database().session_scope() as session:
        recruiters.close_session(session, request.cookies[security.SESSION_COOKIE])
    answer = RedirectResponse(address(SIGN_IN), status_code=303)
    for name in (security.SESSION_COOKIE, security.SEARCH_COOKIE):
        security.drop_cookie(answer, name)
    return answer
