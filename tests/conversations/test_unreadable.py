"""A message that the model cannot read is kept unread, said kindly, and the conversation goes on where it was."""

import asyncio
import logging
import shutil
import uuid

import pytest
import structlog
from rasa.core.actions.action import RemoteAction
from sqlalchemy import select

from bot.base import logs
from bot.channels.turn.turns import Turns
from bot.content.sentences import sentence
from bot.conversations.thread_offload import timed
from bot.operating.run.serve_rasa import load_agent
from bot.patches.rasa_patches import parse_in_thread
from bot.records.conversations import addresses, takeovers, transcripts, windows
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.records.store.database import default_database
from bot.understanding.nlu.message_interpreter import MessageInterpreter

POISON = "zyzzyva du Finistère"


class FailsOnOneText(MessageInterpreter):
    """The trained reader, which fails on one text alone."""

    def _process(self, message, tracker):
        if message.get("text") == POISON:
            raise IndexError(POISON)
        super()._process(message, tracker)


@pytest.fixture(scope="module")
def agent(model, migrated_file, tmp_path_factory):
    """Rasa as it is served, on a database of these tests, with a reader that fails on one text."""
    folder = tmp_path_factory.mktemp("unreadable")
    level, shape = logging.getLogger().level, structlog.get_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(migrated_file, folder / 'bot.db')}")
        patch.setenv("BOT_STATE", str(folder))
        patch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
        made = load_agent()
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        nodes = made.processor.graph_runner._nodes.values()
        readers = [node._component for node in nodes if isinstance(node._component, MessageInterpreter)]
        assert readers
        for reader in readers:
            reader.__class__ = FailsOnOneText
        parse_in_thread(made.processor, timed)
        yield made
        default_database().engine.dispose()
    logging.getLogger().setLevel(level)
    structlog.configure(**shape)


class Person:
    """Somebody who writes on the website."""

    def __init__(self, agent):
        self.agent, self.turns, self.address = agent, Turns(default_database()), uuid.uuid4().hex

    async def say(self, text, message_id=None, **more):
        message_id = message_id or uuid.uuid4().hex
        answer = await self.turns.take(
            self.agent.handle_message, None, message_id, text, channel="web", address=self.address,
            parse=self.agent.parse_message, **more,
        )  # fmt: skip
        return "\n".join(part["text"] for part in answer.parts)

    async def register(self):
        """Agrees, and is asked for their town."""
        await self.say("/open_chat", is_signal=True)
        for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
            asks = await self.say(text)
        return asks

    @property
    def conversation_id(self):
        with default_database().session_scope() as session:
            return addresses.find(session, "web", self.address)

    @property
    def said(self):
        with default_database().session_scope() as session:
            return [each["text"] for each in transcripts.read(session, self.conversation_id, for_team=True)]


def test_it_is_told_and_kept_and_the_next_message_answers_the_question_that_waits(agent):
    person = Person(agent)

    async def talk():
        asks = await person.register()
        told = [await person.say(POISON, "the-same") for _ in range(2)]
        return asks, told, await person.say("Brest")

    asks, told, then = asyncio.run(talk())
    assert "commune" in asks
    assert told == [sentence("turn.unreadable_kept")] * 2
    assert person.said[-4:] == [POISON, sentence("turn.unreadable_kept"), "Brest", then]
    with default_database().session_scope() as session:
        assert windows.load_state(session, person.conversation_id).state["slots"]["town"]["commune"] == "Brest"


def test_words_that_nobody_may_keep_yet_are_not_kept(agent):
    person = Person(agent)

    async def talk():
        await person.say("/open_chat", is_signal=True)
        return await person.say(POISON)

    assert asyncio.run(talk()) == sentence("turn.unreadable")
    assert POISON not in str(person.said)


def test_whoever_of_the_team_holds_the_conversation_reads_it(agent):
    person = Person(agent)
    asyncio.run(person.register())
    with default_database().session_scope() as session:
        handoffs.open_handoff(session, person.conversation_id, channel="web")
    with default_database().session_scope() as session:
        request_id = session.scalars(select(HumanRequest.id)).one()
        assert takeovers.take_over(session, request_id, recruiter_id="anne", actor="recruiter:anne")
    assert asyncio.run(person.say(POISON)) == ""
    assert person.said[-1] == POISON


def test_the_log_says_where_it_failed_and_not_on_what(agent, capsys):
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        logs.configure("rasa")
        person = Person(agent)
        asyncio.run(person.register())
        asyncio.run(person.say(POISON))
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(False)
    lines = capsys.readouterr().err
    assert "the model failed on a message" in lines
    assert "IndexError at " in lines and "test_unreadable.py" in lines
    assert "zyzzyva" not in lines
