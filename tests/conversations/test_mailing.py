"""Somebody of the website asks for a human and for an e-mail; the team answers; the e-mail says so. Real servers."""

import re

import pytest
from sqlalchemy import select, update

from bot.base import clock, places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.sentences import sentence
from bot.records.conversations import resume_codes, takeovers
from bot.records.models import HumanRequest
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump
from tests.channels.post import Post
from tests.waiting import wait_until

pytestmark = pytest.mark.server
EMAIL = "zoe.berard@exemple.fr"
OFFER, QUESTION = "Voulez-vous un e-mail", "téléphone"


@pytest.fixture(scope="module")
def running(model):
    post = Post().start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_SMTP_URL", f"smtp://127.0.0.1:{post.port}")
        patch.setenv("BOT_SMTP_FROM", "assistant@exemple.fr")
        with ephemeral_servers(only=("rasa", "gateway")):
            database = Database(places.database_url())
            yield post, database
            database.engine.dispose()
    post.stop()


def sayer():
    chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
    chat.open()
    return lambda text: [message["text"] for message in chat.say(text)]


@pytest.fixture
def say():
    """Somebody who has just given their e-mail address, and is asked for their phone number."""
    said = sayer()
    for text in ("je veux m'inscrire", "oui", "Bérard", "Zoé", "Saint-Brieuc", "30 km", "tout de suite", EMAIL):
        replies = said(text)
    assert QUESTION in replies[-1]
    return said


def test_who_comes_from_elsewhere_is_sent_a_link_that_leads_back(running, say):
    post, database = running
    say("Quelle est l'heure ?")
    before = len(post.taken)
    elsewhere = sayer()
    assert "reprendre" in " ".join(elsewhere("je veux continuer ma candidature d'un autre appareil"))
    assert elsewhere(f"reprendre {EMAIL.upper()}") == [sentence("resume_code.link_sent")]
    wait_until(lambda: len(post.taken) > before, 60)
    message = post.read()[-1]
    assert message["To"] == EMAIL
    links = re.findall(rf"{settings().site}/#reprendre=(\S+)", message.get_content())
    assert elsewhere(f"reprendre code {links[0]}")
    proved = [row for row in dump(database)["candidates"] if row["email_proved_at"]]
    assert [row["email"] for row in proved] == [EMAIL]


def test_an_answer_is_told_of_by_an_e_mail(running, say):
    post, database = running
    assert "de quoi il s'agit" in say("parler à un humain")[-1]
    replies = say("passer")
    assert OFFER in replies[-1] and EMAIL in replies[-1]  # the form waits
    replies = say("oui")
    assert replies[0].startswith("C'est noté : un e-mail vous préviendra")
    assert QUESTION in replies[-1]
    with database.session_scope() as session:
        request = session.scalars(select(HumanRequest)).one()
        assert request.mail_agreed_at is not None
        takeovers.take_over(session, request.id, recruiter_id="r1", actor="recruiter:r1")
        takeovers.write(session, request.id, "Bonjour Zoé !", recruiter_id="r1", actor="recruiter:r1")
    with database.session_scope() as session:
        session.execute(update(HumanRequest).values(mail_due_at=clock.now()))  # two minutes later
    wait_until(lambda: post.taken, 60)
    (message,) = post.read()
    assert message["To"] == EMAIL and "Bonjour Zoé" not in message.get_content()
    assert settings().site in message.get_content()
    assert not [word for word in message.get_content().split() if resume_codes.parse_code(word)]
