"""A takeover: a team member replaces the bot in a conversation, writes, follows it and hands it back."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from bot.base.invisible import several_lines
from bot.records.accounts.recruiters import SignedIn
from bot.records.conversations import exchange_ends, exchange_words, exchanges, transcripts
from bot.records.files import candidates
from bot.records.requests import request_desk, topics
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.files.masked_conversation import mask_transcript
from bot.recruiting.rendering import address, render
from bot.recruiting.requests.holders import holder_of
from bot.recruiting.requests.human_requests import (
    LARGEST_ID,
    LONGEST_REPLY,
    READ,
    RequestId,
    Seen,
    back_to_list,
    erasing_page,
    find_request,
)
from bot.recruiting.requests.replies import left_open, replies, with_reply

RECENT = 40
# What a button of the composer does beside sending.
KEEP, GIVE_BACK, INSERT = "garder", "rendre", "inserer"

router = APIRouter(prefix="/demandes")


def _to_exchange(request_id: int) -> Response:
    return RedirectResponse(address(f"/demandes/{request_id}/echange#ecrire"), 303)


@router.post("/{request_id}/prendre")
def take_over(me: security.Writer, request_id: RequestId) -> Response:
    """Take over the conversation. The bot stays silent until it is handed back."""
    with default_database().session_scope() as session:
        find_request(session, me, request_id)
        is_mine = exchanges.take_over(session, request_id, recruiter_id=me.recruiter_id, actor=me.actor)
    return _to_exchange(request_id) if is_mine else back_to_list("prise")


@router.get("/{request_id}/echange")
def show_exchange(
    request: Request,
    me: security.Reader,
    request_id: RequestId,
    before: Annotated[int | None, Query(alias="avant", ge=1, le=LARGEST_ID)] = None,
) -> Response:
    """The recent conversation, or an earlier page of it, with the form to write in."""
    with default_database().session_scope() as session:
        shown = _exchange(session, me, request_id, before)
        audit.record(session, actor=me.actor, act=READ, subject=f"request:{request_id}")
        name = "exchange.html" if before is None else "exchange_earlier.html"
        return render(request, name, me, **shown, **_composer())


@router.get("/{request_id}/echange/suite")
def follow_exchange(request: Request, me: security.Follower, request_id: RequestId) -> Response:
    """The part of the page that changes, for polling."""
    with default_database().session_scope() as session:
        _note_reading(session, me, request_id)
        return render(request, "exchange_now.html", me, **_exchange(session, me, request_id))


def _note_reading(session: Session, me: SignedIn, request_id: int) -> None:
    audit.record_reading(session, actor=me.actor, act=READ, subject=f"request:{request_id}")


def _composer(
    draft: str = "", unsent: str | None = None, places: Sequence[str] = (), *, asks: bool = False
) -> dict[str, Any]:
    shown = {"draft": draft, "unsent": unsent, "places": places, "asks": asks}
    return {"longest": LONGEST_REPLY, "replies": replies(), **shown}


def _exchange(session: Session, me: SignedIn, request_id: int, before: int | None = None) -> dict[str, Any]:
    """Template variables of a takeover.

    Raises:
        HTTPException: 404 if there is no such handoff.
    """
    asked = find_request(session, me, request_id)
    is_open = asked.handled_at is None
    candidate = candidates.find(session, asked.conversation_id)
    said = transcripts.read(session, asked.conversation_id, before=before, for_team=True)
    recent = said[-RECENT:]
    return {
        "asked": asked,
        "candidate": candidate,
        "topic": topics.shown(asked),
        "transcript": mask_transcript(recent, candidate, team_listens=is_open),
        "earlier": recent[0]["id"] if len(said) > RECENT else None,
        "is_mine": is_open and asked.taken_by == me.recruiter_id,
        "may_answer": is_open and asked.taken_by in {None, me.recruiter_id},
        "holder": holder_of(session, me, asked),
        "undelivered": request_desk.count_undelivered(session, asked.conversation_id, asked.created_at),
    }


@router.post("/{request_id}/ecrire")
def write(
    request: Request,
    me: security.Writer,
    request_id: RequestId,
    *,
    text: Annotated[str, Form(max_length=2 * LONGEST_REPLY)] = "",
    then: Annotated[str, Form(alias="puis", max_length=20)] = KEEP,
    reply: Annotated[str, Form(alias="reponse", max_length=40)] = "",
    held: Annotated[str, Form(alias="tenue", max_length=1)] = "",
    sure: Annotated[str, Form(alias="sur", max_length=1)] = "",
) -> Response:
    """Send a message and keep or hand back the conversation, or insert a canned reply into the form.

    Handing back with an open question needs a confirmation, because the bot would get the answer.
    """
    words = several_lines(text)[:LONGEST_REPLY]
    with default_database().session_scope() as session:
        asked = find_request(session, me, request_id)
        if then == INSERT or not words:
            _note_reading(session, me, request_id)
            draft = with_reply(words, reply) if then == INSERT else ""
            return render(
                request, "exchange.html", me, **_exchange(session, me, request_id), **_composer(draft[:LONGEST_REPLY])
            )
        if places := left_open(words):
            _note_reading(session, me, request_id)
            shown = _exchange(session, me, request_id)
            return render(request, "exchange.html", me, status=422, **shown, **_composer(words, places=places))
        if then == GIVE_BACK and exchange_words.asks(words) and not sure:
            _note_reading(session, me, request_id)
            shown = _exchange(session, me, request_id)
            return render(request, "exchange.html", me, status=422, **shown, **_composer(words, asks=True))
        is_left = held and asked.taken_by != me.recruiter_id  # meanwhile, by the person or by time
        is_sent = not is_left and exchanges.answer(
            session, request_id, words, recruiter_id=me.recruiter_id, actor=me.actor, structure_id=me.structure_id,
            is_kept=then != GIVE_BACK,
        )  # fmt: skip
        if not is_sent:
            _note_reading(session, me, request_id)
            shown = _exchange(session, me, request_id)
            return render(
                request, "exchange.html", me, status=409, **shown,
                **_composer(words if shown["may_answer"] else "", unsent=words),
            )  # fmt: skip
        is_over = asked.handled_at is not None
    return back_to_list("repondue") if is_over else _to_exchange(request_id)


@router.post("/{request_id}/rendre")
def hand_back(
    request: Request, me: security.Writer, request_id: RequestId,
    then: Annotated[str, Form(alias="puis", max_length=20)] = "", seen: Seen = 0,
) -> Response:  # fmt: skip
    """Hand the conversation back to the bot. The handoff is closed or goes on waiting.

    Asks first if unanswered messages would be erased.
    """
    is_closed = then != "attendre"
    with default_database().session_scope() as session:
        asked = find_request(session, me, request_id)
        if (page := erasing_page(request, me, session, asked, seen, path="rendre", then=then)) is not None:
            return page
        is_mine = exchange_ends.hand_back(
            session, request_id, actor=me.actor, recruiter_id=me.recruiter_id, structure_id=me.structure_id,
            is_closed=is_closed,
        )  # fmt: skip
    return back_to_list(("traitee" if is_closed else "rendue") if is_mine else "prise")
