"""What tests of actions share: people in a database, and words that the real model reads."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.base.registration import DECLINED
from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.records.conversations import conversations
from bot.records.files import candidates, notes
from bot.records.store.database import Database
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.understanding.reading.interpretation import Interpretation, pending_question
from tests.actions.action_player import ANSWER, FILE, POLICY, SENDER, Played, run, tracker_of

Say = Callable[..., Played]


@pytest.fixture
def say(reader: LoadedModel) -> Say:
    """Runs an action on words, as the trained model reads them where the slots say what was asked."""

    def said(name: str, text: str, *, loop: str | None = None, **slots: Any) -> Played:
        parsed = reader.parse(text, pending_question(slots), slots)
        return run(name, tracker_of(parsed=parsed, loop=loop, **slots))

    return said


@pytest.fixture
def write(reader: LoadedModel) -> Say:
    """Runs what the policy's table names for words, as the trained model reads them in a conversation with these slots."""

    def written(text: str, *, loop: str | None = None, channel: str = "web", **slots: Any) -> Played:
        parsed = reader.parse(text, None, slots)
        intent = Interpretation.of(parsed).intent
        named = POLICY["reactions"][intent] if intent else POLICY["answers"][slots["awaiting"]]
        return run(named, tracker_of(parsed=parsed, loop=loop, channel=channel, **slots))

    return written


@pytest.fixture
def opened(database: Database) -> Database:
    """A database where one person has just agreed."""
    with database.session_scope() as session:
        candidates.open_registration(session, SENDER, channel="web", notice_version=campaign().notice.version)
    return database


@pytest.fixture
def registered(opened: Database) -> Database:
    """A database where one person is registered, with a whole file and one note."""
    with opened.session_scope() as session:
        for name, value in FILE.items():
            candidates.set_field(session, SENDER, name, None if value == DECLINED else value)
        candidates.confirm(session, SENDER)
        scenario = load_scenarios()[campaign().scenarios[0]]
        quote = {
            "quote": "sans soupirer", "start": 18, "end": 31, "part": "answer", "polarity": "positive", "rule": "t",
            "indicator": "patience.garde_son_calme",
        }  # fmt: skip
        question = notes.Question(scenario.id, scenario.version, scenario.trait, scenario.text)
        notes.store_answer(session, SENDER, question, ANSWER, [quote], rubric_version="1")
        heard = {"event": "user", "text": ANSWER, "timestamp": 1.0, "parse_data": {"text": ANSWER}}
        conversations.append(session, SENDER, [heard], channel="web", consented=True, state={"slots": {}})
    return opened
