"""Erasing a dossier on a candidate's request, by an administrator."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response

from bot.base import clock
from bot.records.files import erasure
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers.page import CandidateId, find_candidate
from bot.recruiting.rendering import render

# Typed by hand, so that no dossier is erased by a slip.
CONFIRMATION = "effacer"
PATIENCE_SECONDS = 10.0

router = APIRouter()


@router.get("/candidats/{candidate_id}/effacer")
def confirm_erasure(request: Request, me: security.RecruiterGet, candidate_id: CandidateId) -> Response:
    """Ask to confirm by typing a word.

    Raises:
        HTTPException: 404 if there is no such candidate, or the user is not an administrator.
    """
    if not me.administers:
        raise HTTPException(404)
    return _form(request, me, candidate_id)


def _form(request: Request, me: security.RecruiterGet, candidate_id: str, *, missed: bool = False) -> Response:
    with default_database().session_scope() as session:
        candidate = find_candidate(session, me, candidate_id)
        audit.record_access(session, actor=me.actor, act="read_candidate", subject=candidate.id)
        return render(
            request,
            "erase_dossier.html",
            me,
            status=400 if missed else 200,
            candidate=candidate,
            word=CONFIRMATION,
            missed=missed,
        )


@router.post("/candidats/{candidate_id}/effacer")
def erase(
    request: Request,
    me: security.AdminPost,
    candidate_id: CandidateId,
    confirmed: Annotated[str, Form(alias="confirmation", max_length=40)] = "",
) -> Response:
    """Erase the dossier and show the receipt, if the word is right."""
    with default_database().session_scope() as session:
        conversation_id = find_candidate(session, me, candidate_id).conversation_id
    if confirmed.strip(' «»"').lower() != CONFIRMATION:
        return _form(request, me, candidate_id, missed=True)
    receipt = erasure.erase(default_database(), conversation_id, actor=me.actor, patience=PATIENCE_SECONDS)
    return render(request, "receipt.html", me, receipt=receipt, erased_at=clock.now())
