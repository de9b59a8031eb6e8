"""Saved filters of the list."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import QueryParams

from bot.base.geography import Commune
from bot.base.invisible import one_line
from bot.records.desk import saved_filters
from bot.records.models import SavedFilter
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.files import filter_form
from bot.recruiting.files.chips import in_words
from bot.recruiting.files.filter_form import Asked
from bot.recruiting.rendering import address

FilterId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix="/filtres")


def back_to_list(query: str, **more: object) -> Response:
    """Redirect to the list with its filters and further parameters."""
    told = "&".join(f"{name}={value}" for name, value in more.items())
    return RedirectResponse(f"{address('/')}?{'&'.join(filter(None, [query, told]))}".rstrip("?"), status_code=303)


def asked_by(row: SavedFilter) -> Asked:
    """The list query of a saved filter, search words included."""
    return filter_form.read(QueryParams(row.content["query"]), row.content["names"], row.content["words"])


def said_of(row: SavedFilter, town: Commune | None) -> str:
    """A saved filter in one line."""
    return in_words(asked_by(row), town)


@router.post("")
def keep_filter(
    request: Request,
    me: security.Writer,
    name: Annotated[str, Form(alias="nom")] = "",
    query: Annotated[str, Form(alias="retour", max_length=4000)] = "",
) -> Response:
    """Save the current filters."""
    asked = filter_form.read(QueryParams(query), *security.remembered_search(request))
    here = filter_form.query(asked)
    name = one_line(name)[: saved_filters.LONGEST_NAME]
    if not name:
        return back_to_list(here, souci="nom")
    content = {"query": here, "names": asked.filters.names, "words": asked.filters.words}
    try:
        with default_database().session_scope() as session:
            saved_filters.keep(session, me, name, content)
    except saved_filters.TooManyFiltersError:
        return back_to_list(here, souci="trop")
    return back_to_list(here, souci="garde")


@router.post("/{filter_id}")
def apply_filter(request: Request, me: security.Writer, filter_id: FilterId) -> Response:
    """Apply a saved filter.

    Raises:
        HTTPException: 404 if there is none.
    """
    with default_database().session_scope() as session:
        row = saved_filters.find(session, me, filter_id)
    if row is None:
        raise HTTPException(404)
    asked = asked_by(row)
    answer = back_to_list(filter_form.query(asked))
    security.remember_search(request, answer, asked.filters.names, asked.filters.words)
    return answer


@router.post("/{filter_id}/supprimer")
def delete_filter(
    request: Request,
    me: security.Writer,
    filter_id: FilterId,
    query: Annotated[str, Form(alias="retour", max_length=4000)] = "",
) -> Response:
    """Delete a saved filter."""
    with default_database().session_scope() as session:
        saved_filters.forget(session, me, filter_id)
    return back_to_list(filter_form.query(filter_form.read(QueryParams(query), *security.remembered_search(request))))
