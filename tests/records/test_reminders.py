"""Reminders: opt-in, once, after a day of silence, outside quiet hours, with opt-out."""

from datetime import datetime, timedelta

import pytest

from bot.base import clock
from bot.records.conversations import addresses, conversations, reminders, takeovers
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import Conversation, Reminder

CHANNELS = ("telegram", "matrix")


def paris(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.PARIS)


@pytest.mark.parametrize(("moment", "sent"), [
    ("2026-11-26T08:59", "2026-11-26T09:00"), ("2026-11-26T09:00", "2026-11-26T09:00"), ("2026-11-26T19:59", "2026-11-26T19:59"),
    ("2026-11-26T20:00", "2026-11-27T09:00"), ("2026-11-26T23:30", "2026-11-27T09:00"), ("2026-11-27T00:10", "2026-11-27T09:00"),
    ("2026-10-24T22:00", "2026-10-25T09:00"), ("2027-03-27T22:00", "2027-03-28T09:00"),
])  # fmt: skip
def test_nobody_is_written_to_in_the_evening_or_at_night(moment, sent):
    assert reminders.outside_quiet_hours(paris(moment)) == paris(sent)


def begin(session, conversation_id="c1", channel="telegram", address="4711"):
    addresses.reassign(session, channel, address, conversation_id)
    conversations.append(
        session, conversation_id, [{"event": "user", "text": "x", "timestamp": 1.0}],
        channel=channel, consented=True, state={"slots": {}},
    )  # fmt: skip
    candidates.open_registration(session, conversation_id, channel=channel, notice_version="1")


def later(hours):
    """A moment at this time of day, at least this many hours from now."""
    return reminders.outside_quiet_hours(clock.now() + timedelta(hours=hours))


def due(session, hours=48):
    return [place.address for place in reminders.claim_due(session, later(hours), CHANNELS)]


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


@pytest.mark.parametrize("reason", ["stopped", "confirmed", "erased", "only on the website", "held"])
def test_nothing_is_sent_when(store, reason):
    with store.session_scope() as session:
        begin(session, channel="web" if reason == "only on the website" else "telegram")
        reminders.opt_in(session, "c1")
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
