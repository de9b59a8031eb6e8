"""Markers of slow tests, and the guard of quick ones.

A fixture names by `@starts` what it starts; all tests that use it, even indirectly, get these markers. A test that
starts something in its own body is marked by hand. Tests without a marker of `NOT_QUICK` are marked `quick`, and fail
if they start a program, bind a port or connect to another machine.
"""

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

NOT_QUICK = {"server", "browser", "postgresql", "slow", "soak", "crash"}
# One writes, two are what Rasa's imports ask, the others are how ctypes finds a library.
SMALL_PROGRAMS = {"cat", "git", "uname", "ldconfig", "gcc", "ld", "objdump"}
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}
PROGRAMS = {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"}

# A parameter of a fixture or a test that asks for the real PostgreSQL.
ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)

Function = TypeVar("Function", bound=Callable[..., Any])


def starts(*markers: str) -> Callable[[Function], Function]:
    """Decorator of a fixture, right below `@pytest.fixture`: its tests get these markers."""
    assert set(markers) <= NOT_QUICK, markers

    def mark(function: Function) -> Function:
        vars(function)["starts"] = markers
        return function

    return mark


def started_by(item: pytest.Item) -> set[str]:
    """The markers of all fixtures of a test."""
    fixtures = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
    return {marker for definitions in fixtures for marker in getattr(definitions[-1].func, "starts", ())}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by its fixtures."""
    for item in items:
        for marker in sorted(started_by(item)):
            item.add_marker(marker)
        if not any(item.get_closest_marker(marker) for marker in NOT_QUICK):
            item.add_marker("quick")


class Guard:
    """Audit hook that fails quick tests which do slow things.

    Attributes:
        test: the running quick test.
        caught: violations in other threads of the test, where raising may go unnoticed.
        others: threads that belong to shared servers.
    """

    def __init__(self) -> None:
        self.test: str | None = None
        self.caught: list[str] = []
        self.others: set[threading.Thread] = set()

    def watch(self, test: str) -> None:
        """Start to watch a quick test."""
        self.caught.clear()
        self.others = set(threading.enumerate()) - {threading.main_thread()}
        self.test = test

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Check an audit event."""
        if self.test is None or (done := forbidden(event, given)) is None:
            return
        if threading.current_thread() in self.others:
            return
        message = f"a test without a marker {done}: see tests/markers.py"
        if threading.current_thread() is not threading.main_thread():
            self.caught.append(message)
        pytest.fail(message)


def forbidden(event: str, given: tuple[Any, ...]) -> str | None:
    """Description of a forbidden audit event; None if it is allowed."""
    if event in PROGRAMS:
        named = event in {"subprocess.Popen", "os.posix_spawn"}  # with the program's path, and its arguments
        program = str(given[0] or given[1][0]) if named else event
        return None if Path(program).name in SMALL_PROGRAMS else f"starts a program, {program}"
    if event == "socket.bind":
        return f"takes the address {given[1]}"
    if event == "socket.connect":
        one, address = given
        if one.family == socket.AF_UNIX or address[0] not in LOOPBACK:
            return f"connects to {address}"
    if event == "socket.getaddrinfo" and (given[0] or "") not in LOOPBACK | {b"localhost", b"127.0.0.1"}:
        return f"asks where {given[0]} is"
    return None


guard = Guard()
sys.addaudithook(guard.hear)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Guard a quick test and its fixtures."""
    if item.get_closest_marker("quick"):
        guard.watch(item.nodeid)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Let fixtures clean up unguarded, then fail the test for violations in other threads."""
    guard.test = None
    yield
    messages, guard.caught = guard.caught, []
    if messages:
        pytest.fail("; ".join(messages))
