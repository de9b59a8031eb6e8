"""Reminders: opt-in, once, after a day of silence, outside quiet hours, with opt-out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.base import clock
from bot.records.conversations import addresses, conversations, inbox, reminders, takeovers
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import Address, Conversation, Reminder

CHANNELS = ("telegram", "matrix")


def paris(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.PARIS).astimezone(UTC)


def begin(session, conversation_id="c1", channel="telegram", address="4711"):
    addresses.reassign(session, channel, address, conversation_id)
    conversations.append(
        session, conversation_id, [{"event": "user", "text": "x", "timestamp": clock.now().timestamp()}],
        channel=channel, consented=True, state={"slots": {}},
    )  # fmt: skip
    candidates.open_registration(session, conversation_id, channel=channel, notice_version="1")


def later(hours):
    """A moment at this time of day, at least this many hours from now."""
    return reminders.outside_quiet_hours(clock.now() + timedelta(hours=hours))


def due(session, hours=48):
    return [place.address for place in reminders.claim_due(session, later(hours), CHANNELS)]


@pytest.mark.parametrize(("left", "not_yet", "due_at"), [
    ("2026-11-25T10:00", "2026-11-26T09:59", "2026-11-26T10:00"),
    ("2026-11-25T07:30", "2026-11-26T08:59", "2026-11-26T09:00"),  # the end of the quiet hours
    ("2026-11-25T19:59", "2026-11-26T19:58", "2026-11-26T19:59"),
    ("2026-11-25T20:00", "2026-11-26T20:00", "2026-11-27T09:00"),  # their beginning
    ("2026-11-25T10:00", "2026-11-26T20:00", "2026-11-27T09:00"),  # nobody looked until the evening
    ("2026-11-25T23:59", "2026-11-27T08:59", "2026-11-27T09:00"),
    ("2026-10-23T22:00", "2026-10-25T08:59", "2026-10-25T09:00"),  # into winter time: the night has an hour more
    ("2026-10-24T10:30", "2026-10-25T09:29", "2026-10-25T09:30"),  # a day of silence is 24 hours
    ("2027-03-26T22:00", "2027-03-28T08:59", "2027-03-28T09:00"),  # into summer time: an hour less
    ("2027-03-27T08:30", "2027-03-28T09:00", "2027-03-28T09:30"),
])  # fmt: skip
def test_a_reminder_is_due_after_a_day_of_silence_between_nine_and_eight(store, monkeypatch, left, not_yet, due_at):
    monkeypatch.setattr(clock, "now", lambda: paris(left))
    with store.session_scope() as session:
        begin(session)
        reminders.opt_in(session, "c1")
    with store.session_scope() as session:
        assert reminders.claim_due(session, paris(not_yet), CHANNELS) == []
        assert [place.address for place in reminders.claim_due(session, paris(due_at), CHANNELS)] == ["4711"]


def test_one_reminder_is_sent_after_a_day_and_never_again(store):
    with store.session_scope() as session:
        begin(session)
        assert not reminders.is_decided(session, "c1")
        reminders.opt_in(session, "c1")
        reminders.opt_in(session, "c1")
    with store.session_scope() as session:
        assert reminders.claim_due(session, clock.now() + timedelta(hours=1), CHANNELS) == []
        assert due(session) == ["4711"]
        assert due(session) == due(session, 500) == []
        assert reminders.is_decided(session, "c1")


def test_silence_counts_from_the_last_message(store):
    with store.session_scope() as session:
        begin(session)
        reminders.opt_in(session, "c1")
        session.get(Conversation, "c1").last_message_at = later(40)
        assert due(session, 41) == []
        assert due(session, 100) == ["4711"]


def test_a_reminder_goes_to_the_address_last_used(store):
    with store.session_scope() as session:
        begin(session)
        reminders.opt_in(session, "c1")
        addresses.reassign(session, "matrix", "815", "c1")
        session.get(Address, ("telegram", "4711")).last_used_at -= timedelta(minutes=1)
        assert due(session) == ["815"]


@pytest.mark.parametrize(
    "reason", ["never agreed", "stopped", "confirmed", "erased", "only on the website", "held", "awaiting the reply"]
)
def test_nothing_is_sent_when(store, reason):
    with store.session_scope() as session:
        begin(session, channel="web" if reason == "only on the website" else "telegram")
        if reason != "never agreed":
            reminders.opt_in(session, "c1")
        if reason == "awaiting the reply":
            inbox.get_or_add(session, "c1", "m2", text="Lannion", channel="telegram", address="4711")
        if reason == "stopped":
            reminders.opt_out(session, "c1")
        if reason == "confirmed":
            candidates.confirm(session, "c1")
        if reason == "erased":
            candidates.erase(session, "c1")
        if reason == "held":
            handoffs.open_handoff(session, "c1", channel="telegram")
            session.flush()
            (request_id,) = [row.id for row in session.query(handoffs.HumanRequest)]
            takeovers.take_over(session, request_id, recruiter_id="r1", actor="recruiter:r1")
            session.flush()
    with store.session_scope() as session:
        assert due(session) == []


def test_who_wants_none_is_not_asked_again(store):
    with store.session_scope() as session:
        begin(session)
        reminders.opt_out(session, "c1")
        assert reminders.is_decided(session, "c1")
        assert due(session) == []
        assert session.get(Reminder, "c1").sent_at is None
