"""Sign-in with an OpenID provider, and linking its identities to accounts."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from bot.base import metrics, openid_settings
from bot.base.openid_settings import Provider
from bot.base.settings import settings
from bot.front.headers import LEADS_AWAY
from bot.records.accounts import openid_identities
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import PREFIX, address, render
from bot.recruiting.sign_in import carrying, coming_in, openid_client, sign_in
from bot.recruiting.sign_in.account import ACCOUNT, LONGEST_PASSWORD, WRONG_PASSWORD
from bot.recruiting.sign_in.coming_in import TryLaterError
from bot.recruiting.sign_in.openid_client import OpenidError

START = "/connexion/openid"
BACK = f"{START}/retour"
LINK = "/compte/openid"
AWAY = "{name} ne répond pas en ce moment. Réessayez dans quelques minutes, ou connectez-vous avec votre mot de passe."
FAILED = "La connexion par {name} n'a pas abouti. Recommencez, ou connectez-vous avec votre mot de passe."
TAKEN = "Ce compte chez {name} ouvre déjà un autre compte ici : il n'a pas été relié au vôtre. Adressez-vous à la personne qui administre le service."

router = APIRouter()


def _provider() -> Provider:
    """The configured provider.

    Raises:
        HTTPException: 404 if none is configured.
    """
    provider = openid_settings.provider()
    if provider is None:
        raise HTTPException(404)
    return provider


def _return_address() -> str:
    return f"{settings().site}{PREFIX}{BACK}"


@router.get(START)
def begin(request: Request) -> Response:
    """Redirect to the provider."""
    provider = _provider()
    try:
        url, carried = openid_client.begin(provider, _return_address())
    except OpenidError:
        return sign_in.refused(request, AWAY.format(name=provider.name), 503)
    answer = RedirectResponse(url, status_code=303, headers={LEADS_AWAY: "1"})
    carrying.AT_PROVIDER.give(request, answer, carried)
    return answer


@router.get(BACK)
def come_back(request: Request) -> Response:
    """The callback: sign in with the linked account, or offer to link one."""
    provider, carried = _provider(), carrying.AT_PROVIDER.read(request)
    try:
        if carried is None:
            raise OpenidError("another browser")
        subject = openid_client.finish(provider, _return_address(), carried, request.query_params)
    except OpenidError:
        metrics.sign_in_failures.labels("openid").inc()
        answer = sign_in.refused(request, FAILED.format(name=provider.name), 400)
        carrying.AT_PROVIDER.drop(answer)
        return answer
    with default_database().session_scope() as session:
        account = openid_identities.find_account(session, provider.issuer, subject)
    if account is not None:
        answer = coming_in.go_on(request, account.id)
    else:
        answer = RedirectResponse(address(_where_to_link(request)), status_code=303)
        carrying.IDENTITY.give(request, answer, {"issuer": provider.issuer, "subject": subject})
    carrying.AT_PROVIDER.drop(answer)
    return answer


def _where_to_link(request: Request) -> str:
    if security.who(request) is not None:
        return LINK
    invited = carrying.INVITED.read(request)
    return f"/invitation/{invited['token']}" if invited else sign_in.SIGN_IN


@router.get(LINK)
def show_link_form(request: Request, me: security.OwnReader) -> Response:
    """Ask whether to link the pending identity to the account."""
    provider = _provider()
    if carrying.IDENTITY.read(request) is None:
        return RedirectResponse(address(ACCOUNT), status_code=303)
    return render(request, "openid_link.html", me, provider=provider, error=None)


@router.post(LINK)
def link(
    request: Request,
    me: security.OwnWriter,
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
) -> Response:
    """Link the identity after checking the password."""
    provider, identity = _provider(), carrying.IDENTITY.read(request)
    if identity is None or identity["issuer"] != provider.issuer:
        return RedirectResponse(address(ACCOUNT), status_code=303)
    try:
        is_right = coming_in.is_password_of(request, me.recruiter_id, password)
    except TryLaterError as error:
        return render(request, "openid_link.html", me, status=error.status, provider=provider, error=error.sentence)
    if not is_right:
        return render(request, "openid_link.html", me, status=401, provider=provider, error=WRONG_PASSWORD)
    with default_database().session_scope() as session:
        is_linked = openid_identities.link(session, me.recruiter_id, provider.issuer, identity["subject"])
    if is_linked:
        answer: Response = RedirectResponse(address(f"{ACCOUNT}?fait=relie"), status_code=303)
    else:
        taken = TAKEN.format(name=provider.name)
        answer = render(request, "openid_link.html", me, status=409, provider=provider, error=taken)
    carrying.IDENTITY.drop(answer)
    return answer


@router.post(f"{LINK}/oublier")
def forget(_me: security.OwnWriter) -> Response:
    """Discard the pending identity, which was another user's of this computer."""
    answer = RedirectResponse(address(ACCOUNT), status_code=303)
    carrying.IDENTITY.drop(answer)
    return answer


@router.post(f"{LINK}/delier")
def unlink(me: security.OwnWriter) -> Response:
    """Unlink the provider from the account."""
    with default_database().session_scope() as session:
        openid_identities.unlink(session, me.recruiter_id, _provider().issuer)
    return RedirectResponse(address(f"{ACCOUNT}?fait=delie"), status_code=303)
