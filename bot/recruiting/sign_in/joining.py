"""Invitation links: creating an account, or joining a structure with an existing one."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.base import openid_settings
from bot.base.invisible import one_line
from bot.front.addresses import address_of
from bot.records.accounts import invitations, openid_identities, passwords, recruiters
from bot.records.accounts.invitations import InvitationOverError, Invited
from bot.records.accounts.sign_in_failures import TooSoonError
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import address, render
from bot.recruiting.sign_in import carrying, coming_in
from bot.recruiting.sign_in.account import LONGEST_PASSWORD, fault_in_words
from bot.recruiting.sign_in.coming_in import TryLaterError, too_soon
from bot.recruiting.sign_in.sign_in import STALE, form_page

OVER = ("Invitation qui n'est plus valable", "Elle a déjà servi, a plus de sept jours ou a été révoquée. Demandez-en une autre à la personne qui vous l'a envoyée.")  # fmt: skip
WAIT = "Un instant"
NO_NAME = "Écrivez votre nom : c'est ainsi que vos collègues vous reconnaissent."
NO_LOGIN = "L'identifiant est une adresse e-mail, par exemple prenom.nom@exemple.fr."
NOT_OPENED = (
    "Le compte n'a pas pu être ouvert avec cet identifiant. Si vous avez déjà un compte, connectez-vous avec lui pour "
    "rejoindre la structure ; sinon, choisissez un autre identifiant."
)
LONGEST_NAME, LONGEST_LOGIN = 200, 254
Token = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{20,100}$")]

router = APIRouter(prefix="/invitation")


def _over(request: Request) -> Response:
    page = render(request, "error.html", security.who(request), status=410, title=OVER[0], sentence=OVER[1])
    carrying.INVITED.drop(page)
    return page


def _later(request: Request, seconds: int) -> Response:
    page = render(request, "error.html", None, status=429, title=WAIT, sentence=too_soon(seconds))
    page.headers["retry-after"] = str(seconds)
    return page


def _form(
    request: Request,
    token: str,
    invited: Invited,
    *,
    name: str = "",
    login: str = "",
    error: str | None = None,
    status: int = 200,
) -> Response:
    identity = carrying.IDENTITY.read(request)
    page = form_page(
        request, "joining.html", error=error, status=status, invited=invited, token=token, name=name, login=login,
        provider=openid_settings.provider(), has_identity=identity is not None, shortest=passwords.SHORTEST,
    )  # fmt: skip
    carrying.INVITED.give(request, page, {"token": token})
    return page


@router.get("/{token}")
def show_invitation(request: Request, token: Token) -> Response:
    """Ask a signed-in user whether to join, and any other visitor to create an account or to sign in."""
    try:
        invited = invitations.look(default_database(), token, address=address_of(request.scope))
    except InvitationOverError:
        return _over(request)
    except TooSoonError as error:
        return _later(request, error.seconds)
    me = security.who(request)
    return _form(request, token, invited) if me is None else render(
        request, "joining_signed_in.html", me, invited=invited, token=token
    )  # fmt: skip


def _fault(name: str, login: str, password: str, again: str) -> str | None:
    if not name:
        return NO_NAME
    try:
        validate_email(login, check_deliverability=False)
    except EmailNotValidError:
        return NO_LOGIN
    return fault_in_words(password, again, login)


@router.post("/{token}")
def open_account(
    request: Request,
    token: Token,
    *,
    name: Annotated[str, Form(alias="nom", max_length=2 * LONGEST_NAME)] = "",
    login: Annotated[str, Form(max_length=LONGEST_LOGIN)] = "",
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
    again: Annotated[str, Form(alias="encore", max_length=LONGEST_PASSWORD)] = "",
    linked: Annotated[str, Form(alias="relier", max_length=10)] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Create an account and sign it in."""
    given = {"name": one_line(name)[:LONGEST_NAME], "login": login.strip()}
    client = address_of(request.scope)
    try:
        invited = invitations.look(default_database(), token, address=client)
        if not security.is_sign_in_form(request, csrf):
            return _form(request, token, invited, error=STALE, status=403, **given)
        if fault := _fault(given["name"], given["login"], password, again):
            return _form(request, token, invited, error=fault, status=400, **given)
        account_id = coming_in.in_turn(
            request,
            lambda: invitations.open_account_by(default_database(), token, address=client, password=password, **given),
        )
        if account_id is None:
            return _form(request, token, invited, error=NOT_OPENED, status=400, **given)
    except InvitationOverError:
        return _over(request)
    except TooSoonError as error:
        return _later(request, error.seconds)
    except TryLaterError as error:
        return _form(request, token, invited, error=error.sentence, status=error.status, **given)
    if linked and (identity := carrying.IDENTITY.read(request)) is not None:
        with default_database().session_scope() as session:
            openid_identities.link(session, account_id, identity["issuer"], identity["subject"])
    answer = coming_in.let_in(request, account_id, to="/")
    for carried in (carrying.INVITED, carrying.IDENTITY):
        carried.drop(answer)
    return answer


@router.post("/{token}/rejoindre")
def join(request: Request, me: security.OwnWriter, token: Token) -> Response:
    """Join the structure with the signed-in account and switch to it."""
    try:
        with default_database().session_scope() as session:
            structure_id = invitations.join(session, token, me.recruiter_id)
            recruiters.be_at(session, request.cookies[security.SESSION_COOKIE], structure_id)
    except InvitationOverError:
        return _over(request)
    answer = RedirectResponse(address("/"), status_code=303)
    carrying.INVITED.drop(answer)
    return answer
