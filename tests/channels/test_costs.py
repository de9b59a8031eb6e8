"""What a message costs the database: sessions, statements, rows read, steps of the engine. None grows with what was said."""

import asyncio
import shutil
from collections import Counter
from datetime import timedelta

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from sqlalchemy import event

from bot.channels.gateway import intake
from bot.channels.gateway.transport import Incoming
from bot.channels.turn.turns import Turns
from bot.conversations.store import ConversationStore
from bot.records.conversations import addresses, conversations, inbox, takeovers, windows
from bot.records.conversations.event_rows import HELD, PERSON
from bot.records.files import redaction
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.records.store.database import Database
from tests.markers import ON_POSTGRESQL

MOST_SESSIONS, MOST_STATEMENTS = 4, 12
LONG = 200
PLACES = {"web": "c1", "telegram": "4711"}
DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [inform]
slots:
  consent: {type: bool, mappings: [{type: custom}]}
  last_name: {type: any, mappings: [{type: custom}]}
""")


class Meter:
    """Counts what is asked of a database."""

    def __init__(self, database):
        self.is_sqlite, self.counts = database.is_sqlite, Counter()
        event.listen(database.engine, "checkout", self._checked_out)
        event.listen(database.engine, "after_cursor_execute", self._executed)

    def _checked_out(self, connection, _record, _proxy):
        self.counts["sessions"] += 1
        if self.is_sqlite:
            connection.set_progress_handler(lambda: self.counts.update(steps=1), 1)

    def _executed(self, _connection, cursor, *_):
        self.counts.update(statements=1, rows=max(cursor.rowcount, 0))

    def of(self, work):
        """Returns what a work asks."""
        self.counts.clear()
        work()
        return dict(self.counts)


class Place:
    """A conversation on the website and one on a network, with the real store behind them."""

    def __init__(self, database):
        self.database, self.number = database, 0
        self.store = ConversationStore(DOMAIN, database=database)
        with database.session_scope() as session:
            addresses.open_conversation(session, "web", PLACES["web"], conversation_id="c1")
        self.turns = {"web": Turns(database), "telegram": Turns(database, delivers=True)}

    async def rasa(self, message):
        tracker = await self.store.get_or_create_tracker(message.sender_id, append_action_listen=False)
        heard = UserUttered(message.text, {"name": "inform"}, message_id=message.message_id)
        said = [BotUttered("Merci."), BotUttered("Et ensuite ?", {"buttons": [{"title": "Oui", "payload": "Oui"}]})]
        slots = [SlotSet("consent", True), SlotSet("last_name", message.text)]
        done = [ActionExecuted("some_form"), *slots, *said, ActionExecuted("action_listen")]
        tracker.update_with_events([heard, *done], DOMAIN)
        await self.store.save(tracker)

    def say(self, channel):
        """Says something on a channel and waits for the answer."""
        self.number += 1
        message_id, text = f"message-{self.number}", f"message {self.number}"
        conversation_id = self.conversation(channel)
        take = self.turns[channel].take(
            self.rasa, None if channel == "web" else conversation_id, message_id, text, channel=channel, address=PLACES[channel],
        )  # fmt: skip
        asyncio.run(take)

    def conversation(self, channel):
        with self.database.session_scope() as session:
            return addresses.find(session, channel, PLACES[channel])

    def cost(self, meter, channel):
        """Returns what a message costs; one from a network has been stored before it is handed over."""
        if channel != "web":
            incoming = Incoming(PLACES[channel], f"message-{self.number + 1}", f"message {self.number + 1}")
            intake.store(self.database, channel, incoming)
        conversation_id = self.conversation(channel)
        self.conversation = lambda _: conversation_id
        try:
            return meter.of(lambda: self.say(channel))
        finally:
            del self.conversation

    def hold(self):
        """A person of the team takes the conversation of the website."""
        with self.database.session_scope() as session:
            handoffs.open_handoff(session, "c1", channel="web")
            takeovers.take_over(session, session.query(HumanRequest).one().id, recruiter_id="r1", actor="r1")

    def lengthen(self, channel, times, mark=None):
        """Much more was said, hours ago."""
        conversation_id = self.conversation(channel)
        with self.database.session_scope() as session:
            for _ in range(times):
                self.number += 1
                message_id = f"message-{self.number}"
                if mark is None:
                    self._append(session, conversation_id, message_id)
                else:
                    conversations.append_out_of_band(
                        session, conversation_id, mark, text="un mot", message_id=message_id
                    )
                    conversations.append_out_of_band(session, conversation_id, PERSON, reply="oui")
                inbox.get_or_add(session, conversation_id, message_id).received_at -= timedelta(hours=2)
                inbox.mark_answered(session, conversation_id, message_id)

    def _append(self, session, conversation_id, message_id):
        said = [
            {"event": "user", "text": message_id, "timestamp": 1.0, "message_id": message_id},
            {"event": "bot", "text": "Merci.", "timestamp": 2.0},
            {"event": "bot", "text": "Et ensuite ?", "timestamp": 2.0, "data": {"buttons": [{"title": "Oui"}]}},
        ]
        state = windows.load_window(session, conversation_id, 1).state or {"slots": {}, "active_loop": None}
        conversations.append(session, conversation_id, said, channel="web", consented=True, state=state)


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def database(request, tmp_path, monkeypatch, migrated_file):
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'bot.db')}"
    else:
        url = request.getfixturevalue("postgresql_url")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.setenv("BOT_QUIET_SECONDS", "2.5")
    made = Database(url)
    if request.param == "postgresql":
        made.migrate()
    with made.session_scope() as session:
        for conversation_id in conversations.list_ids(session):
            redaction.delete_conversation(session, conversation_id)
    yield made
    made.engine.dispose()


@pytest.fixture
def place(database):
    return Place(database)


@pytest.fixture
def meter(place):
    return Meter(place.database)


def begin(place, channel):
    if channel != "web":
        with place.database.session_scope() as session:
            addresses.open_conversation(session, channel, PLACES[channel])
    for _ in range(15):  # as many as are ever read at once
        place.say(channel)


@pytest.mark.parametrize("channel", PLACES)
def test_a_message_costs_few_sessions_and_statements(place, meter, channel):
    begin(place, channel)
    cost = place.cost(meter, channel)
    assert cost["sessions"] <= MOST_SESSIONS
    # What came from a network may be in the conversation already, and others may wait behind it; that it is begun is
    # noted in its row; its answers are posted.
    assert cost["statements"] <= MOST_STATEMENTS + 4 * (channel != "web")


@pytest.mark.parametrize("channel", PLACES)
def test_a_late_message_costs_what_an_early_one_does(place, meter, channel):
    begin(place, channel)
    early = place.cost(meter, channel)
    place.lengthen(channel, LONG)
    check_alike(early, place.cost(meter, channel))


def test_a_late_message_to_a_person_of_the_team_costs_what_an_early_one_does(place, meter):
    begin(place, "web")
    place.hold()
    place.say("web")
    early = place.cost(meter, "web")
    place.lengthen("web", LONG, mark=HELD)
    check_alike(early, place.cost(meter, "web"))


def test_after_a_long_exchange_with_the_team_a_message_costs_what_it_does_after_a_short_one(place, meter):
    begin(place, "web")
    costs = []
    for times in (15, LONG):
        place.lengthen("web", times, mark=HELD)
        for _ in range(3):
            place.say("web")
        costs.append(place.cost(meter, "web"))
    check_alike(*costs)


def check_alike(early, late):
    assert late.pop("steps", 0) <= 1.1 * early.pop("steps", 0)
    assert late == early


def test_other_conversations_cost_nothing(place, meter):
    begin(place, "telegram")
    early = place.cost(meter, "telegram")
    with place.database.session_scope() as session:
        for number in range(LONG):
            place._append(session, f"other-{number}", f"message-{number}")
            inbox.add(session, f"other-{number}", f"message-{number}", channel="telegram")
            inbox.mark_answered(session, f"other-{number}", f"message-{number}")
    check_alike(early, place.cost(meter, "telegram"))
    with place.database.session_scope() as session:
        waiting = meter.of(lambda: inbox.waiting(session, "telegram"))
    assert waiting.get("steps", 0) < LONG
