"""The whole conversation by e-mail: a real mailbox, a real server that takes answers, every process of the bot."""

import json

import pytest

from bot.base import places
from bot.channels.email.mailbox_cursor import KEY
from bot.channels.email.transport import NAME
from bot.records.store import channel_states
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from tests.channels.email.conftest import AUTHSERV_ID
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.channels.post import Post
from tests.conversations.channel_candidates import EmailCandidate
from tests.conversations.under_kills import Killer, hold_under_kills
from tests.conversations.whole import check_everything
from tests.waiting import wait_until

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]


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
    with ephemeral_servers(only=("rasa", "gateway"), credentials=json.dumps(credentials)) as folder:
        database = Database(places.database_url())
        wait_until(lambda: _is_read(database), 60)  # what is there before the first start is not answered
        database.engine.dispose()
        yield folder


def _is_read(database):
    with database.session_scope() as session:
        return channel_states.get(session, NAME, KEY) is not None


@pytest.fixture
def chat(dovecot, post, state):
    """Begins a conversation by e-mail."""
    database = Database(places.database_url())
    yield EmailCandidate(dovecot, post, database)
    database.engine.dispose()


def test_a_candidate_registers_answers_reads_back_and_erases(chat):
    check_everything(chat, chat.database)
    first = chat.mails()[0].get_content()
    assert "programme" in first and "votre fournisseur d'e-mail" in first


def test_who_pauses_is_offered_a_reminder(chat):
    for text in ("je veux m'inscrire", "oui", "Zygomar-Mail", "Lucie"):
        chat.say(text)
    assert any("une seule fois" in message["text"] for message in chat.say("pause"))
    assert any("un seul rappel" in message["text"] for message in chat.say("1"))
    chat.say("supprimer toutes mes données")
    chat.say("Oui, tout effacer")


@pytest.fixture
def killer(state, dovecot, post):
    others = {
        "dovecot": lambda: (dovecot.kill(), dovecot.start()), "smtp": lambda: (post.stop(), post.start()),
    }  # fmt: skip
    made = Killer(state, others)
    post.seconds_to_take = 0.5  # so that kills fall between an e-mail that was taken and the word that it was
    yield made
    post.seconds_to_take = 0.0
    made.close()


@pytest.mark.crash
def test_kills_lose_no_email_and_answer_none_twice(chat, killer, capsys):
    def count_shown():
        return {"shown": len(chat.mails()), "copies": len(chat.copies()) - len(chat.mails())}

    victims = ["gateway"] * 4 + ["dovecot"] * 2 + ["smtp"] * 2 + ["worker"] * 2 + ["rasa"]
    (said, expected), found = hold_under_kills(
        chat, killer, victims, count_shown, seed="29 novembre", longest_pause_seconds=1.5
    )
    with capsys.disabled():
        print(f"\n{len(victims)} kills ({', '.join(sorted(set(victims)))}): {found}")
    assert said[1:] == expected[1:]  # by e-mail the first answer says who it is
    assert found["taken"] == found["distinct"] == found["sent"]
    assert found["posted"] == found["delivered"] == found["shown"]
