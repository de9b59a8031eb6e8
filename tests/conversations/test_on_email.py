"""The whole conversation by e-mail: a real mailbox, a real server that takes answers, every process of the bot."""

import json
import os
import random
import time

import pytest
from sqlalchemy import select

from bot import settings
from bot.channels.email.state import KEY
from bot.channels.email.transport import NAME
from bot.evaluation.dialogues import throw_away_servers
from bot.records import channel_states
from bot.records.database import Database
from bot.records.models import Address, ConversationEvent, OutboundMessage
from tests.channels.email.chat import EmailChat
from tests.channels.email.conftest import AUTHSERV_ID
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.channels.post import Post
from tests.conversations.test_on_matrix import Killer, hold, website
from tests.conversations.whole import check_everything

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def dovecot():
    server = Dovecot().start()
    yield server
    server.remove()


@pytest.fixture(scope="module")
def post():
    server = Post(PASSWORD).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def state(model, dovecot, post):
    """Every process of the bot, with e-mail beside the website."""
    keys = {
        "imap": f"imap://127.0.0.1:{dovecot.port}", "smtp": f"smtp://127.0.0.1:{post.port}", "address": USER,
        "password": PASSWORD, "authserv_id": AUTHSERV_ID,
    }  # fmt: skip
    credentials = {"bot.channels.web.WebInput": {}, "bot.channels.email.EmailInput": keys}
    with throw_away_servers(only=("rasa", "gateway"), credentials=json.dumps(credentials)) as folder:
        database = Database(settings.database_url())
        deadline = time.monotonic() + 60
        while not _is_read(database):  # what is there before the first start is not answered
            assert time.monotonic() < deadline
            time.sleep(0.05)
        database.engine.dispose()
        yield folder


def _is_read(database):
    with database.session_scope() as session:
        return channel_states.get(session, NAME, KEY) is not None


@pytest.fixture
def chat(dovecot, post, state):
    """Begins a conversation by e-mail."""
    database = Database(settings.database_url())
    yield EmailChat(dovecot, post, database)
    database.engine.dispose()


def test_a_candidate_registers_answers_reads_back_and_erases(chat):
    check_everything(chat, chat.database)
    first = chat.shown()[0].get_content()
    assert "programme" in first and "votre fournisseur d'e-mail" in first


def test_who_pauses_is_offered_a_reminder(chat):
    for text in ("je veux m'inscrire", "oui", "Zygomar-Mail", "Lucie"):
        chat.say(text)
    assert any("une seule fois" in message["text"] for message in chat.say("pause"))
    assert any("un seul rappel" in message["text"] for message in chat.say("1"))
    chat.say("supprimer toutes mes données")
    chat.say("Oui, tout effacer")


class MailKiller(Killer):
    """Kills the mail servers too."""

    def __init__(self, state, dovecot, post):
        super().__init__(state, None)
        self.dovecot, self.post = dovecot, post

    def kill(self, name):
        if name == "dovecot":
            self.dovecot.kill()
            self.dovecot.start()
        elif name == "smtp":
            self.post.stop()
            self.post.start()
        else:
            super().kill(name)


@pytest.fixture
def killer(state, dovecot, post):
    made = MailKiller(state, dovecot, post)
    post.seconds_to_take = 0.5  # so that kills fall between an e-mail that was taken and the word that it was
    yield made
    post.seconds_to_take = 0.0
    made.close()


def counts(chat):
    """Returns how many e-mails were taken by Rasa, and what stands in the person's mailbox beside what was to be delivered."""
    with chat.database.session_scope() as session:
        of_email = select(Address.conversation_id).where(Address.channel == NAME)
        conversation = session.scalar(of_email.order_by(Address.last_used_at.desc()).limit(1))
        is_of_it = ConversationEvent.conversation_id == conversation
        taken = session.scalars(
            select(ConversationEvent.message_id).where(is_of_it, ConversationEvent.type_name == "user")
        ).all()
        posted = session.scalars(
            select(OutboundMessage.sent_at).where(OutboundMessage.conversation_id == conversation)
        ).all()
    return {
        "sent": chat.sent,
        "taken": len(taken),
        "distinct": len(set(taken)),
        "posted": len(posted),
        "delivered": len([moment for moment in posted if moment]),
        "in the mailbox": len(chat.shown()),
        "copies": len(chat.copies()) - len(chat.shown()),
    }


@pytest.mark.crash
def test_kills_lose_no_email_and_answer_none_twice(chat, state, killer, capsys):
    expected, stored_without_kills = hold(website())
    chance = random.Random(os.environ.get("BOT_TEST_SEED", "29 novembre"))
    victims = ["gateway"] * 4 + ["dovecot"] * 2 + ["smtp"] * 2 + ["worker"] * 2 + ["rasa"]
    chance.shuffle(victims)
    moments = dict(zip(chance.sample(range(len(expected) - 3), len(victims)), victims, strict=True))
    found = {}

    def ask(text):
        victim = moments.get(chat.sent)
        message_id = chat.send(text)
        if victim:
            time.sleep(chance.uniform(0, 1.5))
            killer.kill(victim)
        return chat.answer(message_id)

    said, stored = hold(chat, ask, lambda: found.update(counts(chat)))
    with capsys.disabled():
        print(f"\n{len(victims)} kills ({', '.join(sorted(set(victims)))}): {found}")
    assert stored == stored_without_kills
    assert said[1:] == expected[1:]  # by e-mail the first answer says who it is
    assert found["taken"] == found["distinct"] == found["sent"]
    assert found["posted"] == found["delivered"] == found["in the mailbox"]
