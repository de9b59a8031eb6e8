"""Administration of structures: list, creation, members and invitations."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request, Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.base.text_cleanup import clean_line
from bot.content.sentences import section, sentence
from bot.records.accounts import invitations, recruiters, second_factors, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.accounts.structures import MAX_NAME_LENGTH
from bot.records.models import Recruiter, Structure
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import PREFIX, or_404, page_url, redirect, render
from bot.words import towns

STRUCTURES = "/structures"
MAX_TOWN_LENGTH = 200
CONFIRMED = "oui"
Confirmed = Annotated[str, Form(alias="confirme", max_length=10)]
AccountId = Annotated[str, Query(alias="compte", pattern="^([0-9a-f]{32})?$")]
StructureId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix=STRUCTURES)


def _find(session: Session, structure_id: str) -> Structure:
    """A structure, 404 if there is none."""
    return or_404(session.get(Structure, structure_id))


def _flash_message(done: str, whose: str) -> str:
    """The flash message of an action."""
    with default_database().session_scope() as session:
        account = session.get(Recruiter, whose)
        name = account.name if account else "cette personne"
    return section("structure_flash").get(done, "").format(name=name)


def _list_page(request: Request, me: RecruiterUser, *, status: int = 200, **form: Any) -> Response:
    with default_database().session_scope() as session:
        every = structures.list_structures(session)
        members = {member.id for structure in every for member in structures.members(session, structure.id)}
        shown = {
            "structures": every,
            "numbers": structures.count_members(session),
            "alone": [account for account in recruiters.list_accounts(session) if account.id not in members],
            "with_second_factor": second_factors.list_enabled(session),
        }
    form = {"name": "", "town": "", "anywhere": False, "found": None, "error": None, "done": None, **form}
    return render(request, "structures.html", me, status=status, in_words=towns.in_words, **shown, **form)


@router.get("")
def show_structures(
    request: Request, me: security.AdminGet, done: Annotated[str, Query(alias="fait")] = "", whose: AccountId = ""
) -> Response:
    """The structures, and the accounts without one."""
    return _list_page(request, me, done=_flash_message(done, whose))


@router.post("")
def create(
    request: Request,
    me: security.AdminPost,
    name: Annotated[str, Form(alias="nom", max_length=2 * MAX_NAME_LENGTH)] = "",
    town: Annotated[str, Form(alias="commune", max_length=MAX_TOWN_LENGTH)] = "",
    chosen: Annotated[str, Form(alias="insee", max_length=5)] = "",
    where: Annotated[str, Form(alias="partout", max_length=10)] = "",
) -> Response:
    """Create a structure. Asks which commune is meant if several have the name."""
    name, town, anywhere = clean_line(name)[:MAX_NAME_LENGTH], clean_line(town), bool(where)
    form = {"name": name, "town": town, "anywhere": anywhere}
    if not name:
        return _list_page(request, me, status=400, error=sentence("structures.no_name"), **form)
    if bool(town) == anywhere:
        error = sentence("structures.town_and_nationwide") if anywhere else sentence("structures.no_town")
        return _list_page(request, me, status=400, error=error, **form)
    place = None if anywhere else towns.of_code(chosen)
    if town and place is None:
        found = towns.find_town(town)
        if found.choices:
            return _list_page(request, me, status=409, found=found, **form)
        if found.town is None:
            return _list_page(request, me, status=400, error=towns.NOT_FOUND, **form)
        place = found.town
    try:
        with default_database().session_scope() as session:
            if structures.find(session, name) is not None:
                return _list_page(request, me, status=400, error=sentence("structures.name_taken"), **form)
            made = structures.create(session, name=name, town=place, actor=me.actor)
    except IntegrityError:
        return _list_page(request, me, status=400, error=sentence("structures.name_taken"), **form)
    return redirect(page_url(f"{STRUCTURES}/{made.id}?fait=cree"))


def _page(request: Request, me: RecruiterUser, structure_id: str, *, status: int = 200, **more: Any) -> Response:
    with default_database().session_scope() as session:
        structure = _find(session, structure_id)
        accounts = {account.id: account.name for account in recruiters.list_accounts(session)}
        shown = {
            "structure": structure,
            "name": structure.name,
            "keeps_name": structure.name == structures.NATIONWIDE,
            "members": structures.members(session, structure_id),
            "with_second_factor": second_factors.list_enabled(session),
            "invitations": invitations.list_for_structure(session, structure_id),
            "names": accounts,
        }
    return render(
        request, "structure.html", me, status=status, in_words=towns.in_words, days=invitations.LIFETIME.days,
        **{"done": None, "error": None, "link": None, **shown, **more},
    )  # fmt: skip


@router.get("/{structure_id}")
def show_structure(
    request: Request,
    me: security.AdminGet,
    structure_id: StructureId,
    done: Annotated[str, Query(alias="fait")] = "",
    whose: AccountId = "",
) -> Response:
    """A structure with its members and open invitations."""
    return _page(request, me, structure_id, done=_flash_message(done, whose))


@router.post("/{structure_id}/nom")
def rename(
    request: Request,
    me: security.AdminPost,
    structure_id: StructureId,
    name: Annotated[str, Form(alias="nom", max_length=2 * MAX_NAME_LENGTH)] = "",
) -> Response:
    """Rename a structure."""
    name = clean_line(name)[:MAX_NAME_LENGTH]
    error = None if name else sentence("structures.no_name")
    try:
        with default_database().session_scope() as session:
            structure, other = _find(session, structure_id), structures.find(session, name)
            if other is not None and other.id != structure_id:
                error = sentence("structures.name_taken")
            if error is None:
                structures.rename(session, structure, name, actor=me.actor)
    except structures.ReservedNameError:
        error = sentence("structures.reserved_name")
    except IntegrityError:
        error = sentence("structures.name_taken")
    if error:
        return _page(request, me, structure_id, status=400, error=error, name=name)
    return redirect(page_url(f"{STRUCTURES}/{structure_id}?fait=renommee"))


@router.post("/{structure_id}/fermer")
def close(request: Request, me: security.AdminPost, structure_id: StructureId, confirmed: Confirmed = "") -> Response:
    """Close a structure, after a confirmation that names its members."""
    with default_database().session_scope() as session:
        structure = _find(session, structure_id)
        if confirmed != CONFIRMED:
            members = ", ".join(member.name for member in structures.members(session, structure_id))
            return render(
                request, "confirm_act.html", me, title=sentence("structures.close_title", name=structure.name),
                follows=sentence("structures.close_consequences", members=members or sentence("structures.no_member")),
                button=sentence("structures.close_button"), fields={}, tokens=[], path=f"{STRUCTURES}/{structure_id}/fermer",
                back=structure_id,
            )  # fmt: skip
        structures.close(session, structure, actor=me.actor)
    return redirect(page_url(f"{STRUCTURES}/{structure_id}?fait=fermee"))


@router.post("/{structure_id}/rouvrir")
def reopen(me: security.AdminPost, structure_id: StructureId) -> Response:
    """Reopen a closed structure."""
    with default_database().session_scope() as session:
        structures.reopen(session, _find(session, structure_id), actor=me.actor)
    return redirect(page_url(f"{STRUCTURES}/{structure_id}?fait=rouverte"))


@router.post("/{structure_id}/rejoindre")
def join(me: security.AdminPost, structure_id: StructureId) -> Response:
    """Join the structure as an administrator."""
    with default_database().session_scope() as session:
        account = session.get_one(Recruiter, me.recruiter_id)
        structures.join(session, account, _find(session, structure_id), actor=me.actor)
    return redirect(page_url(f"{STRUCTURES}/{structure_id}?fait=rejointe"))


@router.post("/{structure_id}/invitations")
def invite(
    request: Request,
    me: security.AdminPost,
    structure_id: StructureId,
    role: Annotated[str, Form(pattern="^(recruteur|administrateur)$")] = "recruteur",
) -> Response:
    """Create an invitation link and show it once."""
    with default_database().session_scope() as session:
        structure = _find(session, structure_id)
        is_administrator = role == "administrateur"
        token = invitations.create(session, structure, is_administrator=is_administrator, made_by=me.recruiter_id)
    link = f"{settings().site}{PREFIX}/invitation/{token}"
    return _page(request, me, structure_id, link=link, is_administrator=is_administrator)


@router.post("/{structure_id}/invitations/{invitation_id}/revoquer")
def revoke(me: security.AdminPost, structure_id: StructureId, invitation_id: StructureId) -> Response:
    """Revoke an invitation."""
    with default_database().session_scope() as session:
        _find(session, structure_id)
        invitations.revoke(session, structure_id, invitation_id, actor=me.actor)
    return redirect(page_url(f"{STRUCTURES}/{structure_id}?fait=revoquee"))
