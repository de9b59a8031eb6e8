"""What is changed in Rasa does what it says, and Rasa itself still does not."""

import asyncio
import inspect
from importlib.machinery import PathFinder
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core import processor as processor_module
from rasa.core.actions import action
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.engine import runner as runner_package
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner import dask
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.patches.rasa_patches import (
    failed_actions,
    raise_store_errors,
    report_failed_actions,
    trust_own_actions,
)

runs: list[str] = []


class Adds(GraphComponent):
    def __init__(self, name, more):
        self._name, self._more = name, more

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls(execution_context.node_name, config["more"])

    def add(self, **numbers):
        runs.append(self._name)
        return sum(numbers.values()) + self._more


def node(more, **needs):
    return SchemaNode(needs=needs, uses=Adds, fn="add", constructor_name="create", config={"more": more})


SCHEMA = GraphSchema(
    {
        "first": node(1, given="message"), "left": node(10, given="first"), "right": node(100, given="first"),
        "last": node(1000, one="left", other="right"), "aside": node(5, given="message"),
    }
)  # fmt: skip


@pytest.mark.parametrize(("targets", "run", "values"), [
    (["last"], ["first", "left", "right", "last"], {"last": 1126}),
    (["left", "aside"], ["first", "left", "aside"], {"left": 18, "aside": 12}),
])  # fmt: skip
def test_each_node_that_is_needed_runs_once(tmp_path, targets, run, values):
    runner = dask.DaskGraphRunner.create(SCHEMA, LocalModelStorage.create(tmp_path), ExecutionContext(SCHEMA))
    runs.clear()
    assert runner.run({"message": 7}, targets) == values
    assert runs == run


def test_rasa_still_plans_each_run_by_dask():
    replaced = PathFinder.find_spec(dask.__name__, [str(Path(runner_package.__file__).parent)])
    assert "dask.get" in Path(replaced.origin).read_text()
    assert processor_module.DaskGraphRunner.__module__ == dask.__name__


class Fails(Action):
    def __init__(self, error):
        self.error = error

    def name(self):
        return "action_fails"

    async def run(self, *arguments):
        raise self.error


@pytest.mark.parametrize(("error", "failed"), [
    (ValueError("words of a person"), ["action_fails"]), (ActionExecutionRejection("action_fails"), []),
])  # fmt: skip
def test_an_action_that_fails_is_reported_where_rasa_only_logs_it(monkeypatch, error, failed):
    domain = Domain.from_dict({"actions": ["action_fails"]})
    processor = object.__new__(MessageProcessor)
    processor.domain, processor.action_endpoint, processor.max_number_of_predictions = domain, None, 3
    monkeypatch.setattr(action, "action_for_name_or_text", lambda *named: Fails(error))
    report_failed_actions(processor)
    tracker = DialogueStateTracker.from_events("someone", [], domain.slots)
    prediction = PolicyPrediction.for_action_name(domain, "action_fails")
    with failed_actions() as reported:
        chosen = processor._get_action("action_fails")
        asyncio.run(processor._run_action(chosen, tracker, CollectingOutputChannel(), None, prediction))
    assert reported == failed


def test_a_store_that_cannot_be_read_is_not_replaced_by_one_in_memory():
    store = InMemoryTrackerStore(Domain.empty())
    agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(store), processor=SimpleNamespace(tracker_store=None))
    raise_store_errors(agent)
    assert agent.tracker_store is agent.processor.tracker_store is store
    assert "FailSafeTrackerStore" in inspect.getsource(Agent._create_tracker_store)  # Rasa still wraps it


def test_rasa_still_checks_each_answer_of_an_action_against_a_schema(monkeypatch):
    assert "jsonschema" in inspect.getsource(RemoteAction._validate_action_result)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)  # put back
    trust_own_actions()
    assert RemoteAction._validate_action_result(None, {"no": "schema"})
