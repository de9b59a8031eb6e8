"""Reading runs beside the event loop: one message after the other, and what it does not end is seen."""

import asyncio
import threading
from contextvars import ContextVar

import pytest
from rasa.core.channels.channel import UserMessage

from bot.conversations.thread_offload import is_stuck, run_in_thread, timed
from bot.patches.rasa_patches import parse_in_thread

caller = ContextVar("caller", default="nobody")


class Processor:
    """A processor of Rasa whose reading computes until it is let go, as Rasa's own does without awaiting anything."""

    def __init__(self):
        self.lets_go, self.at_once, self.most_at_once, self.callers = threading.Event(), 0, 0, []

    async def parse_message(self, message, tracker=None, only_output_properties=True):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.callers.append(caller.get())
        assert self.lets_go.wait(20), "the event loop went on"
        self.at_once -= 1
        return {"text": message.text}


@pytest.fixture
def processor():
    made = Processor()
    parse_in_thread(made, timed)
    return made


def test_the_loop_goes_on_while_messages_are_read_one_after_the_other(processor):
    async def talk():
        caller.set("somebody")
        reading = [asyncio.create_task(processor.parse_message(UserMessage(text))) for text in ("un", "deux")]
        await asyncio.sleep(0.05)  # the reading has begun, and waits for what the loop does next
        assert not any(read.done() for read in reading)
        processor.lets_go.set()
        return [parsed["text"] for parsed in await asyncio.gather(*reading)]

    assert asyncio.run(talk()) == ["un", "deux"]
    assert processor.most_at_once == 1
    assert processor.callers == ["somebody"] * 2


def test_what_computes_for_longer_than_a_server_may_hang_is_seen_until_it_ends(monkeypatch):
    monkeypatch.setenv("BOT_HANG_SECONDS", "1")
    lets_go = threading.Event()

    async def compute():
        waiting = asyncio.create_task(run_in_thread(lambda: lets_go.wait(20)))
        while not is_stuck():
            await asyncio.sleep(0.01)
        lets_go.set()
        return await waiting

    assert not is_stuck()
    assert asyncio.run(compute())
    assert not is_stuck()
