"""What tests of channels share: coroutines as tests, and servers of Sanic in their own process."""

import pytest
from sanic.touchup.service import TouchUp

# Sanic rewrites its own methods when it starts, and cannot rewrite them twice in a process.
AS_IMPORTED = {(owner, name): getattr(owner, name) for owner, name in TouchUp._registry}


def let_sanic_start_again() -> None:
    """Gives Sanic its methods back as they were before it started: to be called right before a server starts."""
    for (owner, name), method in AS_IMPORTED.items():
        setattr(owner, name, method)


@pytest.fixture
def anyio_backend() -> str:
    """The event loop of tests that are coroutines."""
    return "asyncio"
