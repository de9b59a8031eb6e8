"""E-mail notifications of the team's replies: opt-in, unread replies only, half an hour apart, few attempts."""

import itertools
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.records.conversations import addresses, conversations, reply_notifications, takeover_ends, takeovers
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, HumanRequest, OutboundMessage, ResumeCode

MINUTE = timedelta(minutes=1)
EMAIL = "zoe.berard@exemple.fr"


class Team:
    """A candidate on the website during a takeover, and a frozen clock."""

    def __init__(self, store, monkeypatch):
        self.store, self.now = store, datetime.fromisoformat("2026-11-27T10:00:00+00:00")
        monkeypatch.setattr(clock, "now", lambda: self.now)
        with store.session_scope() as session:
            addresses.reassign(session, "web", "a-session", "c1")
            self.say(session)
            candidates.open_registration(session, "c1", channel="web", notice_version="1").email = EMAIL
            handoffs.open_handoff(session, "c1", channel="web")
        with store.session_scope() as session:
            self.request_id = session.scalars(select(HumanRequest.id)).one()
            takeovers.take_over(session, self.request_id, recruiter_id="r1", actor="recruiter:r1")

    def say(self, session):
        user = {"event": "user", "text": "x", "timestamp": self.now.timestamp()}
        conversations.append(session, "c1", [user], channel="web", consented=True, state={"slots": {}})

    def do(self, what, *arguments):
        with self.store.session_scope() as session:
            return what(session, *arguments)

    def agree(self):
        return self.do(reply_notifications.opt_in, "c1")

    def answer(self):
        with self.store.session_scope() as session:
            assert takeovers.write(session, self.request_id, "Bonjour", recruiter_id="r1", actor="recruiter:r1")

    def later(self, minutes):
        self.now += minutes * MINUTE

    def claim(self):
        return self.do(reply_notifications.claim, self.now)

    def send(self):
        """Send what is due; whether anything was."""
        mail = self.claim()
        if mail is not None:
            self.do(reply_notifications.mark_sent, mail.request_id)
        return mail is not None

    @property
    def row(self):
        with self.store.session_scope() as session:
            return session.get(HumanRequest, self.request_id)

    @property
    def acts(self):
        with self.store.session_scope() as session:
            return [entry.act for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


@pytest.fixture
def team(store, monkeypatch):
    return Team(store, monkeypatch)


def test_without_an_agreement_nothing_is_ever_sent(team):
    team.answer()
    team.later(600)
    assert team.claim() is None


def test_an_answer_that_is_not_read_is_told_of_once(team):
    assert team.do(reply_notifications.address_to_offer, "c1") == EMAIL
    assert team.agree()
    assert team.do(reply_notifications.address_to_offer, "c1") is None
    team.later(1)
    team.answer()
    team.later(1)
    assert team.claim() is None  # who is there reads it meanwhile
    team.later(1)
    mail = team.claim()
    assert (mail.address, mail.tries) == (EMAIL, 1)
    team.do(reply_notifications.mark_sent, mail.request_id)
    team.later(600)
    assert team.claim() is None
    assert team.acts.count("agreed_to_mail") == team.acts.count("mailed_candidate") == 1


def test_answers_in_a_row_are_half_an_hour_apart_at_least(team):
    team.agree()
    sent = []
    for minute in range(120):
        team.later(1)
        if minute % 10 == 0 and minute <= 70:
            team.answer()
        if team.send():
            sent.append(minute)
    assert sent == [2, 32, 62, 92]  # of eight answers


def test_what_was_read_or_answered_is_not_told_of(team):
    team.agree()
    team.later(1)
    team.answer()
    team.do(reply_notifications.mark_read, "c1")
    team.later(5)
    assert team.claim() is None
    team.answer()
    team.later(1)
    team.do(team.say)
    team.later(5)
    assert team.claim() is None
    team.answer()
    team.later(5)
    assert team.send()


def test_an_answer_is_told_of_although_the_conversation_was_handed_back_at_once(team):
    team.agree()
    team.later(1)
    team.answer()
    team.do(lambda session: takeover_ends.hand_back(session, team.request_id, actor="recruiter:r1"))
    team.later(5)
    assert team.send()


@pytest.mark.parametrize("reason", ["stopped", "no address", "erased", "gone to Telegram"])
def test_nothing_is_sent_when(team, reason):
    team.agree()
    team.later(1)
    if reason == "gone to Telegram":
        team.later(1)
        team.do(addresses.reassign, "telegram", "4711", "c1")
    team.answer()
    if reason == "stopped":
        assert team.do(reply_notifications.opt_out, "c1")
        assert not team.do(reply_notifications.opt_out, "c1")
        assert team.acts[-1] == "refused_mail"
    if reason == "no address":
        team.do(lambda session: candidates.set_field(session, "c1", "email", None))
    if reason == "erased":
        team.do(candidates.erase, "c1")
    team.later(5)
    assert team.claim() is None
    with team.store.session_scope() as session:
        assert session.scalars(select(ResumeCode)).all() == []
        assert len(session.scalars(select(OutboundMessage)).all()) == (reason == "gone to Telegram")


def test_tries_are_few_and_further_and_further_apart_also_when_each_ends_in_a_crash(team):
    team.agree()
    team.later(1)
    team.answer()
    tried = []
    for minute in range(60 * 24):
        team.later(1)
        if (mail := team.claim()) is not None:
            assert mail.tries == len(tried) + 1
            tried.append(minute)
    pauses = [second - first for first, second in itertools.pairwise(tried)]
    assert pauses == [1, 5, 15, 60]
    assert team.row.mail_due_at is None and team.row.mailed_at is None
    team.answer()  # another answer, another chance
    team.later(2)
    assert team.claim().tries == 1


@pytest.mark.parametrize("email", ["autre@exemple.fr", None])
def test_an_agreement_ends_with_the_address_that_it_was_given_for(team, email):
    team.agree()
    team.do(lambda session: candidates.set_field(session, "c1", "email", EMAIL))
    assert team.do(reply_notifications.is_opted_in, "c1")  # the same address
    team.later(1)
    team.answer()
    team.do(lambda session: candidates.set_field(session, "c1", "email", email))
    assert not team.do(reply_notifications.is_opted_in, "c1")
    team.do(lambda session: candidates.set_field(session, "c1", "email", EMAIL))
    team.later(5)
    assert team.claim() is None
    assert team.do(reply_notifications.address_to_offer, "c1") == EMAIL  # it may be agreed to anew


def test_nobody_agrees_who_does_not_wait(team):
    team.do(lambda session: takeover_ends.close_handoff(session, team.request_id, actor="recruiter:r1"))
    assert not team.agree()
    assert team.do(reply_notifications.address_to_offer, "c1") is None
