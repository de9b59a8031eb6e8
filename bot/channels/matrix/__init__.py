"""Matrix: a sync client with end-to-end encryption; each private room is one conversation."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Import the input channel on demand: it needs Rasa, which the gateway and `bot doctor` do without."""
    if name == "MatrixInput":
        from bot.channels.matrix.input import MatrixInput

        return MatrixInput
    raise AttributeError(name)
