"""Switching the structure a signed-in recruiter acts for.

A session acts for one structure or for none. Without one, administrators see the whole service and everybody else sees
`no_structure_page`.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import page_url, redirect, render

router = APIRouter()


@router.post("/structure")
def switch_structure(
    request: Request,
    me: security.UserPost,
    structure_id: Annotated[str, Form(alias="structure", max_length=32)] = "",
) -> Response:
    """Switch the session to a structure of the account. Empty: service-wide, administrators only."""
    try:
        with default_database().session_scope() as session:
            recruiter_sessions.switch_structure(session, request.cookies[security.SESSION_COOKIE], structure_id or None)
    except LookupError:
        return no_structure_page(request, me)
    return redirect(page_url("/"))


def no_structure_page(request: Request, me: RecruiterUser) -> Response:
    """403: choose one of your structures, or ask one of the listed administrators for an invitation."""
    with default_database().session_scope() as session:
        administrators = [
            account for account in recruiters.list_accounts(session) if account.administers and not account.disabled
        ]
    return render(request, "no_structure.html", me, status=403, administrators=administrators)
