"""The whole conversation by Matrix: a real homeserver, a real second client, every process of the bot."""

import json
import time

import pytest

from bot.base import places
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.conversations.channel_candidates import MatrixCandidate
from tests.conversations.under_kills import Killer, hold_under_kills
from tests.conversations.whole import ANSWERS, check_everything

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]


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
    with ephemeral_servers(only=("rasa", "gateway"), credentials=json.dumps(credentials)) as folder:
        yield folder


@pytest.fixture
def chat(synapse, bot, state, tmp_path):
    """Begins conversations by Matrix."""
    people = []

    def begin(encrypted=True):
        user = synapse.register(f"personne{time.time_ns()}", PASSWORD)
        people.append(Person(synapse.url, user, PASSWORD, tmp_path / str(len(people))))
        return MatrixCandidate(people[-1], bot, Database(places.database_url()), encrypted=encrypted)

    yield begin
    for person in people:
        person.close()


def events_of(synapse, chat):
    """All events of a chat's room, as the homeserver keeps them."""
    path = f"/_matrix/client/v3/rooms/{chat.room}/messages?dir=b&limit=1000"
    return synapse.call(chat.person.client.access_token, "GET", path)["chunk"]


@pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "plain"])
def test_a_candidate_registers_answers_reads_back_and_erases(chat, synapse, bot, encrypted):
    by_matrix = chat(encrypted)
    check_everything(by_matrix, Database(places.database_url()))
    events = events_of(synapse, by_matrix)
    kinds = {event["type"] for event in events if "state_key" not in event}
    assert kinds == ({"m.room.encrypted"} if encrypted else {"m.room.message"})
    assert (ANSWERS["patience"] in json.dumps(events, ensure_ascii=False)) != encrypted


@pytest.fixture
def killer(state, synapse):
    made = Killer(state, {"synapse": lambda: (synapse.kill(), synapse.start())})
    yield made
    made.close()


@pytest.mark.crash
def test_ten_kills_lose_no_message_and_answer_none_twice(chat, synapse, bot, killer, capsys):
    by_matrix = chat()

    def count_shown():
        events = events_of(synapse, by_matrix)
        return {"shown": len([event for event in events if event["sender"] == bot and "state_key" not in event])}

    victims = ["gateway"] * 4 + ["synapse"] * 3 + ["worker"] * 2 + ["rasa"]
    (said, expected), found = hold_under_kills(by_matrix, killer, victims, count_shown, seed="26 novembre")
    with capsys.disabled():
        print(f"\n{len(victims)} kills ({', '.join(sorted(set(victims)))}): {found}")
    assert said == expected
    assert found["taken"] == found["distinct"] == found["sent"] + 1  # the bot began the conversation
    assert found["posted"] == found["delivered"] == found["shown"]
