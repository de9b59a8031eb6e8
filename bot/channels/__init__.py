"""Channels. The input channel of each is configured in `credentials.yml` by its class path."""

import importlib
from collections.abc import Callable
from typing import Any


def on_demand(name: str, module: str) -> Callable[[str], Any]:
    """The `__getattr__` of a channel's package: imports its input channel when asked for it.

    It needs Rasa, which the gateway and `bot doctor` do without.

    Args:
        name: class of the input channel.
        module: in which it is defined.
    """

    def load(asked: str) -> Any:
        if asked != name:
            raise AttributeError(asked)
        return getattr(importlib.import_module(module), name)

    return load
