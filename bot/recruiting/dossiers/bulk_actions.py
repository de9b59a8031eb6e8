"""Bulk actions on the checked candidates of the list: export, shortlist."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.datastructures import QueryParams

from bot.records.desk import shortlists
from bot.records.desk.listing import Filters, Listing
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import exports, filter_form
from bot.recruiting.dossiers.saved_filter_pages import redirect_to_list

_ID = re.compile(r"\b[0-9a-f]{32}\b")
MAX_CHECKED = 5000

router = APIRouter(prefix="/selection")


def checked_ids(
    ids: Annotated[list[str] | None, Form(alias="id")] = None,
    elsewhere: Annotated[str, Form(alias="ailleurs", max_length=33 * MAX_CHECKED)] = "",
) -> list[str]:
    """Ids of the checked candidates, those on other pages included, which a script keeps."""
    return list(dict.fromkeys(_ID.findall(" ".join([*(ids or []), elsewhere]))))[:MAX_CHECKED]


Checked = Annotated[list[str], Depends(checked_ids)]
Query = Annotated[str, Form(alias="retour", max_length=4000)]


@router.post("/emporter")
def export_selection(
    request: Request,
    me: security.RecruiterPost,
    ids: Checked,
    form: Annotated[str, Form(alias="forme")] = "csv",
    query: Query = "",
) -> Response:
    """Export the checked dossiers in the order of the list."""
    list_query = filter_form.parse(QueryParams(query), *security.remembered_search(request))
    with default_database().session_scope() as session:
        found = Listing(session, me).ids(Filters(), sort=list_query.sort, within=ids)
    if not found:
        return redirect_to_list(filter_form.query_string(list_query), souci="personne")
    return exports.export_dossiers(me, found, exports.JSON if form == exports.JSON else exports.CSV)


@router.post("/ranger")
def shortlist_checked(
    request: Request,
    me: security.StructurePost,
    ids: Checked,
    what: Annotated[str, Form(alias="faire")] = "ajouter",
    query: Query = "",
) -> Response:
    """Add the checked candidates to the shortlist, or remove them."""
    here = filter_form.query_string(filter_form.parse(QueryParams(query), *security.remembered_search(request)))
    is_leaving = what == "retirer"
    with default_database().session_scope() as session:
        number = shortlists.set_shortlisted(session, me, ids, aside=not is_leaving, named=True)
    return (
        redirect_to_list(here, ranges=-number if is_leaving else number)
        if number
        else redirect_to_list(here, souci="personne")
    )
