"""Coming back to one's file by a link that is mailed: asked for on any channel, sent by a real mail server on loopback."""

import asyncio
import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.base import clock
from bot.channels.mail import smtp
from bot.channels.turn.commands import escape_command, given_email
from bot.channels.turn.turns import Turns
from bot.content.sentences import sentence
from bot.records.conversations import addresses, conversations, resume_codes, resume_link_emails
from bot.records.files import candidates
from bot.records.models import Candidate, LinkMail, ResumeCode
from bot.tools.evaluation.stored import dump
from tests.channels.channel_player import Player
from tests.channels.post import Post
from tests.markers import starts

EMAIL = "zoe.berard@exemple.fr"
LINK = re.compile(r"https://bot\.exemple\.fr/#reprendre=(\S+)")


class MailHarness:
    """The website's turns on a database, with a mail server behind."""

    def __init__(self, database, post):
        self.database, self.post, self.turns, self.rasa = database, post, Turns(database), Player(database)

    def register(self, conversation_id, address=EMAIL):
        with self.database.session_scope() as session:
            user = {"event": "user", "text": "x", "timestamp": clock.now().timestamp()}
            conversations.append(session, conversation_id, [user], channel="web", consented=True, state={"slots": {}})
            candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
            candidates.set_field(session, conversation_id, "email", address)

    def say(self, text, here="here"):
        with self.database.session_scope() as session:
            addresses.open_conversation(session, "web", here)
        take = self.turns.take(self.rasa, None, uuid.uuid4().hex, text, channel="web", address=here)
        return asyncio.run(take)

    def ask(self, address=EMAIL, here="here"):
        (part,) = self.say(f"reprendre par e-mail {address}", here).parts
        return part["text"]

    def deliver(self):
        """Sends what is due; returns the codes of the latest e-mail."""
        before = len(self.post.taken)
        smtp.Mailer(smtp.read_server(), self.database).send_due()
        return LINK.findall(self.post.read()[-1].get_content()) if len(self.post.taken) > before else []

    def proved(self, conversation_id):
        with self.database.session_scope() as session:
            return candidates.find(session, conversation_id).email_proved_at

    def later(self, monkeypatch, pause):
        moment = clock.now() + pause
        monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
@starts("server")
def harness(database, monkeypatch):
    post = Post().start()
    monkeypatch.setenv("BOT_SMTP_URL", f"smtp://127.0.0.1:{post.port}")
    monkeypatch.setenv("BOT_SMTP_FROM", "assistant@exemple.fr")
    monkeypatch.setenv("BOT_SITE", "https://bot.exemple.fr")
    yield MailHarness(database, post)
    post.stop()


@pytest.mark.parametrize(("text", "address"), [
    ("reprendre par e-mail zoe@exemple.fr", "zoe@exemple.fr"), ("Reprendre zoe@exemple.fr", "zoe@exemple.fr"),
    ("je veux reprendre ma candidature avec mon e-mail : Zoe@exemple.fr.", "Zoe@exemple.fr"), ("/reprendre zoe@exemple.fr", "zoe@exemple.fr"),
    ("reprendre mon dossier par mail zoe@exemple.fr", "zoe@exemple.fr"), ("zoe@exemple.fr", None), ("mon mail c'est zoe@exemple.fr", None),
    ("reprendre code ACDE-FG23", None), ("reprendre", None), ("reprendre par e-mail", None), ("reprendre zoe@exemple", None),
    ("reprendre " + "a" * 400 + "@exemple.fr", None),
])  # fmt: skip
def test_what_asks_for_a_link(text, address):
    assert given_email(escape_command(text)) == address


def test_a_link_leads_back_once_and_proves_the_address(harness):
    harness.register("c1")
    assert harness.proved("c1") is None
    assert harness.ask(EMAIL.upper()) == sentence("resume_code.link_sent")
    (code,) = harness.deliver()
    (message,) = harness.post.read()
    assert message["To"] == EMAIL
    assert harness.say(f"reprendre code {code}", "browser").is_elsewhere
    assert harness.proved("c1") is not None
    with harness.database.session_scope() as session:
        assert addresses.find(session, "web", "browser") == "c1"
    assert (
        harness.say(f"reprendre code {code}", "another").parts[0]["text"]
        == f"{sentence('resume_code.wrong_code')} {sentence('resume_code.wrong_link')}"
    )
    assert harness.deliver() == []


def test_who_asked_for_a_link_may_follow_it_at_once(harness):
    harness.register("c1")
    assert harness.ask() == sentence("resume_code.link_sent")
    (code,) = harness.deliver()
    assert harness.say(f"reprendre code {code}").is_elsewhere


def test_whether_anybody_has_the_address_is_not_told_nor_is_the_address_kept(harness):
    harness.register("c1")
    assert harness.ask("personne@exemple.org") == harness.ask(EMAIL, "there")
    assert "personne@" not in str(dump(harness.database)), "who is not registered agreed to nothing"
    harness.deliver()
    assert [message["To"] for message in harness.post.read()] == [EMAIL]


def test_nothing_but_days_and_links_is_in_it(harness, monkeypatch):
    harness.register("c1")
    with harness.database.session_scope() as session:
        candidates.set_field(session, "c1", "last_name", "Bérard")
    harness.later(monkeypatch, timedelta(days=2))
    harness.register("c2", EMAIL.title())
    harness.ask()
    newest, oldest = harness.deliver()
    text = harness.post.read()[-1].get_content()
    assert text.count("Dossier commencé le") == 2
    assert "Bérard" not in text
    with harness.database.session_scope() as session:
        assert (resume_codes.peek(session, newest), resume_codes.peek(session, oldest)) == ("c2", "c1")
        assert newest not in str(dump(harness.database))


def test_a_link_is_good_for_half_an_hour_and_leaves_the_code_that_was_told(harness, monkeypatch):
    harness.register("c1")
    with harness.database.session_scope() as session:
        told = resume_codes.issue(session, "c1")
    harness.ask()
    (code,) = harness.deliver()
    harness.later(monkeypatch, resume_codes.EMAILED_LIFETIME + timedelta(minutes=1))
    assert (
        harness.say(f"reprendre code {code}", "browser").parts[0]["text"]
        == f"{sentence('resume_code.wrong_code')} {sentence('resume_code.wrong_link')}"
    )
    assert harness.say(f"reprendre code {told}", "another").is_elsewhere
    assert harness.proved("c1") is None, "a code that was told proves no address"


def test_an_address_gets_one_mail_an_hour(harness, monkeypatch):
    harness.register("c1")
    harness.ask(here="one")
    assert harness.deliver()
    harness.register("c2")
    assert harness.ask(here="two") == sentence("resume_code.link_sent")
    assert harness.deliver() == []
    harness.later(monkeypatch, resume_link_emails.MIN_INTERVAL + timedelta(minutes=1))
    harness.ask(here="three")
    assert len(harness.deliver()) == 2


def test_tries_are_counted_like_wrong_codes(harness, monkeypatch):
    assert harness.ask("a@exemple.fr") == sentence("resume_code.link_sent")
    assert harness.ask("b@exemple.fr") == sentence("resume_code.too_many")
    for number in range(resume_codes.MAX_ATTEMPTS_PER_HOUR):
        harness.later(monkeypatch, timedelta(minutes=3))
        answer = harness.ask(f"{number}@exemple.fr")
    assert answer == sentence("resume_code.too_many")


def test_who_has_a_file_here_is_not_led_to_another(harness):
    harness.register("c1")
    with harness.database.session_scope() as session:
        addresses.open_conversation(session, "web", "mine", conversation_id="c1")
    assert harness.ask(here="mine") == sentence(
        "resume_code.own_dossier", instructions=sentence("resume_code.own_browser")
    )
    assert harness.deliver() == []


def test_without_a_mail_server_that_is_said(harness, monkeypatch):
    monkeypatch.delenv("BOT_SMTP_URL")
    harness.register("c1")
    assert harness.ask() == sentence("resume_code.no_links")


@pytest.mark.parametrize("ends", ["another address", "the same again", "erased"])
def test_a_link_and_the_proof_end_with_the_address(harness, ends):
    harness.register("c1")
    harness.ask()
    (code,) = harness.deliver()
    with harness.database.session_scope() as session:
        session.execute(update(Candidate).values(email_proved_at=clock.now()))
        if ends == "erased":
            candidates.erase(session, "c1")
        else:
            candidates.set_field(session, "c1", "email", EMAIL if ends == "the same again" else "autre@exemple.fr")
    stays = ends == "the same again"
    with harness.database.session_scope() as session:
        assert (resume_codes.peek(session, code) == "c1") is stays
        assert bool(session.scalars(select(LinkMail)).all()) is (ends != "erased")
    if ends != "erased":
        assert (harness.proved("c1") is not None) is stays


def test_a_server_that_is_away_is_tried_again_with_another_code_then_given_up(harness, monkeypatch):
    harness.register("c1")
    harness.ask()
    harness.post.refusal_of["DATA"] = "451 Later"
    harness.deliver()
    harness.post.refusal_of.clear()
    harness.later(monkeypatch, resume_link_emails.RETRY_DELAYS[0])
    assert len(harness.deliver()) == 1
    with harness.database.session_scope() as session:
        assert len(session.scalars(select(ResumeCode)).all()) == 1
    harness.later(monkeypatch, resume_link_emails.MIN_INTERVAL)
    harness.ask(here="there")
    harness.post.refusal_of["DATA"] = "451 Later"
    for pause in resume_link_emails.RETRY_DELAYS:
        harness.deliver()
        harness.later(monkeypatch, pause)
    harness.post.refusal_of.clear()
    assert harness.deliver() == []
    with harness.database.session_scope() as session:
        harness.later(monkeypatch, resume_link_emails.MIN_INTERVAL)
        resume_link_emails.purge_expired(session)
        assert session.scalars(select(LinkMail)).all() == []
