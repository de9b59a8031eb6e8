"""How an exchange with a person of the team ends: answered, left, given up; its request is closed or goes on waiting."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import transcripts
from bot.records.conversations.event_rows import ASIDE
from bot.records.conversations.takeover_messages import (
    HANDED_BACK,
    NOBODY_ANY_MORE,
    NOBODY_FOR_NOW,
    NOBODY_HERE_ANY_MORE,
    REPLY_HERE,
    STILL_WAITING,
    give_back,
    has_answered,
    send,
)
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
    """Marks a request as handled, once; a conversation that was held is handed back.

    Args:
        session: an open session.
        request_id: the request.
        actor: who does it, for the audit log.
        recruiter_id: a recruiter who does it.
        structure_id: where they are.

    Returns:
        Whether it is handled: not while a colleague holds the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    is_held = request.handled_at is None and request.taken_at is not None
    if is_held and recruiter_id is not None and request.taken_by != recruiter_id:
        return False
    if is_held:
        hand_back(session, request_id, actor=actor, structure_id=structure_id)
    elif request.handled_at is None:
        audit.record(session, actor=actor, act="handled_request", subject=f"request:{request_id}")
        close(session, request, structure_id)
    return True


def hand_back(
    session: Session, request_id: int, *, actor: str, recruiter_id: str | None = None, structure_id: str | None = None,
    is_closed: bool = True,
) -> bool:  # fmt: skip
    """Gives the conversation back to the bot, which says so and repeats its pending question, if there is one.

    Args:
        session: an open session.
        request_id: the request.
        actor: who does it, for the audit log.
        recruiter_id: a recruiter who does it.
        structure_id: where they are.
        is_closed: the request is answered; else it goes on waiting.

    Returns:
        False when a colleague of that recruiter holds the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    if request.handled_at is not None or request.taken_at is None:
        return True
    if recruiter_id is not None and request.taken_by != recruiter_id:
        return False
    if not is_closed:
        _let_wait(session, request, STILL_WAITING, actor=actor, may_reply=has_answered(request))
        return True
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request_id}")
    may_reply = has_answered(request)
    close(session, request, structure_id)
    give_back(session, request, f"{HANDED_BACK} {REPLY_HERE}" if may_reply else HANDED_BACK, may_reply=may_reply)
    return True


class Loss(StrEnum):
    """What a person who never agreed loses when an exchange ends, since none of it is kept."""

    UNREAD = "unread"  # words that the team has not answered
    UNSEEN = "unseen"  # the team's last answer, of which nothing tells that it was seen
    UNANSWERED = "unanswered"  # what the request is about, which nobody answered


def find_loss(session: Session, request: HumanRequest, *, closes: bool) -> tuple[Loss, list[dict[str, Any]]] | None:
    """Returns what the end of an exchange would lose, with these words as `transcripts.read` gives them; None for nothing.

    Args:
        session: an open session.
        request: the request of the exchange.
        closes: the request ends as well.
    """
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or conversation.consented:
        return None
    since = request.written_at or request.created_at
    said = transcripts.read(session, request.conversation_id, for_team=True)
    lately = [one for one in said if one["text"] and one["at"] >= since.timestamp()]
    if words := [one for one in lately if one.get("held")]:
        return Loss.UNREAD, words
    if request.written_at is None:
        return (Loss.UNANSWERED, []) if closes and request.topic else None
    is_silent = conversation.last_message_at is None or conversation.last_message_at <= since
    return (Loss.UNSEEN, [one for one in said if one.get("person")][-1:]) if is_silent else None


def return_to_bot(session: Session, request_id: int) -> None:
    """Lets the person who is talked with go back to the bot: the request goes on waiting, only a person of the team closes it.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    if request.handled_at is None and request.taken_at is not None:
        _let_wait(session, request, STILL_WAITING, actor="candidate")


def notify_if_unanswered(session: Session, request: HumanRequest, message_id: str) -> None:
    """Tells somebody who waits for an answer that nobody of the team has written for a while.

    A silence begins with the first message that nobody answered, or where the team never wrote with its taking over. It is
    told of once after 20 minutes; after 24 hours the bot takes the conversation back, and the request waits again.

    Args:
        session: an open session.
        request: the request by which the conversation is held.
        message_id: what was just written, and is not read yet.
    """
    if request.taken_at is None:
        return
    conversation_id = request.conversation_id
    since = request.taken_at
    if request.written_at is not None and request.written_at >= since:
        since = transcripts.first_forwarded_at(session, conversation_id, request.written_at) or clock.now()
    silence = clock.now() - since
    if silence > RELEASE_AFTER:
        _let_wait(session, request, NOBODY_ANY_MORE, actor="purge", but=message_id)
    elif silence > REMIND_AFTER and (request.silence_told_at is None or request.silence_told_at < since):
        request.silence_told_at = clock.now()
        send(session, conversation_id, ASIDE, NOBODY_FOR_NOW)


def requeue_all_of(session: Session, recruiter_id: str, *, actor: str) -> int:
    """Gives back all conversations that a recruiter holds, whose account ends; the requests wait for colleagues.

    Returns:
        How many there were.
    """
    session.execute(update(HumanRequest).where(HumanRequest.assigned_to == recruiter_id).values(assigned_to=None))
    held = session.scalars(select(HumanRequest).where(HumanRequest.taken_by == recruiter_id, IS_TAKEN_OVER)).all()
    for request in held:
        _let_wait(session, request, NOBODY_HERE_ANY_MORE, actor=actor, may_reply=has_answered(request))
    return len(held)


def _let_wait(
    session: Session, request: HumanRequest, sentence: str, *, actor: str, but: str | None = None,
    may_reply: bool = False,
) -> None:  # fmt: skip
    """Ends an exchange, not its request; a message that nobody has read may stay with it."""
    request.taken_at = request.taken_by = None
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request.id}")
    redaction.redact_takeover(session, request.conversation_id, but=but)
    give_back(session, request, f"{sentence} {REPLY_HERE}" if may_reply else sentence, may_reply=may_reply)
