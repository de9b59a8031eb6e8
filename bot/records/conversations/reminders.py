"""Reminders: one message to a candidate who opted in and left the registration unfinished."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import candidate_replies, takeovers
from bot.records.models import Address, Candidate, Conversation, InboundMessage, Reminder
from bot.records.store import audit

SEND_AFTER = timedelta(days=1)
EARLIEST, LATEST = time(9), time(20)


def outside_quiet_hours(moment: datetime) -> datetime:
    """The first moment from this one on between 9:00 and 20:00 in Paris."""
    local = moment.astimezone(clock.PARIS)
    if local.time() >= LATEST:
        local = datetime.combine(local.date() + timedelta(days=1), EARLIEST, clock.PARIS)
    elif local.time() < EARLIEST:
        local = datetime.combine(local.date(), EARLIEST, clock.PARIS)
    return local.astimezone(moment.tzinfo)


def opt_in(session: Session, conversation_id: str) -> None:
    """Schedule one reminder after a day of silence."""
    if not is_decided(session, conversation_id):
        session.add(Reminder(conversation_id=conversation_id, due_at=outside_quiet_hours(clock.now() + SEND_AFTER)))
        audit.record(session, actor="candidate", act="agreed_to_reminder")
        session.flush()


def is_decided(session: Session, conversation_id: str) -> bool:
    """Whether the candidate already accepted or declined a reminder, so that it is not offered again."""
    return session.get(Reminder, conversation_id) is not None


def is_opted_in(session: Session, conversation_id: str) -> bool:
    """Whether the candidate opted in, the reminder sent or not, and did not opt out since."""
    row = session.get(Reminder, conversation_id)
    return row is not None and (row.due_at is not None or row.sent_at is not None)


def opt_out(session: Session, conversation_id: str) -> None:
    """Cancel the reminder for good."""
    session.merge(Reminder(conversation_id=conversation_id, due_at=None))
    audit.record(session, actor="candidate", act="refused_reminder")
    session.flush()


def claim_due(session: Session, now: datetime, channels: tuple[str, ...]) -> list[Address]:
    """Addresses to send reminders to now, on channels where the bot may write first.

    Postpones those of candidates who wrote since, drops those of finished registrations.
    """
    due = []
    rows = session.scalars(select(Reminder).where(Reminder.due_at <= now).with_for_update(skip_locked=True))
    for row in rows.all():
        conversation = session.get(Conversation, row.conversation_id)
        candidate = session.scalar(select(Candidate).where(Candidate.conversation_id == row.conversation_id))
        address = session.scalar(
            select(Address)
            .where(Address.conversation_id == row.conversation_id, Address.channel.in_(channels))
            .order_by(Address.last_used_at.desc())
            .limit(1)
        )
        if conversation is None or candidate is None or candidate.confirmed_at is not None or address is None:
            row.due_at = None
            continue
        allowed = outside_quiet_hours(max(now, conversation.last_message_at + SEND_AFTER))
        is_held = takeovers.find_takeover(session, row.conversation_id) is not None
        if allowed > now or is_held or _has_written(session, row.conversation_id):
            row.due_at = max(allowed, now + timedelta(hours=1))
            continue
        if (answered := candidate_replies.find_awaiting(session, row.conversation_id)) is not None:
            candidate_replies.stop_awaiting(session, answered)  # the next message answers the reminder
        row.due_at, row.sent_at = None, now
        due.append(address)
    return due


def _has_written(session: Session, conversation_id: str) -> bool:
    """Whether a message of the candidate is still unanswered."""
    waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation_id, InboundMessage.answered_at.is_(None)
    )
    return session.scalar(waiting.limit(1)) is not None
