"""People who asked to speak with a person."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit, candidates, conversations, directory, recruiters, requests, visibility
from bot.records.database import default_database
from bot.records.models import HumanRequest, Recruiter
from bot.records.recruiters import SignedIn
from bot.recruiting import security
from bot.recruiting.masked_conversation import mask_transcript
from bot.recruiting.rendering import address, render

REASONS = {
    "asked": "a demandé à parler à une personne",
    "objection": "s'oppose à l'usage de ses données : une réponse lui est due",
    "not_understood": "n'a pas été comprise par l'assistant plusieurs fois de suite",
}
READ = "read_conversation"
LONGEST_REPLY = 3000
RECENT = 40
SHOWN_AFTER = timedelta(days=7)
LARGEST_ID = 2**31 - 1
RequestId = Annotated[int, Path(ge=1, le=LARGEST_ID)]

router = APIRouter(prefix="/demandes")


def _find(session: Session, me: SignedIn, request_id: int) -> HumanRequest:
    """Returns a request that somebody may see.

    Raises:
        HTTPException: 404, there is none of this id, or not for them.
    """
    asked = visibility.find_request(session, me, request_id)
    if asked is None:
        raise HTTPException(404)
    return asked


@router.get("")
def show_requests(
    request: Request,
    me: security.Reader,
    handled: Annotated[bool, Query(alias="traitee")] = False,
    taken: Annotated[bool, Query(alias="prise")] = False,
) -> Response:
    """Shows the requests that wait."""
    with default_database().session_scope() as session:
        waiting = directory.waiting_requests(session, me)
        done = directory.handled_requests(session, me, clock.now() - SHOWN_AFTER)
        names = {account.id: account.name for account in recruiters.list_accounts(session)}
        audit.record(session, actor=me.actor, act="listed_requests")
    return render(
        request,
        "requests.html",
        me,
        waiting=waiting,
        done=done,
        names=names,
        reasons=REASONS,
        handled=handled,
        taken=taken,
    )


@router.get("/{request_id}")
def show_conversation(request: Request, me: security.Reader, request_id: RequestId) -> Response:
    """Shows the conversation of somebody not registered, or leads to the file of somebody who is."""
    with default_database().session_scope() as session:
        asked = _find(session, me, request_id)
        candidate = candidates.find(session, asked.conversation_id)
        if candidate is not None:
            return RedirectResponse(address(f"/candidats/{candidate.id}#conversation"), status_code=303)
        audit.record(session, actor=me.actor, act=READ, subject=f"request:{request_id}")
        said = conversations.transcript(session, asked.conversation_id, for_team=True)
        transcript = mask_transcript(said, None, team_listens=asked.handled_at is None)
        return render(request, "conversation.html", me, asked=asked, transcript=transcript, reasons=REASONS)


@router.post("/{request_id}/traitee")
def mark_handled(me: security.Writer, request_id: RequestId) -> Response:
    """Marks a request as handled."""
    with default_database().session_scope() as session:
        _find(session, me, request_id)
        is_handled = requests.mark_handled(session, request_id, recruiter_id=me.recruiter_id, actor=me.actor)
    return RedirectResponse(address("/demandes?traitee=1" if is_handled else "/demandes?prise=1"), status_code=303)


@router.post("/{request_id}/rouvrir")
def reopen(me: security.Writer, request_id: RequestId) -> Response:
    """Puts a handled request back among those that wait."""
    with default_database().session_scope() as session:
        _find(session, me, request_id)
        requests.reopen(session, request_id, actor=me.actor)
    return RedirectResponse(address("/demandes"), status_code=303)


@router.post("/{request_id}/prendre")
def take_over(me: security.Writer, request_id: RequestId) -> Response:
    """Lets the recruiter hold the conversation: the bot is quiet until it is handed back."""
    with default_database().session_scope() as session:
        _find(session, me, request_id)
        is_mine = requests.take_over(session, request_id, recruiter_id=me.recruiter_id, actor=me.actor)
    return RedirectResponse(address(f"/demandes/{request_id}/echange#ecrire" if is_mine else "/demandes?prise=1"), 303)


@router.get("/{request_id}/echange")
def show_exchange(request: Request, me: security.Reader, request_id: RequestId) -> Response:
    """Shows the recent conversation, and the form to write in to whoever holds it."""
    with default_database().session_scope() as session:
        audit.record(session, actor=me.actor, act=READ, subject=f"request:{request_id}")
        return render(
            request, "exchange.html", me, longest=LONGEST_REPLY, unsent=None, **_exchange(session, me, request_id)
        )


@router.get("/{request_id}/echange/suite")
def follow_exchange(request: Request, me: security.Follower, request_id: RequestId) -> Response:
    """Shows what of an exchange may have changed: the open page fetches it again and again."""
    with default_database().session_scope() as session:
        _note_reading(session, me, request_id)
        return render(request, "exchange_now.html", me, **_exchange(session, me, request_id))


def _note_reading(session: Session, me: SignedIn, request_id: int) -> None:
    audit.record_reading(session, actor=me.actor, act=READ, subject=f"request:{request_id}")


def _exchange(session: Session, me: SignedIn, request_id: int) -> dict[str, Any]:
    """Returns what the templates of an exchange show.

    Raises:
        HTTPException: there is no such request.
    """
    asked = _find(session, me, request_id)
    is_mine = asked.taken_by == me.recruiter_id and asked.handled_at is None
    candidate = candidates.find(session, asked.conversation_id)
    said = conversations.transcript(session, asked.conversation_id, for_team=True)[-RECENT:]
    transcript = mask_transcript(said, candidate, team_listens=asked.handled_at is None)
    holder = session.get(Recruiter, asked.taken_by) if asked.taken_by else None
    return {
        "asked": asked, "candidate": candidate, "transcript": transcript, "is_mine": is_mine,
        "holder": holder.name if holder else "un ou une collègue",
    }  # fmt: skip


@router.post("/{request_id}/ecrire")
def write(
    request: Request,
    me: security.Writer,
    request_id: RequestId,
    text: Annotated[str, Form(max_length=2 * LONGEST_REPLY)],
) -> Response:
    """Writes to the person."""
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST_REPLY]
    if words:
        with default_database().session_scope() as session:
            _find(session, me, request_id)
            is_sent = requests.write_to(session, request_id, words, recruiter_id=me.recruiter_id, actor=me.actor)
            if not is_sent:
                _note_reading(session, me, request_id)
                shown = _exchange(session, me, request_id)
                return render(request, "exchange.html", me, status=409, longest=LONGEST_REPLY, unsent=words, **shown)
    return RedirectResponse(address(f"/demandes/{request_id}/echange#ecrire"), 303)


@router.post("/{request_id}/rendre")
def hand_back(me: security.Writer, request_id: RequestId) -> Response:
    """Gives the conversation back to the bot."""
    with default_database().session_scope() as session:
        _find(session, me, request_id)
        is_mine = requests.hand_back(session, request_id, actor=me.actor, recruiter_id=me.recruiter_id)
    return RedirectResponse(address("/demandes?traitee=1" if is_mine else "/demandes?prise=1"), 303)
