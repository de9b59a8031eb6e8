"""The queue of handoffs: waiting and closed ones, their subject and assignee."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.sentences import section
from bot.records.accounts import structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import takeover_ends, transcripts
from bot.records.desk import visibility
from bot.records.files import candidates
from bot.records.handoffs import handoffs, queue, subjects
from bot.records.models import HumanRequest
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.dossiers.masked_conversation import mask_transcript
from bot.recruiting.handoffs.assignee_labels import assignee_labels, taker_label
from bot.recruiting.handoffs.canned_replies import canned_replies
from bot.recruiting.rendering import or_404, page_url, redirect, render

READ_CONVERSATION = "read_conversation"
MAX_REPLY_LENGTH = 3000
MAX_ID = 2**31 - 1
MAX_PAGE = 10_000
Seen = Annotated[int, Form(alias="vu", ge=0)]
HandoffId = Annotated[int, Path(ge=1, le=MAX_ID)]

router = APIRouter(prefix="/demandes")


def find_handoff(session: Session, me: RecruiterUser, request_id: int) -> HumanRequest:
    """A handoff that the recruiter may see, 404 if there is none."""
    return or_404(visibility.find_handoff(session, me, request_id))


def redirect_to_queue(said: str) -> Response:
    """Redirect to the queue with a flash message, a key of the section `handoff_flash`."""
    return redirect(page_url(f"/demandes?fait={said}"))


def confirm_erasing_page(
    request: Request,
    me: RecruiterUser,
    session: Session,
    handoff: HumanRequest,
    seen: int,
    *,
    path: str,
    then: str = "",
) -> Response | None:
    """The confirmation page if closing or handing back erases unanswered messages; None if it does not.

    Args:
        seen: id of the last of these messages when the page was shown, 1 if there were none; 0 on the first request.
        path: of the action.
        then: which action, if the path has several.
    """
    closes = then != "attendre"
    loss = takeover_ends.find_loss(session, handoff, closes=closes)
    if loss is None or handoff.taken_by not in {None, me.recruiter_id}:
        return None
    why, words = loss
    last = words[-1]["id"] if words else 1
    if last <= seen:
        return None
    audit.record_access(session, actor=me.actor, act=READ_CONVERSATION, subject=f"request:{handoff.id}")
    return render(
        request, "confirm_erasing.html", me, handoff=handoff, words=mask_transcript(words, None, team_listens=True), why=why,
        topic=subjects.visible_text(handoff), path=path, then=then, closes=closes, seen=last,
    )  # fmt: skip


@router.get("")
def show_queue(
    request: Request,
    me: security.RecruiterGet,
    said: Annotated[str, Query(alias="fait", max_length=20)] = "",
    whose: Annotated[str, Query(alias="pour", max_length=20)] = queue.ALL,
) -> Response:
    """The waiting handoffs, longest waiting first."""
    with default_database().session_scope() as session:
        waiting = queue.list_waiting(session, me)
        audit.record(session, actor=me.actor, act="listed_requests")
        mine = [pair for pair in waiting if pair[0].assigned_to == me.recruiter_id]
        nobodys = [pair for pair in waiting if pair[0].assigned_to is None]
        lists = {queue.ALL: waiting, queue.MINE: mine, queue.UNASSIGNED: nobodys}
        whose = whose if whose in lists else queue.ALL
        return render(
            request,
            "handoffs.html",
            me,
            waiting=[(handoff, who, subjects.visible_text(handoff)) for handoff, who in lists[whose]],
            called_off=queue.list_called_off(session, me),
            counts={name: len(pairs) for name, pairs in lists.items()},
            whose=whose,
            names=assignee_labels(session, me, [handoff for handoff, _ in waiting]),
            colleagues=_colleagues(session, me),
            median=queue.median_reply_time(session, me.structure_id),
            now=clock.now(),
            reasons=section("handoff_reasons"),
            replies=canned_replies(),
            longest=MAX_REPLY_LENGTH,
            said=section("handoff_flash").get(said),
            is_trouble=said == "prise",
        )


def _colleagues(session: Session, me: RecruiterUser) -> dict[str, str]:
    """Names of possible assignees by account id: other members of the structure."""
    if me.structure_id is None:
        return {}
    return {
        account.id: account.name
        for account in structures.members(session, me.structure_id)
        if account.id != me.recruiter_id and not account.disabled
    }


@router.get("/traitees")
def show_closed(
    request: Request, me: security.RecruiterGet, page: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 1
) -> Response:
    """The closed handoffs, latest first."""
    with default_database().session_scope() as session:
        done = queue.list_closed(session, me, page)
        audit.record(session, actor=me.actor, act="listed_requests")
        return render(request, "handoffs_closed.html", me, done=done)


@router.get("/{request_id}")
def show_conversation(request: Request, me: security.RecruiterGet, request_id: HandoffId) -> Response:
    """The conversation of an unregistered user. Registered candidates are redirected to their dossier."""
    with default_database().session_scope() as session:
        handoff = find_handoff(session, me, request_id)
        candidate = candidates.find(session, handoff.conversation_id)
        if candidate is not None:
            return redirect(page_url(f"/candidats/{candidate.id}#conversation"))
        audit.record(session, actor=me.actor, act=READ_CONVERSATION, subject=f"request:{request_id}")
        said = transcripts.read(session, handoff.conversation_id, for_team=True)
        transcript = mask_transcript(said, None, team_listens=handoff.handled_at is None)
        return render(
            request, "conversation.html", me, handoff=handoff, transcript=transcript, reasons=section("handoff_reasons"),
            holder=taker_label(session, me, handoff),
        )  # fmt: skip


@router.post("/{request_id}/confier")
def assign(
    me: security.RecruiterPost, request_id: HandoffId, to: Annotated[str, Form(alias="a", max_length=32)] = ""
) -> Response:
    """Assign a handoff to a member of the recruiter's structure, or unassign it.

    Raises:
        HTTPException: 404 for any other account.
    """
    with default_database().session_scope() as session:
        handoff = find_handoff(session, me, request_id)
        among = {me.recruiter_id, *_colleagues(session, me)}
        if to not in {"", *among}:
            raise HTTPException(404)
        queue.assign(session, handoff, to or None, among=among, actor=me.actor)
    return redirect_to_queue("confiee")


@router.post("/{request_id}/traitee")
def close_handoff(request: Request, me: security.RecruiterPost, request_id: HandoffId, seen: Seen = 0) -> Response:
    """Close a handoff. Asks first if unanswered messages would be erased."""
    with default_database().session_scope() as session:
        handoff = find_handoff(session, me, request_id)
        if (page := confirm_erasing_page(request, me, session, handoff, seen, path="traitee")) is not None:
            return page
        is_handled = takeover_ends.close_handoff(
            session, request_id, recruiter_id=me.recruiter_id, actor=me.actor, structure_id=me.structure_id
        )
    return redirect_to_queue("traitee" if is_handled else "prise")


@router.post("/{request_id}/rouvrir")
def reopen(me: security.RecruiterPost, request_id: HandoffId) -> Response:
    """Put a closed handoff back into the queue."""
    with default_database().session_scope() as session:
        find_handoff(session, me, request_id)
        handoffs.reopen(session, request_id, actor=me.actor)
    return redirect(page_url("/demandes"))
