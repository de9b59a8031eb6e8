"""The list of candidates, in order of date or name."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.records import audit, directory
from bot.records.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import address, render

LONGEST_SEARCH = 100

router = APIRouter()


@router.get("/")
def show_list(
    request: Request,
    me: security.Reader,
    sort: Annotated[
        str, Query(alias="tri", pattern=f"^({directory.BY_DATE}|{directory.BY_NAME})$")
    ] = directory.BY_DATE,
    page: int = 1,
) -> Response:
    """Shows a page of the list, of those found if a search is on."""
    search = security.remembered_search(request)
    with default_database().session_scope() as session:
        listed = directory.list_candidates(session, me, search=search, sort=sort, page=page)
        audit.record(session, actor=me.actor, act="searched_candidates" if search else "listed_candidates")
    return render(request, "candidates.html", me, listed=listed, sort=sort, search=search)


@router.post("/recherche")
def search_list(
    request: Request,
    me: security.Writer,
    words: Annotated[str, Form(alias="recherche", max_length=LONGEST_SEARCH)] = "",
) -> Response:
    """Starts or ends a search. What is searched for may be a name: it never stands in an address."""
    answer = RedirectResponse(address("/"), status_code=303)
    security.remember_search(request, answer, words.replace("\x00", "").strip())  # PostgreSQL takes no NUL
    return answer
