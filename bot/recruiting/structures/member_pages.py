"""Administration of accounts: membership, administrator role, closing, reopening, resetting the second factor.

Actions that lock a colleague out or make them an administrator need a confirmation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from sqlalchemy.orm import Session

from bot.content.sentences import section
from bot.records.accounts import api_tokens, recruiters, second_factors, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import Recruiter, Structure
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import error_page, page_url, redirect, render
from bot.recruiting.structures.structure_pages import CONFIRMED, STRUCTURES, Confirmed, StructureId

MAX_TOKENS = 1000


@dataclass(frozen=True)
class ActionForm:
    """The form of an action.

    Attributes:
        back: id of the structure whose page it was, or empty.
        shown: tokens that the confirmation listed.
        revoked: those of them to revoke.
    """

    back: str
    is_confirmed: bool
    shown: frozenset[str]
    revoked: frozenset[str]


def _action_form(
    back: Annotated[str, Form(alias="structure", pattern="^([0-9a-f]{32})?$")] = "",
    confirmed: Confirmed = "",
    shown: Annotated[list[str] | None, Form(alias="montre", max_length=MAX_TOKENS)] = None,
    revoked: Annotated[list[str] | None, Form(alias="jeton", max_length=MAX_TOKENS)] = None,
) -> ActionForm:
    return ActionForm(back, confirmed == CONFIRMED, frozenset(shown or ()), frozenset(revoked or ()))


ActionFormBody = Annotated[ActionForm, Depends(_action_form)]

_ROLE = {"administrer": {"administre": "oui"}, "ne-plus-administrer": {"administre": "non"}}

router = APIRouter(prefix=f"{STRUCTURES}/comptes/{{recruiter_id}}")


def _act(
    request: Request, me: RecruiterUser, recruiter_id: str, form: ActionForm, name: str,
    act: Callable[[Session, Recruiter], object], *, leaves: str | None = None,
) -> Response:  # fmt: skip
    """Perform an action on an account after confirmation, and redirect. Refused on one's own account.

    Args:
        name: its key in the sections `confirm_…`, if it needs a confirmation, and `structure_flash`.
        leaves: structure that the account leaves, empty for all, None for none. The confirmation lists the tokens that
            the account created there.
    """
    if recruiter_id == me.recruiter_id and not leaves:
        return error_page(request, me, "own_account", 400)
    with default_database().session_scope() as session:
        account, structure = session.get(Recruiter, recruiter_id), session.get(Structure, form.back)
        if account is None or (leaves and structure is None):
            raise HTTPException(404)
        live = [] if leaves is None else api_tokens.list_created_by(session, recruiter_id, leaves or None)
        is_read = form.is_confirmed and {token.id for token in live} <= form.shown
        if name in section("confirm_title") and not is_read:
            names = {"name": account.name, "structure": structure.name if structure else ""}
            return render(
                request, "confirm_act.html", me, title=section("confirm_title")[name].format(**names),
                follows=section("confirm_consequences")[name].format(**names), button=section("confirm_button")[name], tokens=live, form=form, back=form.back,
                path=f"{STRUCTURES}/comptes/{account.id}/{name.removeprefix('ne-plus-')}",
                fields={"structure": form.back, **_ROLE.get(name, {})},
            )  # fmt: skip
        act(session, account)
        for token in live:
            if token.id in form.revoked:
                api_tokens.revoke(session, token.structure_id, token.id, actor=me.actor)
    page = f"{STRUCTURES}/{form.back}" if form.back else STRUCTURES
    return redirect(page_url(f"{page}?fait={name}&compte={recruiter_id}"))


@router.post("/retirer")
def remove_member(
    request: Request, me: security.AdminPost, recruiter_id: StructureId, form: ActionFormBody
) -> Response:
    """Remove a member from the structure.

    Raises:
        HTTPException: 404 without a structure.
    """
    if not form.back:
        raise HTTPException(404)

    def leave(session: Session, account: Recruiter) -> None:
        structures.leave(session, account, session.get_one(Structure, form.back), actor=me.actor)

    return _act(request, me, recruiter_id, form, "retirer", leave, leaves=form.back)


@router.post("/administrer")
def set_administrator(
    request: Request,
    me: security.AdminPost,
    recruiter_id: StructureId,
    form: ActionFormBody,
    administers: Annotated[str, Form(alias="administre", pattern="^(oui|non)$")],
) -> Response:
    """Grant or revoke the administrator role."""
    return _act(
        request, me, recruiter_id, form, "administrer" if administers == "oui" else "ne-plus-administrer",
        lambda session, account: recruiters.set_administrator(
            session, account, administers=administers == "oui", actor=me.actor
        ),
    )  # fmt: skip


@router.post("/fermer")
def close(request: Request, me: security.AdminPost, recruiter_id: StructureId, form: ActionFormBody) -> Response:
    """Close an account and end its sessions."""
    return _act(
        request, me, recruiter_id, form, "fermer",
        lambda session, account: recruiters.disable(session, account, actor=me.actor),
        leaves="",
    )  # fmt: skip


@router.post("/rouvrir")
def reopen(request: Request, me: security.AdminPost, recruiter_id: StructureId, form: ActionFormBody) -> Response:
    """Reopen a closed account."""
    return _act(
        request, me, recruiter_id, form, "rouvrir",
        lambda session, account: recruiters.reopen(session, account, actor=me.actor),
    )  # fmt: skip


@router.post("/second-facteur")
def reset(request: Request, me: security.AdminPost, recruiter_id: StructureId, form: ActionFormBody) -> Response:
    """Remove the second factor of a user who lost it."""
    return _act(
        request, me, recruiter_id, form, "second-facteur",
        lambda session, account: second_factors.reset(session, account.id, actor=me.actor),
    )  # fmt: skip
