"""People who asked to speak with a person."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.records import audit, candidates, conversations, directory, requests
from bot.records.database import default_database
from bot.records.models import HumanRequest
from bot.recruiting import security
from bot.recruiting.rendering import address, render

REASONS = {
    "asked": "a demandé à parler à une personne",
    "distress": "a écrit un message auquel l'assistant a répondu par des numéros d'aide",
    "not_understood": "n'a pas été comprise par l'assistant plusieurs fois de suite",
}
LARGEST_ID = 2**31 - 1
RequestId = Annotated[int, Path(ge=1, le=LARGEST_ID)]

router = APIRouter(prefix="/demandes")


@router.get("")
def show_requests(
    request: Request, me: security.Reader, handled: Annotated[bool, Query(alias="traitee")] = False
) -> Response:
    """Shows the requests that wait."""
    with default_database().session_scope() as session:
        waiting = directory.waiting_requests(session)
        audit.record(session, actor=me.actor, act="listed_requests")
    return render(request, "requests.html", me, waiting=waiting, reasons=REASONS, handled=handled)


@router.get("/{request_id}")
def show_conversation(request: Request, me: security.Reader, request_id: RequestId) -> Response:
    """Shows the conversation of somebody not registered, or leads to the file of somebody who is."""
    with default_database().session_scope() as session:
        asked = session.get(HumanRequest, request_id)
        if asked is None:
            raise HTTPException(404)
        candidate = candidates.find(session, asked.conversation_id)
        if candidate is not None:
            return RedirectResponse(address(f"/candidats/{candidate.id}#conversation"), status_code=303)
        audit.record(session, actor=me.actor, act="read_conversation", subject=f"request:{request_id}")
        transcript = conversations.transcript(session, asked.conversation_id)
        return render(request, "conversation.html", me, asked=asked, transcript=transcript, reasons=REASONS)


@router.post("/{request_id}/traitee")
def mark_handled(me: security.Writer, request_id: RequestId) -> Response:
    """Marks a request as handled."""
    with default_database().session_scope() as session:
        try:
            requests.mark_handled(session, request_id, actor=me.actor)
        except LookupError as error:
            raise HTTPException(404) from error
    return RedirectResponse(address("/demandes?traitee=1"), status_code=303)
