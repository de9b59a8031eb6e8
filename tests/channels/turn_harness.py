"""Turns on a real database, of a network and of the website; Rasa's part is played."""

import asyncio

from bot.channels.gateway import intake
from bot.channels.gateway.transport import Incoming
from bot.channels.turn.turns import Turns
from bot.records.conversations import addresses, inbox, resume_codes
from bot.tools.evaluation.stored import dump
from tests.channels.channel_player import Player

TELEGRAM, CHAT = "telegram", "chat-4711"


class TurnHarness:
    """The database, what plays Rasa, and turns that deliver (a network's) or not (the website's)."""

    def __init__(self, database, parse=None):
        self.database, self.parse = database, parse
        self.rasa = Player(database)
        self.delivering, self.showing = Turns(database, delivers=True), Turns(database)

    def arrive(self, text, message_id="m1", address=CHAT, **more):
        state = more.pop("state", None)
        intake.store(self.database, TELEGRAM, Incoming(address, message_id, text, **more), state=state)
        with self.database.session_scope() as session:
            return addresses.find(session, TELEGRAM, address)

    def answer_waiting(self):
        """Does what the gateway and the relay do: hands over what waits, oldest first."""
        with self.database.session_scope() as session:
            rows = inbox.waiting(session, TELEGRAM)
        for row in rows:
            asyncio.run(
                self.delivering.take(
                    self.rasa,
                    row.conversation_id,
                    row.message_id,
                    row.text,
                    channel=TELEGRAM,
                    address=row.address,
                    parse=self.parse,
                )
            )

    def show(self, conversation_id, message_id, text, **more):
        with self.database.session_scope() as session:  # the session and its conversation have one name here
            addresses.open_conversation(session, "web", conversation_id, conversation_id=conversation_id)
        answer = asyncio.run(
            self.showing.take(
                self.rasa,
                conversation_id,
                message_id,
                text,
                channel="web",
                address=conversation_id,
                parse=self.parse,
                **more,
            )
        )
        return answer.parts

    @property
    def delivered(self):
        return [row["text"] for row in dump(self.database)["outbound_messages"]]

    @property
    def said(self):
        return [event["data"]["text"] for event in dump(self.database)["conversation_events"]]


class Announcing(Player):
    """Answers with the place of a code."""

    async def __call__(self, message):
        user = {"event": "user", "text": message.text, "timestamp": 1.0, "message_id": message.message_id}
        code = {"event": "bot", "text": f"Votre code : {resume_codes.CODE_PLACEHOLDER}", "timestamp": 2.0}
        self.keep(message, [user, code], {"slots": {}})
