"""Runs Rasa's graph of components node after node."""

from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class InOrder(DaskGraphRunner):
    """Rasa's runner without dask, which plans each run anew: a millisecond and more a message, for a dozen nodes."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        """Takes the nodes that Rasa's runner has loaded."""
        self.__dict__.update(vars(loaded))

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Returns the outputs of the targets by their names; what none of them needs is not run.

        Args:
            inputs: outputs of nodes that are not run.
            targets: names of nodes; the schema's own when none is named.
        """
        done = {name: (name, value) for name, value in (inputs or {}).items()}

        def outcome(name: str) -> tuple[str, Any]:
            if name not in done:
                needed = self._graph_schema.nodes[name].needs.values()
                done[name] = self._instantiated_nodes[name](*map(outcome, needed))
            return done[name]

        return dict(map(outcome, targets or self._graph_schema.target_names))
