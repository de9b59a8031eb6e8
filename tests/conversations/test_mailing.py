"""Somebody of the website asks for a human and for an e-mail; the team answers; the e-mail says so. Real servers."""

import re
import time

import pytest
from sqlalchemy import select, update

from bot.base import clock, places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.sentences import sentence
from bot.records.conversations import resume, takeovers
from bot.records.models import HumanRequest
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump
from tests.channels.post import Post

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
    deadline = time.monotonic() + 60
    while len(post.taken) == before and time.monotonic() < deadline:
        time.sleep(0.1)
    message = post.read()[-1]
    assert message["To"] == EMAIL
    links = re.findall(rf"{settings().site}/#reprendre=(\S+)", message.get_content())
    assert elsewhere(f"reprendre code {links[0]}")
    proved = [row for row in dump(database)["candidates"] if row["email_proved_at"]]
    assert [row["email"] for row in proved] == [EMAIL]


def asks_for_a_human(say):
    """Returns what is said after the request, of which nothing more is told."""
    assert "de quoi il s'agit" in say("parler à un humain")[-1]
    return say("passer")


def mine(database):
    with database.session_scope() as session:
        return session.scalars(select(HumanRequest).order_by(HumanRequest.id.desc())).first()


def test_an_answer_is_told_of_by_an_e_mail(running, say):
    post, database = running
    replies = asks_for_a_human(say)
    assert OFFER in replies[-1] and EMAIL in replies[-1]  # the form waits
    replies = say("oui")
    assert replies[0].startswith("C'est noté : un e-mail vous préviendra")
    assert QUESTION in replies[-1]
    request = mine(database)
    assert request.mail_agreed_at is not None
    with database.session_scope() as session:
        takeovers.take_over(session, request.id, recruiter_id="r1", actor="recruiter:r1")
        takeovers.write(session, request.id, "Bonjour Zoé !", recruiter_id="r1", actor="recruiter:r1")
    with database.session_scope() as session:
        session.execute(update(HumanRequest).values(mail_due_at=clock.now()))  # two minutes later
    deadline = time.monotonic() + 60
    while not post.taken and time.monotonic() < deadline:
        time.sleep(0.1)
    (message,) = post.read()
    assert message["To"] == EMAIL and "Bonjour Zoé" not in message.get_content()
    assert settings().site in message.get_content()
    assert not [word for word in message.get_content().split() if resume.parse_code(word)]


def test_an_agreement_ends_with_the_address_and_that_is_said(running, say):
    _, database = running
    asks_for_a_human(say)
    say("oui")
    assert mine(database).mail_agreed_at is not None
    assert any("à l'ancienne adresse est annulé" in text for text in say("en fait mon mail c'est zoe@exemple.org"))
    assert mine(database).mail_agreed_at is None


@pytest.mark.parametrize(("words", "is_agreed"), [("non merci", False), ("06 39 98 00 01", False)])
def test_a_no_and_an_answer_to_the_open_question_agree_to_nothing(running, say, words, is_agreed):
    _, database = running
    assert OFFER in asks_for_a_human(say)[-1]
    replies = say(words)
    assert (mine(database).mail_agreed_at is not None) is is_agreed
    if words.startswith("06"):
        assert "+33639980001" in {row["phone"] for row in dump(database)["candidates"]}
    else:
        assert QUESTION in replies[-1]


@pytest.mark.parametrize("words", ["stop rappel", "stop"])
def test_an_agreement_is_taken_back_in_words(running, say, words):
    _, database = running
    asks_for_a_human(say)
    say("oui")
    assert mine(database).mail_agreed_at is not None
    say(words)
    assert mine(database).mail_agreed_at is None
