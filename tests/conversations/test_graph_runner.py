"""Rasa's graph, run node after node, gives what dask gives."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.conversations.graph_runner import InOrder

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


@pytest.mark.parametrize(("targets", "run"), [
    (["last"], ["first", "left", "right", "last"]),
    (["left", "aside"], ["first", "left", "aside"]),
])  # fmt: skip
def test_each_node_that_is_needed_runs_once(tmp_path, targets, run):
    loaded = DaskGraphRunner.create(SCHEMA, LocalModelStorage.create(tmp_path), ExecutionContext(SCHEMA))
    runs.clear()
    found = InOrder(loaded).run({"message": 7}, targets)
    assert runs == run
    assert found == loaded.run({"message": 7}, targets)
