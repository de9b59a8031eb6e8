"""What recruiters may take with them: a file as JSON, as a table or on paper, and those of the list. Each is audited."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from bot.base import clock
from bot.exporting.documents import file_document
from bot.exporting.spreadsheet import candidates_csv
from bot.records.accounts.recruiters import SignedIn
from bot.records.desk import directory, file_reads, visibility
from bot.records.files import remarks
from bot.records.models import Candidate
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.files.candidate_list import asked_of, prepare
from bot.recruiting.files.candidate_page import CandidateId, find_candidate
from bot.recruiting.files.file_place import At, Place
from bot.recruiting.files.note_views import view_notes
from bot.recruiting.rendering import render
from bot.recruiting.situations.rubric_words import rubric_words

_CSV = "text/csv; charset=utf-8"
_SHORT_ID = 8
MOST_PRINTED = 50
PRINTED = "printed_candidate"
CSV, JSON = "csv", "json"

router = APIRouter()


@router.get("/candidats/{candidate_id}/dossier.json")
def export_json(me: security.Reader, candidate_id: CandidateId) -> Response:
    """Gives a file as a document of the published schema."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, "exported_candidate")
        text = json.dumps(file_document(candidate), ensure_ascii=False, indent=2)
    return Response(text, media_type="application/json", headers=_saved_as(f"dossier-{candidate_id[:_SHORT_ID]}.json"))


@router.get("/candidats/{candidate_id}/dossier.csv")
def export_csv(me: security.Reader, candidate_id: CandidateId) -> Response:
    """Gives a file as a table."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, "exported_candidate")
        text = "".join(candidates_csv([candidate]))
    return Response(text, media_type=_CSV, headers=_saved_as(f"dossier-{candidate_id[:_SHORT_ID]}.csv"))


@router.get("/candidats.csv")
def export_found_csv(request: Request, me: security.Reader) -> Response:
    """Gives the files that the list shows, with its filters and in its order, as a table."""
    return hand_out(me, found_ids(request, me), CSV)


@router.get("/candidats.json")
def export_found_json(request: Request, me: security.Reader) -> Response:
    """Gives the files that the list shows, with its filters and in its order, as documents of the published schema."""
    return hand_out(me, found_ids(request, me), JSON)


def found_ids(request: Request, me: SignedIn) -> list[str]:
    """Returns the ids of the candidates that the list shows, with its filters and in its order."""
    asked = asked_of(request)
    with default_database().session_scope() as session:
        search = prepare(session, me, asked.filters)
        return search.rows.ids(search.filters, sort=asked.sort)


def hand_out(me: SignedIn, ids: Sequence[str], form: str) -> Response:
    """Gives files, once the journal says of each of these people that theirs was taken.

    Args:
        me: who takes them; they may see these files.
        ids: of candidates, in order.
        form: `CSV` or `JSON`.
    """
    with default_database().session_scope() as session:
        for candidate_id in ids:
            audit.record(session, actor=me.actor, act="exported_candidate", subject=candidate_id)
        file_reads.mark_read(session, me, ids, opened=False)
    pieces, media_type = (_as_json(ids), "application/json") if form == JSON else (_as_csv(ids), _CSV)
    return StreamingResponse(
        pieces, media_type=media_type, headers=_saved_as(f"candidats-{clock.today():%Y-%m-%d}.{form}")
    )


def _as_csv(ids: Sequence[str]) -> Iterator[str]:
    with default_database().session_scope() as session:
        yield from candidates_csv(directory.files(session, ids))


def _as_json(ids: Sequence[str]) -> Iterator[str]:
    with default_database().session_scope() as session:
        before = "[\n"
        for candidate in directory.files(session, ids):
            yield before + json.dumps(file_document(candidate), ensure_ascii=False, indent=1)
            before = ",\n"
        yield "\n]\n" if ids else "[]\n"


@router.get("/candidats/{candidate_id}/imprimer")
def print_candidate(
    request: Request, me: security.Reader, candidate_id: CandidateId, place: At, unnamed: bool = False
) -> Response:
    """Shows a file as it goes to paper: no navigation, nothing to open; `unnamed` leaves out who and where."""
    with default_database().session_scope() as session:
        candidate = _audited(session, me, candidate_id, PRINTED)
        return _paper(request, me, [candidate], place, unnamed=unnamed)


@router.get("/imprimer")
def print_several(
    request: Request,
    me: security.Reader,
    ids: Annotated[list[CandidateId], Query(min_length=1, max_length=MOST_PRINTED)],
    place: At,
    unnamed: bool = False,
) -> Response:
    """Shows several files as they go to paper, in the order given; those that are no more are left out.

    Raises:
        HTTPException: 404, there is none of these, or not for them.
    """
    with default_database().session_scope() as session:
        found = [
            _audited(session, me, candidate_id, PRINTED)
            for candidate_id in dict.fromkeys(ids)
            if visibility.find_candidate(session, me, candidate_id) is not None
        ]
        if not found:
            raise HTTPException(404)
        return _paper(request, me, found, place, unnamed=unnamed)


def _paper(request: Request, me: SignedIn, candidates: list[Candidate], place: Place, *, unnamed: bool) -> Response:
    files = [
        {
            "candidate": candidate,
            "remark": remarks.shown(candidate),
            "notes": view_notes(candidate, rubric_words(), place.marked),
        }
        for candidate in candidates
    ]
    return render(
        request, "print.html", me, files=files, marked=bool(place.marks), unnamed=unnamed, printed_at=clock.now()
    )


def _audited(session: Session, me: SignedIn, candidate_id: str, act: str) -> Candidate:
    candidate = find_candidate(session, me, candidate_id)
    audit.record(session, actor=me.actor, act=act, subject=candidate.id)
    file_reads.mark_read(session, me, [candidate.id])
    return candidate


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
