"""Exports of dossiers as JSON, CSV and print pages. Each is recorded in the audit log."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from bot.base import clock
from bot.exporting.dossier_documents import dossier_document
from bot.exporting.spreadsheet import candidates_csv
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import directory, dossier_accesses, visibility
from bot.records.files import remarks
from bot.records.models import Candidate
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers.candidate_list import prepare_search, requested_list
from bot.recruiting.dossiers.note_views import view_notes
from bot.recruiting.dossiers.page import CandidateId, find_candidate
from bot.recruiting.dossiers.view_state import DossierViewState, ViewState
from bot.recruiting.rendering import attachment, render

_CSV = "text/csv; charset=utf-8"
_SHORT_ID = 8
MAX_PRINTED = 50
PRINTED = "printed_candidate"
CSV, JSON = "csv", "json"

router = APIRouter()


@router.get("/candidats/{candidate_id}/dossier.json")
def export_json(me: security.RecruiterGet, candidate_id: CandidateId) -> Response:
    """A dossier in the published schema."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, "exported_candidate")
        text = json.dumps(dossier_document(candidate), ensure_ascii=False, indent=2)
    return Response(text, media_type="application/json", headers=attachment(f"dossier-{candidate_id[:_SHORT_ID]}.json"))


@router.get("/candidats/{candidate_id}/dossier.csv")
def export_csv(me: security.RecruiterGet, candidate_id: CandidateId) -> Response:
    """A dossier as CSV."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, "exported_candidate")
        text = "".join(candidates_csv([candidate]))
    return Response(text, media_type=_CSV, headers=attachment(f"dossier-{candidate_id[:_SHORT_ID]}.csv"))


@router.get("/candidats.csv")
def export_listed_csv(request: Request, me: security.RecruiterGet) -> Response:
    """The listed dossiers as CSV."""
    return export_dossiers(me, listed_ids(request, me), CSV)


@router.get("/candidats.json")
def export_listed_json(request: Request, me: security.RecruiterGet) -> Response:
    """The listed dossiers in the published schema."""
    return export_dossiers(me, listed_ids(request, me), JSON)


def listed_ids(request: Request, me: RecruiterUser) -> list[str]:
    """Ids of the listed candidates, filtered and sorted as in the list."""
    list_query = requested_list(request)
    with default_database().session_scope() as session:
        search = prepare_search(session, me, list_query.filters)
        return search.rows.ids(search.filters, sort=list_query.sort)


def export_dossiers(me: RecruiterUser, ids: Sequence[str], form: str) -> Response:
    """Stream dossiers, after an audit entry for each candidate.

    Args:
        ids: of candidates that the recruiter may see, in order.
        form: `CSV` or `JSON`.
    """
    with default_database().session_scope() as session:
        for candidate_id in ids:
            audit.record(session, actor=me.actor, act="exported_candidate", subject=candidate_id)
        dossier_accesses.record_access(session, me, ids, opened=False)
    pieces, media_type = (_as_json(ids), "application/json") if form == JSON else (_as_csv(ids), _CSV)
    return StreamingResponse(
        pieces, media_type=media_type, headers=attachment(f"candidats-{clock.today():%Y-%m-%d}.{form}")
    )


def _as_csv(ids: Sequence[str]) -> Iterator[str]:
    with default_database().session_scope() as session:
        yield from candidates_csv(directory.load_dossiers(session, ids))


def _as_json(ids: Sequence[str]) -> Iterator[str]:
    with default_database().session_scope() as session:
        before = "[\n"
        for candidate in directory.load_dossiers(session, ids):
            yield before + json.dumps(dossier_document(candidate), ensure_ascii=False, indent=1)
            before = ",\n"
        yield "\n]\n" if ids else "[]\n"


@router.get("/candidats/{candidate_id}/imprimer")
def print_candidate(
    request: Request, me: security.RecruiterGet, candidate_id: CandidateId, state: ViewState, unnamed: bool = False
) -> Response:
    """A dossier as a print page; `unnamed` leaves out name, contact and address."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, PRINTED)
        return _print_view(request, me, [candidate], state, unnamed=unnamed)


@router.get("/imprimer")
def print_several(
    request: Request,
    me: security.RecruiterGet,
    ids: Annotated[list[CandidateId], Query(min_length=1, max_length=MAX_PRINTED)],
    state: ViewState,
    unnamed: bool = False,
) -> Response:
    """Several dossiers as a print page, without erased ones.

    Raises:
        HTTPException: 404 if none is left.
    """
    with default_database().session_scope() as session:
        found = [
            _audited(session, me, candidate_id, PRINTED)
            for candidate_id in dict.fromkeys(ids)
            if visibility.find_candidate(session, me, candidate_id) is not None
        ]
        if not found:
            raise HTTPException(404)
        return _print_view(request, me, found, state, unnamed=unnamed)


def _print_view(
    request: Request, me: RecruiterUser, candidates: list[Candidate], state: DossierViewState, *, unnamed: bool
) -> Response:
    files = [
        {
            "candidate": candidate,
            "remark": remarks.visible_text(candidate),
            "notes": view_notes(candidate, state.highlighted),
        }
        for candidate in candidates
    ]
    return render(
        request, "print.html", me, files=files, marked=bool(state.highlights), unnamed=unnamed, printed_at=clock.now()
    )


def _audited(session: Session, me: RecruiterUser, candidate_id: str, act: str) -> Candidate:
    candidate = find_candidate(session, me, candidate_id)
    audit.record(session, actor=me.actor, act=act, subject=candidate.id)
    dossier_accesses.record_access(session, me, [candidate.id])
    return candidate
