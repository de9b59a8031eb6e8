"""Previous and next candidate in the list that a dossier was opened from."""

from fastapi import Request
from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import shortlists
from bot.records.desk.adjacent import Adjacent, AdjacentFinder
from bot.records.desk.listing import Listing
from bot.recruiting.dossiers import filter_form
from bot.recruiting.dossiers.candidate_list import scenario_count, split_answer_words
from bot.recruiting.dossiers.view_state import DossierViewState


def adjacent(
    request: Request, session: Session, me: RecruiterUser, candidate_id: str, state: DossierViewState
) -> Adjacent:
    """Previous and next candidate, in the order and under the filters of the list."""
    if state.is_from_shortlist:
        return _in_selection(shortlists.revealed_ids(session, me), candidate_id)
    list_query = filter_form.parse_query(request, state.list_query)
    filters, words = split_answer_words(list_query.filters)
    rows = Listing(session, me, situations=scenario_count())
    return AdjacentFinder(session, rows, filters, list_query.sort, words).around(candidate_id)


def _in_selection(ids: list[str], candidate_id: str) -> Adjacent:
    if candidate_id not in ids:
        return Adjacent()
    here = ids.index(candidate_id)
    return Adjacent(ids[here - 1] if here else None, ids[here + 1] if here + 1 < len(ids) else None)
