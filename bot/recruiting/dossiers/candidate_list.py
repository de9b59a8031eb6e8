"""The list of candidates, filtered and sorted."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from sqlalchemy.orm import Session

from bot.content import campaign
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import answer_search, listing, saved_filters, search_suggestions
from bot.records.desk import scenario_review as stored
from bot.records.desk.listing import Filters, Listing
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import filter_form, remembered_search, saved_filter_pages
from bot.recruiting.dossiers.chips import chips
from bot.recruiting.dossiers.excerpts import excerpts
from bot.recruiting.dossiers.filter_form import ListQuery
from bot.recruiting.dossiers.france_map import MapPin, departement_name
from bot.recruiting.rendering import page_url, render

MAX_SCANNED = 1000  # dossiers whose answers are decrypted one by one

router = APIRouter()


@dataclass(frozen=True)
class Search:
    """A list and the filters to query it with.

    Attributes:
        among: number of dossiers if only the newest `MAX_SCANNED` were searched for words; 0 if all were.
    """

    rows: Listing
    filters: Filters
    among: int = 0


def scenario_count() -> int:
    """The number of answers that make a dossier complete."""
    return len(campaign.campaign().scenarios)


def split_answer_words(filters: Filters) -> tuple[Filters, list[str]]:
    """Filters for the database, and the words for which answers must be decrypted."""
    return replace(filters, words=""), answer_search.words_of(filters.words)


def prepare_search(session: Session, me: RecruiterUser, filters: Filters) -> Search:
    """Build the list for some filters; searches the answers now if there are words for them."""
    if not split_answer_words(filters)[1]:
        return Search(Listing(session, me, situations=scenario_count()), filters)
    found, number = listing.scanned(session, me, filters, MAX_SCANNED, situations=scenario_count())
    rows = Listing(session, me, situations=scenario_count(), among=found)
    return Search(rows, filters, number if number > MAX_SCANNED else 0)


def requested_list(request: Request) -> ListQuery:
    """The list query in a URL, with the remembered search words."""
    return filter_form.parse(request.query_params, *remembered_search.read(request))


@router.get("/")
def show_list(
    request: Request,
    me: security.RecruiterGet,
    sort: Annotated[str, Query(alias="tri", pattern=f"^({'|'.join(filter_form.ORDERS)})$")] = listing.BY_DATE,
    page: int = 1,
    put: Annotated[int, Query(alias="ranges", ge=-10_000, le=10_000)] = 0,
    problem: Annotated[str, Query(alias="souci", max_length=20)] = "",
) -> Response:
    """A page of the list."""
    list_query = replace(requested_list(request), sort=sort)
    with default_database().session_scope() as session:
        search = prepare_search(session, me, list_query.filters)
        listed = search.rows.page(list_query.filters, sort=sort, number=page)
        found = excerpts(session, [row.id for row in listed.rows], list_query.filters.words)
        stored.record_shown(session, me, [(candidate_id, shown.question_id) for candidate_id, shown in found.items()])
        near, places = ([], []) if listed.total else _suggestions(session, me, list_query)
        kept = [
            (row, saved_filter_pages.saved_filter_label(row, search.rows.town))
            for row in saved_filters.list_filters(session, me)
        ]
        act = "searched_candidates" if list_query.is_narrowed else "listed_candidates"
        audit.record(session, actor=me.actor, act=act, subject=me.structure_id)
    context = _context(list_query, search, listed)
    return render(
        request,
        "candidates.html",
        me,
        found=found,
        near=near,
        places=places,
        kept=kept,
        put=put,
        problem=problem,
        most=saved_filters.MAX_FILTERS,
        **context,
    )


def _suggestions(session: Session, me: RecruiterUser, list_query: ListQuery) -> tuple[list[str], list[ListQuery]]:
    """Search suggestions if nothing was found: similar names, and départements that the words may mean."""
    filters, _ = split_answer_words(list_query.filters)
    rows = Listing(session, me, situations=scenario_count())
    places = search_suggestions.suggest_departements(session, rows, filters)
    return search_suggestions.suggest_searches(session, me, rows, filters), [
        replace(list_query, filters=replace(place, words=list_query.filters.words)) for place in places
    ]


def _context(list_query: ListQuery, search: Search, listed: listing.Page) -> dict[str, Any]:
    """Template variables of a page of the list."""
    counts, town = listed.counts, search.rows.town
    chosen = list_query.filters.departements
    known = {code: number for code, number in counts.departements.items() if code} | {
        code: counts.departements.get(code, 0) for code in chosen
    }
    return {
        "list_query": list_query, "filters": list_query.filters, "listed": listed, "counts": counts, "town": town,
        "departements": sorted(known.items(), key=lambda pair: pair[0]),
        "links": {
            code: f"{page_url('/')}?{filter_form.query_string(list_query, departements=filter_form.toggled(list_query, code))}"
            for code in known
        },
        "marks": [MapPin(town.insee, f"Votre structure : {town.name}", "structure", list_query.filters.km or 0)] if town else [],
        "among": search.among, "most_scanned": MAX_SCANNED, "situations": scenario_count(),
        "query": lambda **changed: filter_form.query_string(list_query, **changed), "query_of": filter_form.query_string,
        "pairs": filter_form.query_pairs, "chips": chips(list_query, town), "departement_name": departement_name, "page_size": listing.PAGE_SIZE,
        "orders": filter_form.ORDERS, "statuses": filter_form.STATUSES, "channels": filter_form.CHANNELS,
    }  # fmt: skip


@router.post("/recherche")
async def search_list(
    request: Request,
    me: security.RecruiterPost,
    names: Annotated[str, Form(alias="recherche")] = "",
    words: Annotated[str, Form(alias="mots")] = "",
) -> Response:
    """Apply the filter form. Search words may be names, so they never appear in a URL."""
    list_query = filter_form.parse(
        await request.form(), filter_form.clean_search(names), filter_form.clean_search(words)
    )
    response = saved_filter_pages.redirect_to_list(list_query)
    remembered_search.remember(request, response, list_query.filters.names, list_query.filters.words)
    return response
