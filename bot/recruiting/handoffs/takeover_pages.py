"""A takeover: a team member replaces the bot in a conversation, writes, follows it and hands it back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from sqlalchemy.orm import Session

from bot.base.text_cleanup import clean_lines
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import takeover_ends, takeover_messages, takeovers, transcripts
from bot.records.files import candidates
from bot.records.handoffs import queue, subjects
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers.masked_conversation import mask_transcript
from bot.recruiting.handoffs.assignee_labels import taker_label
from bot.recruiting.handoffs.canned_replies import canned_replies, open_placeholders, with_canned_reply
from bot.recruiting.handoffs.queue_pages import (
    MAX_ID,
    MAX_REPLY_LENGTH,
    READ_CONVERSATION,
    HandoffId,
    Seen,
    confirm_erasing_page,
    find_handoff,
    redirect_to_queue,
)
from bot.recruiting.rendering import page_url, redirect, render

PAGE_SIZE = 40
# Buttons of the composer.
KEEP, HAND_BACK, INSERT = "garder", "rendre", "inserer"

router = APIRouter(prefix="/demandes")


def _redirect_to_takeover(request_id: int) -> Response:
    return redirect(page_url(f"/demandes/{request_id}/echange#ecrire"))


@router.post("/{request_id}/prendre")
def take_over(me: security.RecruiterPost, request_id: HandoffId) -> Response:
    """Take over the conversation. The bot stays silent until it is handed back."""
    with default_database().session_scope() as session:
        find_handoff(session, me, request_id)
        is_mine = takeovers.take_over(session, request_id, recruiter_id=me.recruiter_id, actor=me.actor)
    return _redirect_to_takeover(request_id) if is_mine else redirect_to_queue("prise")


@router.get("/{request_id}/echange")
def show_takeover(
    request: Request,
    me: security.RecruiterGet,
    request_id: HandoffId,
    before: Annotated[int | None, Query(alias="avant", ge=1, le=MAX_ID)] = None,
) -> Response:
    """The recent conversation, or an earlier page of it, with the form to write in."""
    with default_database().session_scope() as session:
        if before is None:
            page = _takeover_page(request, session, me, request_id)
        else:
            page = render(request, "takeover_earlier.html", me, **_takeover_context(session, me, request_id, before))
        audit.record(session, actor=me.actor, act=READ_CONVERSATION, subject=f"request:{request_id}")
        return page


@router.get("/{request_id}/echange/suite")
def poll_takeover(request: Request, me: security.RecruiterPoll, request_id: HandoffId) -> Response:
    """The part of the page that changes, for polling."""
    with default_database().session_scope() as session:
        _record_access(session, me, request_id)
        return render(request, "takeover_now.html", me, **_takeover_context(session, me, request_id))


def _record_access(session: Session, me: RecruiterUser, request_id: int) -> None:
    audit.record_access(session, actor=me.actor, act=READ_CONVERSATION, subject=f"request:{request_id}")


def _takeover_page(
    request: Request, session: Session, me: RecruiterUser, request_id: int, *, status: int = 200, **form: Any
) -> Response:
    """The recent conversation with the form to write in.

    Args:
        form: `draft`, the text in the form; `unsent`, a text that can no longer be sent; `places`, placeholders left in the
            draft; `asks`, whether handing back after this question needs a confirmation.
    """
    form = {"draft": "", "unsent": None, "places": (), "asks": False, **form}
    context = _takeover_context(session, me, request_id)
    return render(
        request,
        "takeover.html",
        me,
        status=status,
        longest=MAX_REPLY_LENGTH,
        replies=canned_replies(),
        **context,
        **form,
    )


def _takeover_context(
    session: Session, me: RecruiterUser, request_id: int, before: int | None = None
) -> dict[str, Any]:
    """Template variables of a takeover.

    Raises:
        HTTPException: 404 if there is no such handoff.
    """
    handoff = find_handoff(session, me, request_id)
    is_open = handoff.handled_at is None
    candidate = candidates.find(session, handoff.conversation_id)
    said = transcripts.read(session, handoff.conversation_id, before=before, for_team=True)
    recent = said[-PAGE_SIZE:]
    return {
        "handoff": handoff,
        "candidate": candidate,
        "topic": subjects.visible_text(handoff),
        "transcript": mask_transcript(recent, candidate, team_listens=is_open),
        "earlier": recent[0]["id"] if len(said) > PAGE_SIZE else None,
        "is_mine": is_open and handoff.taken_by == me.recruiter_id,
        "may_answer": is_open and handoff.taken_by in {None, me.recruiter_id},
        "holder": taker_label(session, me, handoff),
        "undelivered": queue.count_undelivered(session, handoff.conversation_id, handoff.created_at),
    }


@router.post("/{request_id}/ecrire")
def write(
    request: Request,
    me: security.RecruiterPost,
    request_id: HandoffId,
    *,
    text: Annotated[str, Form(max_length=2 * MAX_REPLY_LENGTH)] = "",
    then: Annotated[str, Form(alias="puis", max_length=20)] = KEEP,
    reply: Annotated[str, Form(alias="reponse", max_length=40)] = "",
    held: Annotated[str, Form(alias="tenue", max_length=1)] = "",
    sure: Annotated[str, Form(alias="sur", max_length=1)] = "",
) -> Response:
    """Send a message and keep or hand back the conversation, or insert a canned reply into the form.

    Handing back with an open question needs a confirmation, because the bot would get the answer.
    """
    words = clean_lines(text)[:MAX_REPLY_LENGTH]
    with default_database().session_scope() as session:
        handoff = find_handoff(session, me, request_id)

        def page(**form: Any) -> Response:
            _record_access(session, me, request_id)
            return _takeover_page(request, session, me, request_id, **form)

        if then == INSERT or not words:
            draft = with_canned_reply(words, reply) if then == INSERT else ""
            return page(draft=draft[:MAX_REPLY_LENGTH])
        if places := open_placeholders(words):
            return page(draft=words, places=places, status=422)
        if then == HAND_BACK and takeover_messages.is_question(words) and not sure:
            return page(draft=words, asks=True, status=422)
        is_left = held and handoff.taken_by != me.recruiter_id  # ended meanwhile by the candidate or by timeout
        is_sent = not is_left and takeovers.reply_to_candidate(
            session, request_id, words, recruiter_id=me.recruiter_id, actor=me.actor, structure_id=me.structure_id,
            keeps_takeover=then != HAND_BACK,
        )  # fmt: skip
        if not is_sent:
            return page(draft=words, unsent=words, status=409)
        is_over = handoff.handled_at is not None
    return redirect_to_queue("repondue") if is_over else _redirect_to_takeover(request_id)


@router.post("/{request_id}/rendre")
def hand_back(
    request: Request, me: security.RecruiterPost, request_id: HandoffId,
    then: Annotated[str, Form(alias="puis", max_length=20)] = "", seen: Seen = 0,
) -> Response:  # fmt: skip
    """Hand the conversation back to the bot. The handoff is closed or goes on waiting.

    Asks first if unanswered messages would be erased.
    """
    is_closed = then != "attendre"
    with default_database().session_scope() as session:
        handoff = find_handoff(session, me, request_id)
        if (page := confirm_erasing_page(request, me, session, handoff, seen, path="rendre", then=then)) is not None:
            return page
        is_mine = takeover_ends.hand_back(
            session, request_id, actor=me.actor, recruiter_id=me.recruiter_id, structure_id=me.structure_id,
            is_closed=is_closed,
        )  # fmt: skip
    return redirect_to_queue(("traitee" if is_closed else "rendue") if is_mine else "prise")
