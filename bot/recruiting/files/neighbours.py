"""Previous and next candidate in the list that a dossier was opened from."""

from urllib.parse import parse_qs

from fastapi import Request
from sqlalchemy.orm import Session

from bot.records.accounts.recruiters import SignedIn
from bot.records.desk import shortlists
from bot.records.desk.list_neighbours import Around, Neighbourhood
from bot.records.desk.listing import Listing
from bot.recruiting import security
from bot.recruiting.files import filter_form
from bot.recruiting.files.candidate_list import situations, without_index
from bot.recruiting.files.file_place import Place


def neighbours(request: Request, session: Session, me: SignedIn, candidate_id: str, place: Place) -> Around:
    """Previous and next candidate, in the order and under the filters of the list."""
    if place.is_of_selection:
        return _in_selection(shortlists.named_ids(session, me), candidate_id)
    asked = filter_form.read(parse_qs(place.listed), *security.remembered_search(request))
    filters, words = without_index(asked.filters)
    rows = Listing(session, me, situations=situations())
    return Neighbourhood(session, rows, filters, asked.sort, words).around(candidate_id)


def _in_selection(ids: list[str], candidate_id: str) -> Around:
    if candidate_id not in ids:
        return Around()
    here = ids.index(candidate_id)
    return Around(ids[here - 1] if here else None, ids[here + 1] if here + 1 < len(ids) else None)
