"""Hears that an action could not be run: Rasa itself goes on without its events, and tells only its log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_failures: ContextVar[list[str] | None] = ContextVar("failures", default=None)


@contextmanager
def failed_actions() -> Iterator[list[str]]:
    """Yields the list of actions that could not be run within the block: Rasa goes on without their events."""
    failed: list[str] = []
    token = _failures.set(failed)
    try:
        yield failed
    finally:
        _failures.reset(token)


class _ActionWatch(logging.Handler):
    """Hears Rasa's own report of an action that could not be run."""

    def emit(self, record: logging.LogRecord) -> None:
        failed = _failures.get()
        if failed is not None and str(record.msg).startswith("Encountered an exception while running action"):
            failed.append(record.levelname)


def watch_actions() -> None:
    """Begins to listen."""
    reporter = logging.getLogger("rasa.core.processor")
    if not any(isinstance(handler, _ActionWatch) for handler in reporter.handlers):
        reporter.addHandler(_ActionWatch(level=logging.ERROR))
