"""Matrix: a sync client with end-to-end encryption; one private room is one conversation."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Returns the input channel, which needs Rasa: the gateway and `bot doctor` do without."""
    if name == "MatrixInput":
        from bot.channels.matrix.input import MatrixInput

        return MatrixInput
    raise AttributeError(name)
