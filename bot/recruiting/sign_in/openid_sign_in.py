"""Sign-in with an OpenID provider, and linking its identities to accounts."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.base import metrics, openid_settings
from bot.base.openid_settings import Provider
from bot.base.settings import settings
from bot.content.sentences import sentence
from bot.middleware.headers import ALLOW_EXTERNAL_REDIRECT
from bot.records.accounts import openid_identities
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import PREFIX, or_404, page_url, redirect, render
from bot.recruiting.sign_in import authentication, flow_cookies, openid_client, sign_in
from bot.recruiting.sign_in.account import ACCOUNT, MAX_PASSWORD_LENGTH
from bot.recruiting.sign_in.authentication import CredentialsRejectedError
from bot.recruiting.sign_in.openid_client import OpenidError

START = "/connexion/openid"
CALLBACK = f"{START}/retour"
LINK = "/compte/openid"

router = APIRouter()


def _provider() -> Provider:
    """The configured provider, 404 if none is configured."""
    return or_404(openid_settings.provider())


def _redirect_uri() -> str:
    return f"{settings().site}{PREFIX}{CALLBACK}"


@router.get(START)
def begin(request: Request) -> Response:
    """Redirect to the provider."""
    provider = _provider()
    try:
        url, carried = openid_client.begin(provider, _redirect_uri())
    except OpenidError:
        return sign_in.sign_in_page(
            request, error=sentence("sign_in.provider_unavailable", name=provider.name), status=503
        )
    response = RedirectResponse(url, status_code=303, headers={ALLOW_EXTERNAL_REDIRECT: "1"})
    flow_cookies.OPENID_HANDSHAKE.set(request, response, carried)
    return response


@router.get(CALLBACK)
def callback(request: Request) -> Response:
    """The callback: sign in with the linked account, or offer to link one."""
    provider, carried = _provider(), flow_cookies.OPENID_HANDSHAKE.read(request)
    try:
        if carried is None:
            raise OpenidError("another browser")
        subject = openid_client.finish(provider, _redirect_uri(), carried, request.query_params)
    except OpenidError:
        metrics.sign_in_failures.labels("openid").inc()
        response = sign_in.sign_in_page(
            request, error=sentence("sign_in.provider_failed", name=provider.name), status=400
        )
        flow_cookies.OPENID_HANDSHAKE.clear(response)
        return response
    with default_database().session_scope() as session:
        account = openid_identities.find_account(session, provider.issuer, subject)
    if account is not None:
        response = authentication.complete_first_factor(request, account.id)
    else:
        response = redirect(page_url(_link_page(request)))
        flow_cookies.UNLINKED_IDENTITY.set(request, response, {"issuer": provider.issuer, "subject": subject})
    flow_cookies.OPENID_HANDSHAKE.clear(response)
    return response


def _link_page(request: Request) -> str:
    if security.current_user(request) is not None:
        return LINK
    invited = flow_cookies.INVITATION.read(request)
    return f"/invitation/{invited['token']}" if invited else sign_in.SIGN_IN


@router.get(LINK)
def show_link_form(request: Request, me: security.UserGet) -> Response:
    """Ask whether to link the pending identity to the account."""
    provider = _provider()
    if flow_cookies.UNLINKED_IDENTITY.read(request) is None:
        return redirect(page_url(ACCOUNT))
    return render(request, "openid_link.html", me, provider=provider, error=None)


@router.post(LINK)
def link(
    request: Request,
    me: security.UserPost,
    password: Annotated[str, Form(max_length=MAX_PASSWORD_LENGTH)] = "",
) -> Response:
    """Link the identity after checking the password."""
    provider, identity = _provider(), flow_cookies.UNLINKED_IDENTITY.read(request)
    if identity is None or identity["issuer"] != provider.issuer:
        return redirect(page_url(ACCOUNT))
    try:
        authentication.verify_password(request, me.recruiter_id, password)
    except CredentialsRejectedError as error:
        return render(request, "openid_link.html", me, status=error.status, provider=provider, error=error.sentence)
    with default_database().session_scope() as session:
        is_linked = openid_identities.link(session, me.recruiter_id, provider.issuer, identity["subject"])
    if is_linked:
        response: Response = redirect(page_url(f"{ACCOUNT}?fait=relie"))
    else:
        taken = sentence("sign_in.identity_taken", name=provider.name)
        response = render(request, "openid_link.html", me, status=409, provider=provider, error=taken)
    flow_cookies.UNLINKED_IDENTITY.clear(response)
    return response


@router.post(f"{LINK}/oublier")
def discard_identity(_me: security.UserPost) -> Response:
    """Discard the pending identity, which was another user's of this computer."""
    response = redirect(page_url(ACCOUNT))
    flow_cookies.UNLINKED_IDENTITY.clear(response)
    return response


@router.post(f"{LINK}/delier")
def unlink(me: security.UserPost) -> Response:
    """Unlink the provider from the account."""
    with default_database().session_scope() as session:
        openid_identities.unlink(session, me.recruiter_id, _provider().issuer)
    return redirect(page_url(f"{ACCOUNT}?fait=delie"))
