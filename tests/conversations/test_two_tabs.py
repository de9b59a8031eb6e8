"""One session in two tabs, against real servers: yes in one, no in the other."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.base import places
from bot.channels.web.client import Chat
from bot.content.sentences import sentence
from bot.records.models import Candidate
from bot.records.store.database import Database
from tests.conversations.test_whole_conversations import channel

pytestmark = pytest.mark.server
YES, NO = "Oui, je suis d'accord", "Non merci"


class Tabs:
    """Both show the question of the agreement."""

    def __init__(self):
        self.chat = Chat(channel())
        self.chat.open()
        asked = self.chat.say("je veux m'inscrire")[-1]
        assert asked["buttons"] == [YES, NO]
        self.seen = asked["id"]

    def press(self, text, **more):
        bearer = {"Authorization": f"Bearer {self.chat.token}"}
        message = {"id": uuid.uuid4().hex, "text": text, **more}
        return httpx.post(f"{channel()}/messages", json=message, headers=bearer, timeout=60).json()["messages"]

    @property
    def file(self):
        """What is registered: None, or fields that were given and that were declined."""
        with Database(places.database_url()).session_scope() as session:
            files = session.query(Candidate).all()
            return [(row.last_name, row.first_name, list(row.declined)) for row in files]


@pytest.fixture
def tabs(shared_servers):
    with Database(places.database_url()).session_scope() as session:
        for row in session.query(Candidate).all():
            session.delete(row)
    return Tabs()


def test_a_choice_of_the_welcome_answers_nothing_else(shared_servers):
    for choice in range(4):
        chat = Chat(channel())
        titles = chat.open()[-1]["buttons"]
        assert not any(sentence("turn.late") in message["text"] for message in chat.say(titles[choice]))


def test_a_no_behind_a_yes_asks_and_declines_no_field(tabs):
    tabs.press(YES, seen=tabs.seen)
    (asked,) = tabs.press(NO, seen=tabs.seen)
    assert (asked["text"], asked["buttons"]) == (
        sentence("turn.yes_and_no"),
        [sentence("turn.erase"), sentence("turn.keep")],
    )
    assert tabs.file == [(None, None, [])]
    kept = tabs.press("Non, garder", seen=asked["id"])
    assert "nom de famille" in kept[-1]["text"]
    assert tabs.file == [(None, None, [])]
    asked = tabs.press("Bérard", seen=kept[-1]["id"])[-1]
    assert "prénom" in asked["text"]
    assert tabs.file == [("Bérard", None, [])]
    asked = tabs.press("supprimer mes données", seen=asked["id"])[-1]
    assert "Reçu" in tabs.press("oui", seen=asked["id"])[-1]["text"]
    assert tabs.file == []


def test_both_at_the_same_moment(tabs):
    """Whichever is taken first, nobody is registered without having been asked again."""
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pressed: tabs.press(pressed, seen=tabs.seen), (YES, NO)))
    last = {parts[-1]["text"] for parts in answers}
    assert last & {sentence("turn.yes_and_no"), sentence("turn.late")}
    assert tabs.file in ([], [(None, None, [])])
    assert (tabs.file == []) == (sentence("turn.late") in last)
