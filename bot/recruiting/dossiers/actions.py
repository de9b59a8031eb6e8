"""Decisions about a dossier: status, shortlist, recruiter notes."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Response

from bot.base.text_cleanup import clean_lines
from bot.records.desk import application_status, recruiter_notes, shortlists
from bot.records.models import Status
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import view_state
from bot.recruiting.dossiers.page import MAX_ID, CandidateId, find_candidate
from bot.recruiting.dossiers.status_words import parse_choice
from bot.recruiting.dossiers.view_state import ViewState, dossier_url
from bot.recruiting.rendering import redirect

router = APIRouter(prefix="/candidats/{candidate_id}")


@router.post("/statut")
def set_status(
    me: security.StructurePost,
    candidate_id: CandidateId,
    state: ViewState,
    seen: Annotated[Status, Form(alias="vu")],
    choice: Annotated[str, Form(alias="statut", max_length=40)],
) -> Response:
    """Set the status, unless a colleague changed it since the form was rendered.

    Raises:
        HTTPException: 400 for an unknown status.
    """
    told = "statut"
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        try:
            to, is_told = parse_choice(choice)
        except ValueError:
            raise HTTPException(400) from None
        try:
            application_status.change_status(session, me, candidate_id, seen=seen, to=to, told=is_told)
        except application_status.StaleStatusError:
            told = "entretemps"
        except application_status.InvalidTransitionError:
            told = "etape"
    return redirect(dossier_url(candidate_id, state, avis=told))


@router.post("/selection")
def shortlist(
    me: security.StructurePost,
    candidate_id: CandidateId,
    state: ViewState,
    kept: Annotated[bool, Form(alias="garder")],
) -> Response:
    """Add the candidate to the shortlist, or remove them."""
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        shortlists.set_shortlisted(session, me, [candidate_id], aside=kept, named=True)
    return redirect(dossier_url(candidate_id, state))


@router.post("/notes")
def add_note(
    me: security.StructurePost,
    candidate_id: CandidateId,
    state: ViewState,
    text: Annotated[str, Form(max_length=2 * recruiter_notes.MAX_LENGTH)] = "",
) -> Response:
    """Add a note for colleagues of the structure."""
    words = clean_lines(text)[: recruiter_notes.MAX_LENGTH]
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        if words:
            recruiter_notes.write(session, me, candidate_id, words)
    return redirect(dossier_url(candidate_id, state.on_tab(view_state.NOTES), avis="note" if words else "vide"))


@router.post("/notes/{note_id}/effacer")
def delete_note(
    me: security.StructurePost,
    candidate_id: CandidateId,
    state: ViewState,
    note_id: Annotated[int, Path(ge=1, le=MAX_ID)],
) -> Response:
    """Delete a note of the recruiter's own.

    Raises:
        HTTPException: 404 if there is none.
    """
    with default_database().session_scope() as session:
        find_candidate(session, me, candidate_id)
        if not recruiter_notes.delete_own(session, me, candidate_id, note_id):
            raise HTTPException(404)
    return redirect(dossier_url(candidate_id, state.on_tab(view_state.NOTES), avis="effacee"))
