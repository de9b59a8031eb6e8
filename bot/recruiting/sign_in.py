"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.records import recruiters
from bot.records.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import address, render

SIGN_IN = "/connexion"
WRONG = "Identifiant ou mot de passe incorrect. Après cinq essais manqués, le compte reste fermé pendant 15 minutes."
STALE = "Le formulaire était ouvert depuis trop longtemps, ou les cookies sont bloqués. Saisissez de nouveau votre mot de passe."

router = APIRouter()


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
def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Opens a session; says the same for an unknown login, a wrong password, a locked and a closed account."""
    if not security.is_sign_in_form(request, csrf):
        return _form(request, login=login, error=STALE, status=403)
    database = default_database()
    account_id = recruiters.authenticate(database, login, password)
    if account_id is None:
        return _form(request, login=login, error=WRONG, status=401)
    with database.session_scope() as session:
        recruiters.close_session(session, request.cookies.get(security.SESSION_COOKIE, ""))
        token = recruiters.open_session(session, account_id)
    answer = RedirectResponse(address("/"), status_code=303)
    security.set_cookie(request, answer, security.SESSION_COOKIE, token, security.SESSION_LIFE_SECONDS)
    security.drop_cookie(answer, security.SIGN_IN_COOKIE)
    return answer


@router.post("/deconnexion")
def sign_out(request: Request, me: security.Writer) -> Response:
    """Ends the session."""
    with default_database().session_scope() as session:
        recruiters.close_session(session, request.cookies[security.SESSION_COOKIE])
    answer = RedirectResponse(address(SIGN_IN), status_code=303)
    for name in (security.SESSION_COOKIE, security.SEARCH_COOKIE):
        security.drop_cookie(answer, name)
    return answer
