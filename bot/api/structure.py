"""The structure itself, its waiting requests, and the export for the official form."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bot.api import schemas
from bot.api.problems import documented
from bot.api.security import AuthenticatedClient
from bot.base import clock
from bot.exporting.official_form import form_csv, form_row
from bot.records.accounts import api_tokens
from bot.records.desk import candidate_pages
from bot.records.handoffs import queue
from bot.records.models import Structure
from bot.records.store import audit
from bot.records.store.database import default_database

CSV = "text/csv; charset=utf-8"
_TABLE = {"description": "Les inscriptions", "content": {"text/csv": {"schema": {"type": "string"}}}}

router = APIRouter()


@router.get("/requests", tags=["Demandes"], summary="Qui attend une personne", responses=documented())
def list_requests(me: AuthenticatedClient, _nothing: schemas.Nothing) -> schemas.RequestList:
    """The waiting requests, oldest first: reason, date and channel, no message."""
    with default_database().session_scope() as session:
        audit.record_access(session, actor=me.actor, act="listed_requests")
        data = [
            schemas.WaitingRequest(id=asked.id, reason=asked.reason, created_at=asked.created_at, channel=asked.channel)  # type: ignore[arg-type]
            for asked, _ in queue.list_waiting(session, me)
        ]
    return schemas.RequestList(data=data)


@router.get("/structure", tags=["Structure"], summary="La structure du jeton", responses=documented())
def read_structure(me: AuthenticatedClient, _nothing: schemas.Nothing) -> schemas.StructureOfToken:
    """The token's structure and scopes."""
    with default_database().session_scope() as session:
        town = session.get_one(Structure, me.structure_id).town
    token = schemas.Token(name=me.name, scopes=["read", "decide"] if me.decides else ["read"], expires_at=me.expires_at)
    return schemas.StructureOfToken(id=me.structure_id, name=me.structure, town=town, token=token)


@router.get("/export", tags=["Candidats"], summary="Les inscriptions, forme du formulaire officiel", response_model=schemas.FormList, responses={200: _TABLE, **documented()})  # fmt: skip
def export_forms(me: AuthenticatedClient, asked: Annotated[schemas.Format, Query()]) -> schemas.FormList | Response:
    """The confirmed registrations that the structure sees. The access is logged and shown to each candidate."""
    with default_database().session_scope() as session:
        candidates = candidate_pages.list_confirmed(session, me)
        audit.record(session, actor=me.actor, act="exported_forms")
        api_tokens.record_accesses(session, me, [candidate.id for candidate in candidates], "exported_candidate")
        if asked.format == "json":
            return schemas.FormList(data=[form_row(candidate) for candidate in candidates])
        text = form_csv(candidates)
    name = f"formulaire-{clock.today():%Y-%m-%d}.csv"
    return Response(text, media_type=CSV, headers={"Content-Disposition": f'attachment; filename="{name}"'})
