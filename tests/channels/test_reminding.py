"""The gateway posts a reminder: once, by day in Paris, and to nobody who is back, through, gone or tired of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.base import clock
from bot.channels.gateway.gateway import Gateway
from bot.content.sentences import sentence
from bot.records.conversations import addresses, conversations, outbox, reminders, transcripts, windows
from bot.records.conversations.addresses import join_address
from bot.records.files import candidates
from bot.records.models import Address
from bot.tools.evaluation.stored import dump

CHAT = "4711"


class Network:
    """A network that keeps what is delivered."""

    name = "telegram"

    def __init__(self):
        self.delivered = []

    async def fetch(self, receive):
        await asyncio.Event().wait()

    async def deliver(self, row):
        self.delivered.append(row.text)

    async def typing(self, address, *, is_on):
        pass

    async def close(self):
        pass


class Bench:
    """A person who left their registration on Telegram, gateways, and the time of day in Paris."""

    def __init__(self, database, monkeypatch):
        self.database, self.network = database, Network()
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def at(self, text):
        self.now = datetime.fromisoformat(text).replace(tzinfo=clock.PARIS).astimezone(UTC)

    def leave_registration(self):
        self.at("2026-11-25T10:00")
        with self.database.session_scope() as session:
            self.conversation_id = addresses.open_conversation(session, "telegram", CHAT)
            self.say(session, "je veux m'inscrire")
            candidates.open_registration(session, self.conversation_id, channel="telegram", notice_version="1")
            reminders.opt_in(session, self.conversation_id)

    def say(self, session, text):
        user = {"event": "user", "text": text, "timestamp": self.now.timestamp()}
        conversations.append(
            session, self.conversation_id, [user], channel="telegram", consented=True, state={"slots": {}}
        )

    def gateway(self):
        return Gateway([self.network], self.database, ["http://127.0.0.1:9"])

    def look(self):
        """One look of a gateway that has just been started."""
        self.gateway()._remind()

    @property
    def posted(self):
        return [row["text"] for row in dump(self.database)["outbound_messages"]]

    def serve_until(self, is_reached):
        async def go():
            work = asyncio.create_task(self.gateway().run())
            async with asyncio.timeout(20):
                while not is_reached():
                    await asyncio.sleep(0.02)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

        asyncio.run(go())


@pytest.fixture
def bench(database, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests")
    return Bench(database, monkeypatch)


def test_one_only_is_delivered_whatever_is_started_again(bench):
    bench.leave_registration()
    bench.at("2026-11-26T12:00")
    bench.look()  # stopped between posting and delivering
    bench.serve_until(lambda: bench.network.delivered)
    for day in range(27, 31):
        bench.at(f"2026-11-{day}T12:00")
        bench.look()
    bench.serve_until(lambda: True)
    assert bench.network.delivered == [sentence("turn.reminder")]
    assert len(dump(bench.database)["reminders"]) == 1


def test_a_gateway_that_is_killed_while_it_posts_posts_once(bench, monkeypatch):
    bench.leave_registration()
    bench.at("2026-11-26T12:00")
    post = outbox.post

    def die(*arguments):
        post(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "post", die)
    with pytest.raises(KeyboardInterrupt):
        bench.look()
    monkeypatch.setattr(outbox, "post", post)
    assert bench.posted == []
    for _ in range(2):
        bench.look()
    assert bench.posted == [sentence("turn.reminder")]


def test_it_stands_in_the_conversation_and_promises_to_be_the_only_one(bench):
    bench.leave_registration()
    bench.at("2026-11-26T12:00")
    bench.look()
    with bench.database.session_scope() as session:
        said = transcripts.read(session, bench.conversation_id)[-1]
        assert windows.load_window(session, bench.conversation_id).events[-1].type_name == "user"
    assert (said["text"], said["reminder"]) == (sentence("turn.reminder"), True)
    assert "pas d'autre" in sentence("turn.reminder") and "stop" not in sentence(
        "turn.reminder"
    )  # there is nothing left to stop


def test_who_went_on_by_email_is_reminded_there_in_their_thread_and_nowhere_else(bench):
    bench.leave_registration()
    place = join_address("hash", "zoe@exemple.org", "<m1@exemple.org>")
    with bench.database.session_scope() as session:
        session.get(Address, ("telegram", CHAT)).last_used_at = bench.now - timedelta(minutes=1)
        addresses.reassign(session, "email", place, bench.conversation_id)
    bench.at("2026-11-26T12:00")
    by_email = Network()
    by_email.name = "email"
    for _ in range(2):
        Gateway([bench.network, by_email], bench.database, ["http://127.0.0.1:9"])._remind()
    rows = dump(bench.database)["outbound_messages"]
    assert [(row["channel"], row["address"], row["text"]) for row in rows] == [
        ("email", place, sentence("turn.reminder"))
    ]
