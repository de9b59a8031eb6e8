"""The dossier of a candidate."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.content.sentences import section
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import application_status, dossier_accesses, shortlists, visibility
from bot.records.desk.visibility import Viewer
from bot.records.files import remarks
from bot.records.models import Candidate, HumanRequest, PrivateNote, Status
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers import view_state
from bot.recruiting.dossiers.adjacent_links import adjacent
from bot.recruiting.dossiers.dossier_map import dossier_map
from bot.recruiting.dossiers.note_views import view_notes
from bot.recruiting.dossiers.ratings import dossier_ratings
from bot.recruiting.dossiers.status_words import STATUSES, choices
from bot.recruiting.dossiers.tabs import tab_context
from bot.recruiting.dossiers.view_state import TABS, ViewState, dossier_url
from bot.recruiting.handoffs.assignee_labels import taker_label
from bot.recruiting.rendering import or_404, render
from bot.recruiting.review.rubric_words import indicators_by_trait

CandidateId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
MAX_ID = 2**31 - 1

router = APIRouter()


def find_candidate(session: Session, me: Viewer, candidate_id: str) -> Candidate:
    """A candidate that the viewer may see, 404 if there is none."""
    return or_404(visibility.find_candidate(session, me, candidate_id))


@router.get("/candidats/{candidate_id}")
def show_candidate(
    request: Request,
    me: security.RecruiterGet,
    candidate_id: CandidateId,
    state: ViewState,
    before: Annotated[int | None, Query(alias="avant", ge=1, le=MAX_ID)] = None,
    told: Annotated[str, Query(alias="avis", max_length=20)] = "",
) -> Response:
    """Show a dossier and record the access."""
    with default_database().session_scope() as session:
        candidate = find_candidate(session, me, candidate_id)
        audit.record(session, actor=me.actor, act="read_candidate", subject=candidate.id)
        dossier_accesses.record_access(session, me, [candidate.id])
        notes = view_notes(candidate, state.highlighted) if state.tab == view_state.ANSWERS else []
        return render(
            request, "dossier.html", me, candidate=candidate, remark=remarks.visible_text(candidate), notes=notes, state=state,
            tabs=TABS, dossier_url=dossier_url, behaviours=indicators_by_trait(), told=section("dossier_flash").get(told),
            around=adjacent(request, session, me, candidate.id, state), drawn=dossier_map(session, me, candidate),
            ratings=dossier_ratings(session, me, candidate),
            **_decisions(session, me, candidate), **tab_context(session, me, candidate, state.tab, before),
        )  # fmt: skip


def _decisions(session: Session, me: RecruiterUser, candidate: Candidate) -> dict[str, Any]:
    """Template variables of the structure's decisions: status, shortlist, notes, open handoff."""
    standing = application_status.find(session, candidate.id, me.structure_id)
    status, is_told = (Status(standing.status), standing.told) if standing else (Status.NEW, False)
    of_it = PrivateNote.candidate_id == candidate.id, PrivateNote.structure_id == me.structure_id
    open_handoffs = select(HumanRequest).where(
        HumanRequest.conversation_id == candidate.conversation_id,
        HumanRequest.handled_at.is_(None),
        visibility.visible_handoffs_filter(session, me),
    )
    waiting = session.scalars(open_handoffs.limit(1)).first()
    return {
        "status_now": status,
        "status_words": STATUSES[status],
        "status_told": is_told,
        "status_choices": choices(status, me.structure or "", told=is_told),
        "is_set_aside": shortlists.name_revealed(session, me, candidate.id),
        "notes_count": session.scalar(select(func.count()).select_from(PrivateNote).where(*of_it)),
        "handoff": waiting,
        "holder": taker_label(session, me, waiting) if waiting else "",
    }
