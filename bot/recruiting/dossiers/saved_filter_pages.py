"""Saved filters of the list."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Request, Response
from starlette.datastructures import QueryParams

from bot.base.geography import Commune
from bot.base.text_cleanup import clean_line
from bot.records.desk import saved_filters
from bot.records.models import SavedFilter
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import filter_form, remembered_search
from bot.recruiting.dossiers.chips import filters_label
from bot.recruiting.dossiers.filter_form import ListQuery, ReturnedList
from bot.recruiting.rendering import or_404, page_url, redirect

FilterId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter(prefix="/filtres")


def redirect_to_list(list_query: ListQuery, **more: str | int) -> Response:
    """Redirect to the list with its filters and further parameters."""
    query = urlencode([*filter_form.query_pairs(list_query), *more.items()])
    return redirect(f"{page_url('/')}?{query}".rstrip("?"))


def saved_query(row: SavedFilter) -> ListQuery:
    """The list query of a saved filter, search words included."""
    return filter_form.parse(QueryParams(row.content["query"]), row.content["names"], row.content["words"])


def saved_filter_label(row: SavedFilter, town: Commune | None) -> str:
    """A saved filter in one line."""
    return filters_label(saved_query(row), town)


@router.post("")
def save_filter(
    me: security.RecruiterPost, list_query: ReturnedList, name: Annotated[str, Form(alias="nom")] = ""
) -> Response:
    """Save the current filters."""
    name = clean_line(name)[: saved_filters.MAX_NAME_LENGTH]
    if not name:
        return redirect_to_list(list_query, souci="nom")
    filters = list_query.filters
    content = {"query": filter_form.query_string(list_query), "names": filters.names, "words": filters.words}
    try:
        with default_database().session_scope() as session:
            saved_filters.save(session, me, name, content)
    except saved_filters.TooManyFiltersError:
        return redirect_to_list(list_query, souci="trop")
    return redirect_to_list(list_query, souci="garde")


@router.post("/{filter_id}")
def apply_filter(request: Request, me: security.RecruiterPost, filter_id: FilterId) -> Response:
    """Apply a saved filter, 404 if there is none."""
    with default_database().session_scope() as session:
        list_query = saved_query(or_404(saved_filters.find(session, me, filter_id)))
    response = redirect_to_list(list_query)
    remembered_search.remember(request, response, list_query.filters.names, list_query.filters.words)
    return response


@router.post("/{filter_id}/supprimer")
def delete_filter(me: security.RecruiterPost, filter_id: FilterId, list_query: ReturnedList) -> Response:
    """Delete a saved filter."""
    with default_database().session_scope() as session:
        saved_filters.remove(session, me, filter_id)
    return redirect_to_list(list_query)
