"""Takeovers: a team member takes a conversation over and writes in it."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.conversations import addresses, conversations, reply_notifications, takeover_ends
from bot.records.conversations.event_rows import ASIDE, PERSON
from bot.records.conversations.takeover_messages import send
from bot.records.conversations.windows import IS_TAKEN_OVER
from bot.records.files import redaction
from bot.records.handoffs import response_times
from bot.records.handoffs.handoffs import get, record_reply
from bot.records.models import HumanRequest
from bot.records.store import audit
from bot.understanding.reading.dialogue_acts import TOPIC
from bot.understanding.reading.interpretation import ERASURE_QUESTION

_LOCK = (
    update(HumanRequest)
    .where(HumanRequest.conversation_id == bindparam("of_conversation"), IS_TAKEN_OVER)
    .values(taken_by=HumanRequest.taken_by)
    .execution_options(synchronize_session=False)
)
_FIND = select(HumanRequest).where(HumanRequest.conversation_id == bindparam("of_conversation"), IS_TAKEN_OVER).limit(1)


def find_takeover(session: Session, conversation_id: str) -> HumanRequest | None:
    """The handoff through which a team member has taken the conversation over."""
    return session.scalar(_FIND, {"of_conversation": conversation_id})


def lock_takeover(session: Session, conversation_id: str) -> HumanRequest | None:
    """`find_takeover`, and keep the takeover from ending before this transaction does.

    A message forwarded meanwhile is then among those erased with the takeover.
    """
    session.execute(_LOCK, {"of_conversation": conversation_id})
    return find_takeover(session, conversation_id)


def take_over(session: Session, request_id: int, *, recruiter_id: str, actor: str, announce: bool = True) -> bool:
    """Give a conversation to a team member, and `announce` it to the candidate. False if a colleague has it.

    Raises:
        LookupError: there is no such handoff.
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
    for question in (TOPIC, ERASURE_QUESTION):  # a yes to the team neither tells nor erases anything
        conversations.clear_pending(session, request.conversation_id, question)
    if announce:
        has_consented = redaction.has_consented(session, request.conversation_id)
        text = sentence("takeover.taken_over") + ("" if has_consented else sentence("takeover.not_kept"))
        send(session, request.conversation_id, ASIDE, text, takes_over=True)
    return True


def write(
    session: Session, request_id: int, text: str, *, recruiter_id: str, actor: str, structure_id: str | None = None
) -> bool:
    """Send the candidate a message of the team. False if the recruiter has not taken the conversation over.

    Raises:
        LookupError: there is no such handoff.
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
    keeps_takeover: bool,
) -> bool:  # fmt: skip
    """Reply to a handoff from any page, taking the conversation over for it. False if a colleague has it or it is closed.

    Then the handoff is closed and the bot resumes, unless `keeps_takeover`. Without consent the takeover always goes on, as its end
    would erase the reply.

    Raises:
        LookupError: there is no such handoff.
    """
    request = get(session, request_id)
    keeps_takeover = keeps_takeover or not redaction.has_consented(session, request.conversation_id)
    was_held = request.taken_at is not None
    if not take_over(session, request_id, recruiter_id=recruiter_id, actor=actor, announce=keeps_takeover):
        return False
    write(session, request_id, text, recruiter_id=recruiter_id, actor=actor, structure_id=structure_id)
    if not keeps_takeover:
        text = sentence("takeover.handed_back") if was_held else sentence("takeover.bot_is_back")
        takeover_ends.close_and_give_back(session, request, text, actor=actor, structure_id=structure_id)
    return True
