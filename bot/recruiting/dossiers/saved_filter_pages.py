"""Saved filters of the list."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response
from starlette.datastructures import QueryParams

from bot.base.geography import Commune
from bot.base.text_cleanup import clean_line
from bot.records.desk import saved_filters
from bot.records.models import SavedFilter
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import filter_form
from bot.recruiting.dossiers.chips import filters_label
from bot.recruiting.dossiers.filter_form import ListQuery
from bot.recruiting.rendering import page_url, redirect

FilterId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix="/filtres")


def redirect_to_list(query: str, **more: object) -> Response:
    """Redirect to the list with its filters and further parameters."""
    told = "&".join(f"{name}={value}" for name, value in more.items())
    return redirect(f"{page_url('/')}?{'&'.join(filter(None, [query, told]))}".rstrip("?"))


def saved_query(row: SavedFilter) -> ListQuery:
    """The list query of a saved filter, search words included."""
    return filter_form.parse(QueryParams(row.content["query"]), row.content["names"], row.content["words"])


def saved_filter_label(row: SavedFilter, town: Commune | None) -> str:
    """A saved filter in one line."""
    return filters_label(saved_query(row), town)


@router.post("")
def save_filter(
    request: Request,
    me: security.RecruiterPost,
    name: Annotated[str, Form(alias="nom")] = "",
    query: Annotated[str, Form(alias="retour", max_length=4000)] = "",
) -> Response:
    """Save the current filters."""
    list_query = filter_form.parse(QueryParams(query), *security.remembered_search(request))
    here = filter_form.query_string(list_query)
    name = clean_line(name)[: saved_filters.MAX_NAME_LENGTH]
    if not name:
        return redirect_to_list(here, souci="nom")
    content = {"query": here, "names": list_query.filters.names, "words": list_query.filters.words}
    try:
        with default_database().session_scope() as session:
            saved_filters.save(session, me, name, content)
    except saved_filters.TooManyFiltersError:
        return redirect_to_list(here, souci="trop")
    return redirect_to_list(here, souci="garde")


@router.post("/{filter_id}")
def apply_filter(request: Request, me: security.RecruiterPost, filter_id: FilterId) -> Response:
    """Apply a saved filter.

    Raises:
        HTTPException: 404 if there is none.
    """
    with default_database().session_scope() as session:
        row = saved_filters.find(session, me, filter_id)
    if row is None:
        raise HTTPException(404)
    list_query = saved_query(row)
    response = redirect_to_list(filter_form.query_string(list_query))
    security.remember_search(request, response, list_query.filters.names, list_query.filters.words)
    return response


@router.post("/{filter_id}/supprimer")
def delete_filter(
    request: Request,
    me: security.RecruiterPost,
    filter_id: FilterId,
    query: Annotated[str, Form(alias="retour", max_length=4000)] = "",
) -> Response:
    """Delete a saved filter."""
    with default_database().session_scope() as session:
        saved_filters.remove(session, me, filter_id)
    return redirect_to_list(
        filter_form.query_string(filter_form.parse(QueryParams(query), *security.remembered_search(request)))
    )
