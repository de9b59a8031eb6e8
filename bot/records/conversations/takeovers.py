"""Conversations that a person of the team holds: who holds one, takes it over, writes in it."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import addresses, conversations, reply_notifications
from bot.records.conversations.event_rows import ASIDE, PERSON
from bot.records.conversations.takeover_messages import (
    ANSWERED_ONCE,
    HANDED_BACK,
    NOT_KEPT,
    REPLY_HERE,
    TAKEN,
    give_back,
    send,
)
from bot.records.conversations.windows import IS_TAKEN_OVER
from bot.records.handoffs import response_times
from bot.records.handoffs.handoffs import close, get, record_reply
from bot.records.models import Conversation, HumanRequest
from bot.records.store import audit
from bot.understanding.reading.acts import TOPIC
from bot.understanding.reading.turn import ERASURE_QUESTION

_STAYS = (
    update(HumanRequest)
    .where(HumanRequest.conversation_id == bindparam("of_conversation"), IS_TAKEN_OVER)
    .values(taken_by=HumanRequest.taken_by)
    .execution_options(synchronize_session=False)
)
_HOLDER = (
    select(HumanRequest).where(HumanRequest.conversation_id == bindparam("of_conversation"), IS_TAKEN_OVER).limit(1)
)


def find_takeover(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns the request by which a person of the team holds a conversation, None when nobody does."""
    return session.scalar(_HOLDER, {"of_conversation": conversation_id})


def lock_takeover(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns what `find_takeover` does, and lets nobody end the exchange before this transaction is over.

    What is passed on meanwhile is there when the words of the exchange are forgotten.
    """
    session.execute(_STAYS, {"of_conversation": conversation_id})
    return find_takeover(session, conversation_id)


def take_over(session: Session, request_id: int, *, recruiter_id: str, actor: str, is_told: bool = True) -> bool:
    """Lets a person of the team hold the conversation; returns False when somebody else already does.

    Args:
        session: an open session.
        request_id: the request.
        recruiter_id: who holds it from now on.
        actor: the same, for the audit log.
        is_told: the person is told that the bot is quiet from now on.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    if request.handled_at is not None or request.taken_at is not None:
        return request.handled_at is None and request.taken_by == recruiter_id
    won = session.execute(
        update(HumanRequest)
        .where(HumanRequest.id == request_id, HumanRequest.taken_at.is_(None), HumanRequest.handled_at.is_(None))
        .values(taken_at=clock.now(), taken_by=recruiter_id, reply_awaited_at=None)
        .returning(HumanRequest.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(request)
    if won is None:  # a colleague was faster
        return request.taken_by == recruiter_id
    request.assigned_to = request.assigned_to or recruiter_id
    response_times.count_taken(session, request)
    audit.record(session, actor=actor, act="took_over", subject=f"request:{request_id}")
    conversation = session.get(Conversation, request.conversation_id)
    is_kept = conversation is not None and conversation.consented
    for question in (TOPIC, ERASURE_QUESTION):  # a yes to the team neither tells nor erases anything
        conversations.clear_pending(session, request.conversation_id, question)
    if is_told:
        send(session, request.conversation_id, ASIDE, TAKEN if is_kept else TAKEN + NOT_KEPT, takes_over=True)
    return True


def write(
    session: Session, request_id: int, text: str, *, recruiter_id: str, actor: str, structure_id: str | None = None
) -> bool:
    """Writes to the person as one of the team; returns False when the recruiter does not hold the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    if request.taken_by != recruiter_id or request.handled_at is not None:
        return False
    channel = send(session, request.conversation_id, PERSON, text)
    request.written_at = clock.now()
    record_reply(session, request, structure_id)
    if channel == addresses.WEB:  # elsewhere the network tells the person by itself
        reply_notifications.schedule(request)
    audit.record(session, actor=actor, act="wrote_to_candidate", subject=f"request:{request_id}")
    return True


def reply_to_candidate(
    session: Session, request_id: int, text: str, *, recruiter_id: str, actor: str, structure_id: str | None = None,
    is_kept: bool,
) -> bool:  # fmt: skip
    """Answers a request from wherever it is seen, whoever holds the conversation meanwhile excepted.

    Who never agreed would find the answer erased once the exchange is over: there, the conversation is kept.

    Args:
        session: an open session.
        request_id: the request.
        text: the answer.
        recruiter_id: who writes it.
        actor: the same, for the audit log.
        structure_id: where they are.
        is_kept: they go on holding the conversation; else the bot goes on at once, and the request is closed.

    Returns:
        False when it was not sent: a colleague holds the conversation, or the request is closed.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    conversation = session.get(Conversation, request.conversation_id)
    is_kept = is_kept or conversation is None or not conversation.consented
    was_held = request.taken_at is not None
    if not take_over(session, request_id, recruiter_id=recruiter_id, actor=actor, is_told=is_kept):
        return False
    write(session, request_id, text, recruiter_id=recruiter_id, actor=actor, structure_id=structure_id)
    if not is_kept:
        audit.record(session, actor=actor, act="handed_back", subject=f"request:{request_id}")
        close(session, request, structure_id)
        give_back(session, request, f"{HANDED_BACK} {REPLY_HERE}" if was_held else ANSWERED_ONCE, may_reply=True)
    return True
