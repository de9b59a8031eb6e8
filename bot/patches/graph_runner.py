"""A graph runner in place of `rasa.engine.runner.dask`: node after node, where dask plans each run anew."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class DaskGraphRunner(GraphRunner):  # type: ignore[misc]
    """Runs each node that the targets need once, depth first; Rasa imports it by this name."""

    def __init__(
        self,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> None:
        self._schema = graph_schema
        self._nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> "DaskGraphRunner":
        """Create the runner and the components of its nodes."""
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Values of the targets (default: those of the schema), by name of their nodes.

        Args:
            inputs: values that are given instead of computed, by name.
        """
        done = {name: (name, value) for name, value in (inputs or {}).items()}

        def outcome(name: str) -> tuple[str, Any]:
            if name not in done:
                done[name] = self._nodes[name](*map(outcome, self._schema.nodes[name].needs.values()))
            return done[name]

        return dict(map(outcome, targets or self._schema.target_names))
