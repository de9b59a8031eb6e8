"""What who administers does with others' accounts: remove, give or take the role, close, open again, reset."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from bot.records import api_tokens, recruiters, second_factors, structures
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
MOST_TOKENS = 1000
Back = Annotated[str, Form(alias="structure", pattern="^([0-9a-f]{32})?$")]


@dataclass(frozen=True)
class Asked:
    """What was said of the tokens of somebody who leaves: those that were shown, and those to revoke."""

    shown: frozenset[str]
    revoked: frozenset[str]


def _asked(
    shown: Annotated[list[str] | None, Form(alias="montre", max_length=MOST_TOKENS)] = None,
    revoked: Annotated[list[str] | None, Form(alias="jeton", max_length=MOST_TOKENS)] = None,
) -> Asked:
    return Asked(frozenset(shown or ()), frozenset(revoked or ()))


Tokens = Annotated[Asked, Depends(_asked)]

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


def _leave(
    request: Request, me: SignedIn, recruiter_id: str, back: str, asked: Asked, act: Callable[[Session, Recruiter], None],
    *, structure_id: str | None,
) -> Response:  # fmt: skip
    """Does what ends somebody's access, and revokes those of their tokens that are ticked: asks about them before.

    Args:
        request: of who does it.
        me: the same.
        recruiter_id: who leaves.
        back: the structure of the page, "" for none.
        asked: what was said of the tokens.
        act: what ends the access.
        structure_id: which structure they leave; None for all.
    """
    with default_database().session_scope() as session:
        account = session.get(Recruiter, recruiter_id)
        live = api_tokens.made_by(session, recruiter_id, structure_id)
        is_asked = recruiter_id != me.recruiter_id or structure_id is not None
        if account is not None and is_asked and not {token.id for token in live} <= asked.shown:
            structure = session.get(Structure, structure_id) if structure_id else None
            return render(
                request, "leaving.html", me, account=account, structure=structure, back=back, tokens=live, asked=asked
            )

    def end(session: Session, account: Recruiter) -> None:
        act(session, account)
        for token in live:
            if token.id in asked.revoked:
                api_tokens.revoke(session, token.structure_id, token.id, actor=me.actor)

    return _act(request, me, recruiter_id, back, end, is_for_oneself=structure_id is not None)


@router.post("/retirer")
def remove(
    request: Request, me: security.Administrator, recruiter_id: StructureId, asked: Tokens, back: Back = ""
) -> Response:
    """Ends that an account belongs to the structure; asks first about the tokens that its owner made there."""

    def leave(session: Session, account: Recruiter) -> None:
        structure = session.get(Structure, back)
        if structure is None:
            raise HTTPException(404)
        structures.leave(session, account, structure, actor=me.actor)

    return _leave(request, me, recruiter_id, back, asked, leave, structure_id=back)


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
def close(
    request: Request, me: security.Administrator, recruiter_id: StructureId, asked: Tokens, back: Back = ""
) -> Response:
    """Closes an account: its sessions end at once; asks first about the tokens that its owner made."""

    def disable(session: Session, account: Recruiter) -> None:
        recruiters.disable(session, account, actor=me.actor)

    return _leave(request, me, recruiter_id, back, asked, disable, structure_id=None)


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
