"""The whole conversation by Matrix: a real homeserver, a real second client, every process of the bot."""

import json
import os
import random
import re
import time

import pytest
from sqlalchemy import select

from bot import settings
from bot.evaluation.dialogues import Chat, dump, start_server, throw_away_servers
from bot.operating.servers import all_servers, answers
from bot.records.database import Database
from bot.records.models import Address, ConversationEvent, OutboundMessage
from tests.channels.matrix.chat import MatrixChat
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.conversations.test_after_a_crash import kill, kill_workers
from tests.conversations.whole import ANSWERS, check_everything, interview, register

# Where an answer is one message, choices that something stands behind are among its words.
_CHOICES = re.compile(r"\n\nVous pouvez écrire : « [^\n]*")
_RESUME_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")  # a new one each time
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PASSING = {"id", "candidate_id", "conversation_id", "channel", "seconds"}


@pytest.fixture(scope="module")
def synapse(tmp_path_factory):
    server = Synapse(tmp_path_factory.mktemp("synapse")).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def bot(synapse):
    return synapse.register("assistant", PASSWORD)


@pytest.fixture(scope="module")
def state(model, synapse, bot):
    """Every process of the bot, with Matrix beside the website."""
    credentials = {
        "bot.channels.web.WebInput": {},
        "bot.channels.matrix.MatrixInput": {"homeserver": synapse.url, "user_id": bot, "password": PASSWORD},
    }
    with throw_away_servers(only=("rasa", "gateway"), credentials=json.dumps(credentials)) as folder:
        yield folder


@pytest.fixture
def chat(synapse, bot, state, tmp_path):
    """Begins conversations by Matrix."""
    people = []

    def begin(encrypted=True):
        user = synapse.register(f"personne{time.time_ns()}", PASSWORD)
        people.append(Person(synapse.url, user, PASSWORD, tmp_path / str(len(people))))
        return MatrixChat(people[-1], bot, Database(settings.database_url()), encrypted=encrypted)

    yield begin
    for person in people:
        person.close()


def website():
    return Chat(f"http://127.0.0.1:{settings.port('rasa')}/webhooks/web")


def hold(chat, ask=None, before_erasing=lambda: None):
    """Registers, answers the scenarios and erases; returns what was said and what was stored of it.

    Args:
        chat: the channel's client.
        ask: another way to say something than the client's own.
        before_erasing: called when everything is stored.
    """
    ask = ask or chat.say
    chat.open()
    said = []

    def say(text):
        replies = [message["text"] for message in ask(text)]
        as_one = "\n\n".join(reply.partition("\n\n1. ")[0] for reply in replies)
        said.append(_RESUME_CODE.sub("CODE", _CHOICES.sub("", as_one)))
        return replies

    register(say)
    interview(say)
    rows = rows_of_the_person()
    before_erasing()
    say("oui c'est bien")
    say("supprimer toutes mes données")
    assert any("EFF-" in text for text in say("Oui, tout effacer"))
    return said[:-1], rows


def rows_of_the_person():
    """Returns what is stored of the only person, without what differs from one conversation to the next."""
    stored = dump(Database(settings.database_url()))
    rows = {
        table: [
            {name: value for name, value in row.items() if name not in PASSING and not name.endswith("_at")}
            for row in stored[table]
        ]
        for table in ("candidates", "notes")
    }
    assert len(rows["candidates"]) == 1
    assert len(rows["notes"]) == len(ANSWERS)
    return rows


@pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "plain"])
def test_a_candidate_registers_answers_reads_back_and_erases(chat, synapse, bot, encrypted):
    by_matrix = chat(encrypted)
    check_everything(by_matrix, Database(settings.database_url()))
    path = f"/_matrix/client/v3/rooms/{by_matrix.room}/messages?dir=b&limit=500"
    events = synapse.call(by_matrix.person.client.access_token, "GET", path)["chunk"]
    kinds = {event["type"] for event in events if "state_key" not in event}
    assert kinds == ({"m.room.encrypted"} if encrypted else {"m.room.message"})
    assert (ANSWERS["patience"] in json.dumps(events, ensure_ascii=False)) != encrypted


def test_the_same_conversation_leaves_the_same_rows_as_on_the_website(chat, state):
    said_on_the_website, stored_by_the_website = hold(website())
    said_by_matrix, stored_by_matrix = hold(chat())
    assert stored_by_matrix == stored_by_the_website
    assert said_by_matrix == said_on_the_website


class Killer:
    """Kills processes with SIGKILL and starts them again."""

    def __init__(self, state, synapse):
        self.state, self.synapse = state, synapse
        self.started = []

    def kill(self, name):
        if name == "synapse":
            self.synapse.kill()
            self.synapse.start()
            return
        if name == "worker":
            kill_workers(self.state)
            return
        kill(self.state, name)
        server = next(server for server in all_servers() if server.name == name)
        self.started.append(start_server(server, self.state))
        deadline = time.monotonic() + 120
        while not answers(server.health):
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def close(self):
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait(20)


@pytest.fixture
def killer(state, synapse):
    made = Killer(state, synapse)
    yield made
    made.close()


def counts(chat, synapse, bot):
    """Returns how many messages were taken by Rasa, and what stands in the room beside what was to be delivered."""
    with chat.database.session_scope() as session:
        of_matrix = select(Address.conversation_id).where(Address.channel == "matrix")
        conversation = session.scalar(of_matrix.order_by(Address.last_used_at.desc()).limit(1))
        taken = session.scalars(
            select(ConversationEvent.message_id).where(
                ConversationEvent.conversation_id == conversation, ConversationEvent.type_name == "user"
            )
        ).all()
        posted = session.scalars(
            select(OutboundMessage.sent_at).where(OutboundMessage.conversation_id == conversation)
        ).all()
    path = f"/_matrix/client/v3/rooms/{chat.room}/messages?dir=b&limit=1000"
    events = synapse.call(chat.person.client.access_token, "GET", path)["chunk"]
    said = [event for event in events if event["sender"] == bot and "state_key" not in event]
    return {
        "sent": chat.sent,
        "taken": len(taken),
        "distinct": len(set(taken)),
        "posted": len(posted),
        "delivered": len([moment for moment in posted if moment]),
        "in the room": len(said),
    }


@pytest.mark.crash
def test_ten_kills_lose_no_message_and_answer_none_twice(chat, synapse, bot, state, killer, capsys):
    expected, stored_without_kills = hold(website())
    chance = random.Random(os.environ.get("BOT_TEST_SEED", "26 novembre"))
    victims = ["gateway"] * 4 + ["synapse"] * 3 + ["worker"] * 2 + ["rasa"]
    chance.shuffle(victims)
    moments = dict(zip(chance.sample(range(len(expected) - 3), len(victims)), victims, strict=True))
    by_matrix, found = chat(), {}

    def ask(text):
        victim = moments.get(by_matrix.sent)
        event = by_matrix.send(text)
        if victim:
            time.sleep(chance.uniform(0, 0.5))
            killer.kill(victim)
        return by_matrix.answer(event)

    said, stored = hold(by_matrix, ask, lambda: found.update(counts(by_matrix, synapse, bot)))
    with capsys.disabled():
        print(f"\n{len(victims)} kills ({', '.join(sorted(set(victims)))}): {found}")
    assert stored == stored_without_kills
    assert said == expected
    assert found["taken"] == found["distinct"] == found["sent"] + 1  # the bot began the conversation
    assert found["posted"] == found["delivered"] == found["in the room"]
