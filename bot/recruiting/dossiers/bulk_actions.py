"""Bulk actions on the checked candidates of the list: export, shortlist."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from bot.records.desk import shortlists
from bot.records.desk.listing import Filters, Listing
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import exports
from bot.recruiting.dossiers.filter_form import ReturnedList
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


@router.post("/emporter")
def export_selection(
    me: security.RecruiterPost,
    ids: Checked,
    list_query: ReturnedList,
    form: Annotated[str, Form(alias="forme")] = exports.CSV,
) -> Response:
    """Export the checked dossiers in the order of the list."""
    with default_database().session_scope() as session:
        found = Listing(session, me).ids(Filters(), sort=list_query.sort, within=ids)
    if not found:
        return redirect_to_list(list_query, souci="personne")
    return exports.export_dossiers(me, found, exports.JSON if form == exports.JSON else exports.CSV)


@router.post("/ranger")
def shortlist_checked(
    me: security.StructurePost,
    ids: Checked,
    list_query: ReturnedList,
    what: Annotated[str, Form(alias="faire")] = "ajouter",
) -> Response:
    """Add the checked candidates to the shortlist, or remove them."""
    is_leaving = what == "retirer"
    with default_database().session_scope() as session:
        number = shortlists.set_shortlisted(session, me, ids, aside=not is_leaving, named=True)
    if not number:
        return redirect_to_list(list_query, souci="personne")
    return redirect_to_list(list_query, ranges=-number if is_leaving else number)
