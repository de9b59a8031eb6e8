"""One candidate's file: who, where, when, and what they said, in their own words."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response
from sqlalchemy.orm import Session

from bot.records import audit, conversations, remarks, visibility
from bot.records.database import default_database
from bot.records.models import Candidate
from bot.records.visibility import Viewer
from bot.recruiting import security
from bot.recruiting.file_ratings import ratings_of_file
from bot.recruiting.masked_conversation import mask_transcript
from bot.recruiting.note_views import view_notes
from bot.recruiting.rendering import render
from bot.recruiting.rubric_words import rubric_words

CandidateId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

router = APIRouter()


def find_candidate(session: Session, me: Viewer, candidate_id: str) -> Candidate:
    """Returns a candidate that somebody may see.

    Raises:
        HTTPException: 404, there is none of this id, or not for them.
    """
    candidate = visibility.find_candidate(session, me, candidate_id)
    if candidate is None:
        raise HTTPException(404)
    return candidate


@router.get("/candidats/{candidate_id}")
def show_candidate(request: Request, me: security.Reader, candidate_id: CandidateId) -> Response:
    """Shows a file, and records that it was read."""
    with default_database().session_scope() as session:
        candidate = find_candidate(session, me, candidate_id)
        audit.record(session, actor=me.actor, act="read_candidate", subject=candidate.id)
        return render(
            request,
            "candidate.html",
            me,
            candidate=candidate,
            remark=remarks.shown(candidate),
            notes=view_notes(candidate, rubric_words()),
            ratings=ratings_of_file(session, me, candidate),
            transcript=mask_transcript(
                conversations.transcript(session, candidate.conversation_id, for_team=True), candidate
            ),
        )
