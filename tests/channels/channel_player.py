"""What plays Rasa for the channels, and a real web server for their routes."""

import asyncio
import functools
import socket
import threading
import time
import uuid
from contextlib import contextmanager
from types import SimpleNamespace

from sanic import Sanic
from sanic.touchup.service import TouchUp

from bot.conversations.store import current_turn
from bot.patches.rasa_patches import report_failure
from bot.records.conversations import conversations

FORM = "registration_form"
# Sanic rewrites its own methods when it starts, and cannot rewrite them twice in a process.
AS_IMPORTED = {(owner, name): getattr(owner, name) for owner, name in TouchUp._registry}


def let_sanic_start_again() -> None:
    """Gives Sanic its methods back as they were before it started: to be called right before a server starts."""
    for (owner, name), method in AS_IMPORTED.items():
        setattr(owner, name, method)


class Player:
    """Stands for Rasa: asks `re: …` in a form that stays open.

    Attributes:
        heard: texts, in the order in which they were taken.
        fails: how many of the next messages raise before anything is kept.
        is_silent: nothing is answered, as when no action can be reached.
        loses_an_action: Rasa reports that an action could not be run, and goes on.
        dies_after: raised at the end, as if the process ended before the turn is saved.
        seconds: how long an answer takes.
        carries: what an answer carries beside its words.
        does: names of the actions of a turn.
        offers: titles of the choices of an answer.
        leaves: slots after a turn.
    """

    def __init__(self, database):
        self.database = database
        self.heard, self.fails, self.is_silent, self.seconds = [], 0, False, 0.0
        self.loses_an_action, self.dies_after = False, None
        self.carries, self.does, self.offers, self.leaves = {}, (FORM,), ("Oui",), {}

    def asks(self, slots, offers=()):
        """Tells what the turns from here on leave and offer."""
        self.leaves, self.offers = slots, offers

    async def __call__(self, message):
        self.heard.append(message.text)
        await asyncio.sleep(self.seconds)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("a trouble with words of the person")
        if self.loses_an_action:
            report_failure("action_x")
        user = {
            "event": "user", "text": message.text, "timestamp": time.time(), "message_id": message.message_id,
            "metadata": message.metadata,
        }  # fmt: skip
        choices = {"buttons": [{"title": each, "payload": each} for each in self.offers], "custom": self.carries}
        done = [{"event": "action", "name": name, "timestamp": time.time()} for name in self.does]
        answer = {"event": "bot", "text": f"re: {message.text}", "timestamp": time.time(), "data": choices}
        self.keep(
            message, [user] if self.is_silent else [user, *done, answer], {"slots": self.leaves, "active_loop": FORM}
        )
        if self.dies_after is not None:
            raise self.dies_after

    def keep(self, message, events, state):
        """Saves a turn as Rasa's tracker store does."""
        append = functools.partial(
            conversations.append, conversation_id=message.sender_id, events=events, channel=message.input_channel,
            consented=True, state=state,
        )  # fmt: skip
        if (turn := current_turn(message.sender_id)) is not None:
            turn.append = append
        else:
            with self.database.session_scope() as session:
                append(session)


async def parse_nothing(text):
    """Stands for Rasa's reading of a text apart from any conversation: nothing is understood."""
    return {"text": text, "intent": {"name": None}, "entities": []}


@contextmanager
def serve(blueprint, name):
    """Runs a channel's blueprint on a free loopback port, in a thread; yields the base address."""
    app = Sanic(f"{name}-{uuid.uuid4().hex}", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.ctx.agent = SimpleNamespace(parse_message=parse_nothing)
    app.blueprint(blueprint, url_prefix=f"/webhooks/{name}")
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def start():
        let_sanic_start_again()
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()

    def work():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        ready.set()
        loop.run_forever()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert ready.wait(60)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
