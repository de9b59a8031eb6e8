"""What a recruiter does with a file for their structure: gives a status, sets aside, writes notes."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Response
from fastapi.responses import RedirectResponse

from bot.base.invisible import several_lines
from bot.records.desk import private_notes, shortlists, standings
from bot.records.models import Status
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.files import file_place
from bot.recruiting.files.candidate_page import LARGEST_ID, CandidateId, find_candidate
from bot.recruiting.files.file_place import At, file_address
from bot.recruiting.files.status_words import chosen

router = APIRouter(prefix="/candidats/{candidate_id}")


@router.post("/statut")
def give_status(
    me: security.Member,
    candidate_id: CandidateId,
    place: At,
    seen: Annotated[Status, Form(alias="vu")],
    choice: Annotated[str, Form(alias="statut", max_length=40)],
) -> Response:
    """Gives a status, unless a colleague gave another one since the form was made.

    Raises:
        HTTPException: 400, there is no such status.
    """
    told = "statut"
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        try:
            to, is_told = chosen(choice)
        except ValueError:
            raise HTTPException(400) from None
        try:
            standings.change(session, me, candidate_id, seen=seen, to=to, told=is_told)
        except standings.ChangedMeanwhileError:
            told = "entretemps"
        except standings.MoveRefusedError:
            told = "etape"
    return RedirectResponse(file_address(candidate_id, place, avis=told), status_code=303)


@router.post("/selection")
def set_aside(
    me: security.Member,
    candidate_id: CandidateId,
    place: At,
    kept: Annotated[bool, Form(alias="garder")],
) -> Response:
    """Sets somebody aside to come back to, or takes them out again."""
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        shortlists.put(session, me, [candidate_id], aside=kept, named=True)
    return RedirectResponse(file_address(candidate_id, place), status_code=303)


@router.post("/notes")
def write_note(
    me: security.Member,
    candidate_id: CandidateId,
    place: At,
    text: Annotated[str, Form(max_length=2 * private_notes.LONGEST)] = "",
) -> Response:
    """Adds a note for colleagues of the structure."""
    words = several_lines(text)[: private_notes.LONGEST]
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        if words:
            private_notes.write(session, me, candidate_id, words)
    return RedirectResponse(
        file_address(candidate_id, place.at(file_place.NOTES), avis="note" if words else "vide"), status_code=303
    )


@router.post("/notes/{note_id}/effacer")
def delete_note(
    me: security.Member,
    candidate_id: CandidateId,
    place: At,
    note_id: Annotated[int, Path(ge=1, le=LARGEST_ID)],
) -> Response:
    """Deletes a note of one's own.

    Raises:
        HTTPException: 404, there is none of this id that somebody wrote here.
    """
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        if not private_notes.delete_own(session, me, candidate_id, note_id):
            raise HTTPException(404)
    return RedirectResponse(file_address(candidate_id, place.at(file_place.NOTES), avis="effacee"), status_code=303)
