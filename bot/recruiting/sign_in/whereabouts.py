"""Going to another structure that one belongs to; and what is said to who is at none."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.records.accounts import recruiters
from bot.records.accounts.recruiters import SignedIn
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import address, render

router = APIRouter()


@router.post("/structure")
def go(
    request: Request,
    me: security.OwnWriter,
    structure_id: Annotated[str, Form(alias="structure", max_length=32)] = "",
) -> Response:
    """Goes on at a structure, or, who administers, at none."""
    try:
        with default_database().session_scope() as session:
            recruiters.be_at(session, request.cookies[security.SESSION_COOKIE], structure_id or None)
    except LookupError:
        return no_structure_page(request, me)
    return RedirectResponse(address("/"), status_code=303)


def no_structure_page(request: Request, me: SignedIn) -> Response:
    """Returns the page that says where one may go, or whom to ask."""
    with default_database().session_scope() as session:
        administrators = [
            account for account in recruiters.list_accounts(session) if account.administers and not account.disabled
        ]
    return render(request, "no_structure.html", me, status=403, administrators=administrators)
