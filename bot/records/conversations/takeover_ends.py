"""How a takeover ends: its handoff is closed, or goes back into the queue."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.conversations import transcripts
from bot.records.conversations.event_rows import ASIDE
from bot.records.conversations.takeover_messages import give_back, has_answered, send
from bot.records.conversations.windows import IS_TAKEN_OVER
from bot.records.files import redaction
from bot.records.handoffs.handoffs import close, get
from bot.records.models import Conversation, HumanRequest
from bot.records.store import audit

REMIND_AFTER = timedelta(minutes=20)
RELEASE_AFTER = timedelta(hours=24)


def close_handoff(
    session: Session, request_id: int, *, actor: str, recruiter_id: str | None = None, structure_id: str | None = None
) -> bool:
    """Close a handoff; a conversation that was taken over goes back to the bot. False while a colleague has it.

    Raises:
        LookupError: there is no such handoff.
    """
    request = get(session, request_id)
    if request.handled_at is None and request.taken_at is None:
        audit.record(session, actor=actor, act="handled_request", subject=f"request:{request_id}")
        close(session, request, structure_id)
        return True
    return hand_back(session, request_id, actor=actor, recruiter_id=recruiter_id, structure_id=structure_id)


def hand_back(
    session: Session, request_id: int, *, actor: str, recruiter_id: str | None = None, structure_id: str | None = None,
    is_closed: bool = True,
) -> bool:  # fmt: skip
    """Give a conversation back to the bot, which announces itself. False while a colleague has it.

    The handoff is closed, or stays in the queue if `is_closed` is False.

    Raises:
        LookupError: there is no such handoff.
    """
    request = get(session, request_id)
    if request.handled_at is not None or request.taken_at is None:
        return True
    if recruiter_id is not None and request.taken_by != recruiter_id:
        return False
    if is_closed:
        text = sentence("takeover.handed_back")
        close_and_give_back(session, request, text, actor=actor, structure_id=structure_id)
    else:
        _requeue(session, request, sentence("takeover.still_queued"), actor=actor, may_reply=has_answered(request))
    return True


def close_and_give_back(
    session: Session, request: HumanRequest, text: str, *, actor: str, structure_id: str | None
) -> None:
    """End a takeover and close its handoff; the bot announces itself with this text."""
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request.id}")
    close(session, request, structure_id)
    give_back(session, request, text, may_reply=has_answered(request))


class Loss(StrEnum):
    """What the end of a takeover erases of a conversation without consent."""

    UNREAD = "unread"  # messages that the team has not answered
    UNSEEN = "unseen"  # the team's last reply, perhaps not seen
    UNANSWERED = "unanswered"  # the subject of the handoff, without a reply


def find_loss(session: Session, request: HumanRequest, *, closes: bool) -> tuple[Loss, list[dict[str, Any]]] | None:
    """What the end of a takeover, or also of its handoff, would erase, with the messages concerned as in `transcripts.read`."""
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or conversation.consented:
        return None
    since = request.written_at or request.created_at
    messages = transcripts.read(session, request.conversation_id, for_team=True)
    recent = [one for one in messages if one["text"] and one["at"] >= since.timestamp()]
    if words := [one for one in recent if one.get("held")]:
        return Loss.UNREAD, words
    if request.written_at is None:
        return (Loss.UNANSWERED, []) if closes and request.topic else None
    is_silent = conversation.last_message_at is None or conversation.last_message_at <= since
    return (Loss.UNSEEN, [one for one in messages if one.get("person")][-1:]) if is_silent else None


def return_to_bot(session: Session, request_id: int) -> None:
    """Let the candidate go back to the bot; the handoff stays in the queue, as only the team closes it.

    Raises:
        LookupError: there is no such handoff.
    """
    request = get(session, request_id)
    if request.handled_at is None and request.taken_at is not None:
        _requeue(session, request, sentence("takeover.still_queued"), actor="candidate")


def notify_if_unanswered(session: Session, request: HumanRequest, message_id: str) -> None:
    """Tell a waiting candidate, who just wrote, that the team has not written for a while.

    Silence starts with the first message since the team last wrote, or with the takeover if it never did. One notice after
    20 minutes; after 24 hours the bot takes the conversation back and the handoff returns to the queue.
    """
    if request.taken_at is None:
        return
    conversation_id = request.conversation_id
    since = request.taken_at
    if request.written_at is not None and request.written_at >= since:
        since = transcripts.first_forwarded_at(session, conversation_id, request.written_at) or clock.now()
    silence = clock.now() - since
    if silence > RELEASE_AFTER:
        _requeue(session, request, sentence("takeover.released"), actor="purge", but=message_id)
    elif silence > REMIND_AFTER and (request.silence_told_at is None or request.silence_told_at < since):
        request.silence_told_at = clock.now()
        send(session, conversation_id, ASIDE, sentence("takeover.no_reply_yet"))


def requeue_all_of(session: Session, recruiter_id: str, *, actor: str) -> int:
    """End all takeovers of a recruiter whose account closes; the handoffs go back to the queue. Returns how many."""
    session.execute(update(HumanRequest).where(HumanRequest.assigned_to == recruiter_id).values(assigned_to=None))
    held = session.scalars(select(HumanRequest).where(HumanRequest.taken_by == recruiter_id, IS_TAKEN_OVER)).all()
    for request in held:
        _requeue(session, request, sentence("takeover.requeued"), actor=actor, may_reply=has_answered(request))
    return len(held)


def _requeue(
    session: Session, request: HumanRequest, text: str, *, actor: str, but: str | None = None,
    may_reply: bool = False,
) -> None:  # fmt: skip
    """End a takeover and requeue its handoff. The message `but` is kept even without consent."""
    request.taken_at = request.taken_by = None
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request.id}")
    redaction.redact_takeover(session, request.conversation_id, but=but)
    give_back(session, request, text, may_reply=may_reply)
