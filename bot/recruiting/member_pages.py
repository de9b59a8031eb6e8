"""What who administers does with others' accounts: remove, give or take the role, close, open again, reset."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from bot.records import recruiters, second_factors, structures
from bot.records.database import default_database
from bot.records.models import Recruiter, Structure
from bot.records.recruiters import SignedIn
from bot.recruiting import security
from bot.recruiting.rendering import address, render
from bot.recruiting.structure_pages import STRUCTURES, StructureId

OWN = (
    "Pas sur votre propre compte",
    "Vous pourriez vous enfermer dehors : demandez-le à une autre personne qui administre.",
)
Back = Annotated[str, Form(alias="structure", pattern="^([0-9a-f]{32})?$")]

router = APIRouter(prefix=f"{STRUCTURES}/comptes/{{recruiter_id}}")


def _act(
    request: Request, me: SignedIn, recruiter_id: str, back: str, act: Callable[[Session, Recruiter], object],
    *, is_for_oneself: bool = False,
) -> Response:  # fmt: skip
    """Does something with an account and leads back; not with one's own, by which nobody would be left to undo it."""
    if recruiter_id == me.recruiter_id and not is_for_oneself:
        return render(request, "error.html", me, status=400, title=OWN[0], sentence=OWN[1])
    with default_database().session_scope() as session:
        account = session.get(Recruiter, recruiter_id)
        if account is None:
            raise HTTPException(404)
        act(session, account)
    return RedirectResponse(address(f"{STRUCTURES}/{back}?fait=compte" if back else STRUCTURES), status_code=303)


@router.post("/retirer")
def remove(request: Request, me: security.Administrator, recruiter_id: StructureId, back: Back = "") -> Response:
    """Ends that an account belongs to the structure."""

    def leave(session: Session, account: Recruiter) -> None:
        structure = session.get(Structure, back)
        if structure is None:
            raise HTTPException(404)
        structures.leave(session, account, structure, actor=me.actor)

    return _act(request, me, recruiter_id, back, leave, is_for_oneself=True)


@router.post("/administrer")
def let_administer(
    request: Request,
    me: security.Administrator,
    recruiter_id: StructureId,
    administers: Annotated[str, Form(alias="administre", pattern="^(oui|non)$")],
    back: Back = "",
) -> Response:
    """Gives the role of administrator, or takes it."""
    return _act(
        request, me, recruiter_id, back,
        lambda session, account: recruiters.let_administer(
            session, account, administers=administers == "oui", actor=me.actor
        ),
    )  # fmt: skip


@router.post("/fermer")
def close(request: Request, me: security.Administrator, recruiter_id: StructureId, back: Back = "") -> Response:
    """Closes an account: its sessions end at once."""
    return _act(
        request, me, recruiter_id, back, lambda session, account: recruiters.disable(session, account, actor=me.actor)
    )


@router.post("/rouvrir")
def reopen(request: Request, me: security.Administrator, recruiter_id: StructureId, back: Back = "") -> Response:
    """Opens a closed account again."""
    return _act(
        request, me, recruiter_id, back, lambda session, account: recruiters.reopen(session, account, actor=me.actor)
    )


@router.post("/second-facteur")
def reset(request: Request, me: security.Administrator, recruiter_id: StructureId, back: Back = "") -> Response:
    """Takes the second factor of somebody who lost it away."""
    return _act(
        request, me, recruiter_id, back,
        lambda session, account: second_factors.reset(session, account.id, actor=me.actor),
    )  # fmt: skip
