"""API clients of a structure: access tokens and webhooks."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request, Response
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text_cleanup import clean_line
from bot.content.sentences import section, sentence
from bot.records.accounts import api_tokens, recruiters, structures, webhook_deliveries, webhooks
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.accounts.webhooks import Event
from bot.records.models import DisabledReason, WebhookEndpoint
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import or_404, page_url, redirect, render
from bot.webhooks.url_policy import DestinationRefusedError, validate_url

PATH = "/acces-programmes"
MONTHS = (1, 3, 6, 12)
Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix=PATH)


@dataclass(frozen=True)
class FlashMessages:
    """Flash messages of the page.

    Attributes:
        token: just created.
        secret: of a webhook, just created or renewed.
        secret_of: URL of that webhook.
        wrong_token: why no token was created.
        wrong_webhook: why no webhook was created.
        typed: the rejected form.
    """

    token: str = ""
    secret: str = ""
    secret_of: str = ""
    wrong_token: str = ""
    wrong_webhook: str = ""
    typed: dict[str, Any] = field(default_factory=dict)


@router.get("")
def show_api_clients(request: Request, me: security.RecruiterGet) -> Response:
    """Tokens and webhooks of the recruiter's structure."""
    return _page(request, me, FlashMessages())


def _page(request: Request, me: RecruiterUser, told: FlashMessages, status: int = 200) -> Response:
    tokens, endpoints, names, members = [], [], {}, set()
    with default_database().session_scope() as session:
        if me.structure_id is not None:
            tokens = api_tokens.list_for_structure(session, me.structure_id)
            endpoints = [
                (endpoint, webhook_deliveries.latest(session, endpoint.id))
                for endpoint in webhooks.list_for_structure(session, me.structure_id)
            ]
            names = {account.id: account.name for account in recruiters.list_accounts(session)}
            members = {one.id for one in structures.members(session, me.structure_id) if not one.disabled}
    return render(
        request, "api_clients.html", me, status=status, told=told, tokens=tokens, endpoints=endpoints, names=names,
        members=members, delivery_errors=section("delivery_errors"), events=section("api_events"), months=MONTHS, now=clock.now(),
        most_tries=webhook_deliveries.MAX_TRIES,
    )  # fmt: skip


@router.post("/jetons")
def create_token(
    request: Request,
    me: security.StructurePost,
    name: Annotated[str, Form(alias="nom", max_length=1000)] = "",
    scope: Annotated[str, Form(alias="droits", max_length=20)] = "lire",
    months: Annotated[int, Form(alias="mois", ge=1, le=api_tokens.MAX_MONTHS)] = MONTHS[0],
) -> Response:
    """Create a token and show it once."""
    assert me.structure_id is not None
    name = clean_line(name)
    if not name or len(name) > api_tokens.MAX_NAME_LENGTH:
        typed = {"nom": name, "droits": scope, "mois": months}
        return _page(request, me, FlashMessages(wrong_token=sentence("api_clients.no_name"), typed=typed), 422)
    with default_database().session_scope() as session:
        _, token = api_tokens.create(
            session, me.structure_id, name=name, decides=scope == "decider", months=months,
            recruiter_id=me.recruiter_id, actor=me.actor,
        )  # fmt: skip
    return _page(request, me, FlashMessages(token=token))


@router.post("/jetons/{token_id}/revoquer")
def revoke_token(me: security.StructurePost, token_id: Id) -> Response:
    """Revoke a token."""
    assert me.structure_id is not None
    with default_database().session_scope() as session:
        api_tokens.revoke(session, me.structure_id, token_id, actor=me.actor)
    return _redirect_back("jetons")


@router.post("/webhooks")
def add_webhook(
    request: Request,
    me: security.StructurePost,
    url: Annotated[str, Form(alias="adresse", max_length=5000)] = "",
    events: Annotated[list[str] | None, Form(alias="evenements", max_length=20)] = None,
) -> Response:
    """Create a webhook and show its secret once."""
    assert me.structure_id is not None
    chosen = [event for event in Event if event in (events or [])]
    typed = {"adresse": url, "evenements": chosen}
    try:
        taken = validate_url(url)
    except DestinationRefusedError as error:
        return _page(request, me, FlashMessages(wrong_webhook=str(error), typed=typed), 422)
    if not chosen:
        return _page(request, me, FlashMessages(wrong_webhook=sentence("api_clients.no_events"), typed=typed), 422)
    with default_database().session_scope() as session:
        made = webhooks.add(
            session, me.structure_id, url=taken, events=chosen, recruiter_id=me.recruiter_id, actor=me.actor
        )
    if made is None:
        refusal = sentence("api_clients.too_many", number=webhooks.MAX_ENDPOINTS)
        return _page(request, me, FlashMessages(wrong_webhook=refusal, typed=typed), 422)
    return _page(request, me, FlashMessages(secret=made.secret, secret_of=made.url))


@router.post("/webhooks/{endpoint_id}/secret")
def renew_secret(request: Request, me: security.StructurePost, endpoint_id: Id) -> Response:
    """Replace the secret of a webhook and show it once."""
    with default_database().session_scope() as session:
        endpoint = _find(session, me, endpoint_id)
        webhooks.rotate_secret(session, endpoint, actor=me.actor)
    return _page(request, me, FlashMessages(secret=endpoint.secret, secret_of=endpoint.url))


@router.post("/webhooks/{endpoint_id}/essayer")
def ping_webhook(me: security.StructurePost, endpoint_id: Id) -> Response:
    """Send a ping to a webhook."""
    with default_database().session_scope() as session:
        webhooks.ping(session, _find(session, me, endpoint_id))
    return _redirect_back(f"w-{endpoint_id}")


@router.post("/webhooks/{endpoint_id}/suspendre")
def disable_webhook(me: security.StructurePost, endpoint_id: Id) -> Response:
    """Pause a webhook."""
    with default_database().session_scope() as session:
        webhooks.disable(session, _find(session, me, endpoint_id), DisabledReason.PERSON, actor=me.actor)
    return _redirect_back(f"w-{endpoint_id}")


@router.post("/webhooks/{endpoint_id}/reprendre")
def enable_webhook(me: security.StructurePost, endpoint_id: Id) -> Response:
    """Resume a webhook."""
    with default_database().session_scope() as session:
        webhooks.enable(session, _find(session, me, endpoint_id), actor=me.actor)
    return _redirect_back(f"w-{endpoint_id}")


@router.post("/webhooks/{endpoint_id}/supprimer")
def remove_webhook(me: security.StructurePost, endpoint_id: Id) -> Response:
    """Delete a webhook."""
    with default_database().session_scope() as session:
        webhooks.remove(session, _find(session, me, endpoint_id), actor=me.actor)
    return _redirect_back("webhooks")


def _find(session: Session, me: RecruiterUser, endpoint_id: str) -> WebhookEndpoint:
    """A webhook of the recruiter's structure, 404 if there is none."""
    return or_404(webhooks.find(session, me.structure_id or "", endpoint_id))


def _redirect_back(place: str) -> Response:
    return redirect(f"{page_url(PATH)}#{place}")
