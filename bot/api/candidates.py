"""Candidates: list, dossier, PDF, application status."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from bot.api import schemas
from bot.api.problems import CONFLICT, INVALID, MOVE, NO_PDF, NOT_FOUND, SCOPE, ProblemError, documented
from bot.api.security import AuthenticatedClient, DecidingClient
from bot.exporting import dossier_pdf
from bot.exporting.dossier_documents import dossier_document
from bot.records.accounts import api_tokens
from bot.records.accounts.api_tokens import ApiClient
from bot.records.desk import application_status, candidate_pages, visibility
from bot.records.models import Candidate, Status
from bot.records.store import audit
from bot.records.store.database import default_database

CandidateId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="Identifiant du dossier.")]
_DOCUMENT = {"description": "Le dossier", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CandidateFile"}}}}  # fmt: skip
_PDF = {"description": "Une page", "content": {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}}}  # fmt: skip

router = APIRouter(prefix="/candidates", tags=["Candidats"])


def _find(session: Session, me: ApiClient, candidate_id: str) -> Candidate:
    candidate = visibility.find_candidate(session, me, candidate_id)
    if candidate is None:
        raise ProblemError(NOT_FOUND)
    return candidate


@router.get("", summary="Lister les dossiers visibles", responses=documented())
def list_candidates(me: AuthenticatedClient, asked: Annotated[schemas.Candidates, Query()]) -> schemas.CandidateList:
    """A page of the candidates that the structure sees, oldest registration first, without names or answers."""
    filters = candidate_pages.Filters(**asked.model_dump(exclude={"cursor", "limit"}))
    with default_database().session_scope() as session:
        try:
            page = candidate_pages.list_page(session, me, filters, cursor=asked.cursor, most=asked.limit)
        except candidate_pages.CursorError as error:
            raise ProblemError(INVALID, fields=["query.cursor"]) from error
        audit.record_access(session, actor=me.actor, act="listed_candidates", subject=me.structure_id)
        data = [_summary(row) for row in page.rows]
    return schemas.CandidateList(data=data, next=page.following)


def _summary(row: candidate_pages.Listed) -> schemas.CandidateSummary:
    candidate = row.candidate
    return schemas.CandidateSummary(
        id=candidate.id, registered_at=candidate.created_at, updated_at=candidate.updated_at,
        complete=candidate.confirmed_at is not None, departement=candidate.departement,
        available_from=candidate.available_from, status=row.status,
    )  # fmt: skip


@router.get("/{candidate_id}", summary="Lire un dossier", response_class=Response, responses={200: _DOCUMENT, **documented(NOT_FOUND)})  # fmt: skip
def read_candidate(me: AuthenticatedClient, candidate_id: CandidateId, _nothing: schemas.Nothing) -> Response:
    """A dossier as the published document, masked. The access is logged and shown to the candidate."""
    with default_database().session_scope() as session:
        candidate = _find(session, me, candidate_id)
        api_tokens.record_accesses(session, me, [candidate.id], "read_candidate")
        text = json.dumps(dossier_document(candidate), ensure_ascii=False)
    return Response(text, media_type="application/json")


@router.get("/{candidate_id}/pdf", summary="Un dossier sur une page", response_class=Response, responses={200: _PDF, **documented(NOT_FOUND, NO_PDF)})  # fmt: skip
def draw_candidate(
    me: AuthenticatedClient, candidate_id: CandidateId, asked: Annotated[schemas.Drawing, Query()]
) -> Response:
    """A dossier on one page, as PDF."""
    with default_database().session_scope() as session:
        candidate = _find(session, me, candidate_id)
        try:
            drawn = dossier_pdf.render_pdf(candidate, unnamed=asked.unnamed)
        except dossier_pdf.PdfUnavailableError as error:
            raise ProblemError(NO_PDF) from error
        api_tokens.record_accesses(session, me, [candidate.id], "printed_candidate")
    return Response(drawn, media_type="application/pdf")


@router.get("/{candidate_id}/status", summary="Lire le statut d'un dossier", responses=documented(NOT_FOUND))
def read_status(
    me: AuthenticatedClient, candidate_id: CandidateId, _nothing: schemas.Nothing
) -> schemas.CandidateStatus:
    """The application status at the token's structure."""
    with default_database().session_scope() as session:
        candidate = _find(session, me, candidate_id)
        audit.record_access(session, actor=me.actor, act="read_status", subject=candidate.id)
        return _status(session, me, candidate.id)


@router.put("/{candidate_id}/status", summary="Donner un statut à un dossier", responses=documented(NOT_FOUND, SCOPE, CONFLICT, MOVE))  # fmt: skip
def give_status(
    me: DecidingClient, candidate_id: CandidateId, given: schemas.StatusGiven, _nothing: schemas.Nothing
) -> schemas.CandidateStatus:
    """Set the application status that a person decided on."""
    with default_database().session_scope() as session:
        candidate = _find(session, me, candidate_id)
        standing = application_status.find(session, candidate.id, me.structure_id)
        now = Status(standing.status) if standing else Status.NEW
        told = given.status in application_status.SHARED_BY_DEFAULT if given.told is None else given.told
        is_same = now == given.status and (standing is None or standing.told == told)
        if given.previous not in {None, now}:
            raise ProblemError(CONFLICT)
        if not is_same:
            _change(session, me, candidate.id, now, given.status, told)
        return _status(session, me, candidate.id)


def _change(session: Session, me: ApiClient, candidate_id: str, seen: Status, to: Status, told: bool) -> None:
    try:
        application_status.change_status(session, me, candidate_id, seen=seen, to=to, told=told)
    except application_status.StaleStatusError as error:
        raise ProblemError(CONFLICT) from error
    except application_status.InvalidTransitionError as error:
        raise ProblemError(MOVE, next=_next(seen)) from error
    session.expire_all()  # it was written past the rows that are held


def _next(status: Status) -> list[Status]:
    return [one for one in application_status.TRANSITIONS[status] if one is not status]


def _status(session: Session, me: ApiClient, candidate_id: str) -> schemas.CandidateStatus:
    standing = application_status.find(session, candidate_id, me.structure_id)
    status = Status(standing.status) if standing else Status.NEW
    changes: list[Any] = application_status.history(session, candidate_id, me.structure_id)
    return schemas.CandidateStatus(
        candidate=candidate_id, status=status, changed_at=standing.changed_at if standing else None,
        told=standing.told if standing else False, next=_next(status),
        history=[schemas.StatusChange(status=change.status, at=change.at, told=change.told) for change in changes],
    )  # fmt: skip
