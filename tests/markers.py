"""Which tests are quick, and what keeps the word of those that say so.

A fixture says what it starts with `@starts`; each test that uses it, however indirectly, gets these markers. A test that
starts something in its own body is marked by hand. What has no marker of `NOT_QUICK` is marked `quick`, and fails if it
starts a program, takes a port or asks another machine.
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
    """Makes each test that uses a fixture have these markers; it stands right below `@pytest.fixture`."""
    assert set(markers) <= NOT_QUICK, markers

    def mark(function: Function) -> Function:
        vars(function)["starts"] = markers
        return function

    return mark


def started_by(item: pytest.Item) -> set[str]:
    """Returns the markers of all fixtures that a test uses."""
    fixtures = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
    return {marker for definitions in fixtures for marker in getattr(definitions[-1].func, "starts", ())}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test by what its fixtures start."""
    for item in items:
        for marker in sorted(started_by(item)):
            item.add_marker(marker)
        if not any(item.get_closest_marker(marker) for marker in NOT_QUICK):
            item.add_marker("quick")


class Guard:
    """Forbids a quick test what others do.

    Attributes:
        test: the quick test that runs, if one does.
        caught: what another thread of it was forbidden, where raising may go unseen.
        others: threads that are not the test's, such as a server that the tests before share.
    """

    def __init__(self) -> None:
        self.test: str | None = None
        self.caught: list[str] = []
        self.others: set[threading.Thread] = set()

    def watch(self, test: str) -> None:
        """Begins with a quick test."""
        self.caught.clear()
        self.others = set(threading.enumerate()) - {threading.main_thread()}
        self.test = test

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Looks at what the interpreter is about to do."""
        if self.test is None or (done := forbidden(event, given)) is None:
            return
        if threading.current_thread() in self.others:
            return
        told = f"a test without a marker {done}: see tests/markers.py"
        if threading.current_thread() is not threading.main_thread():
            self.caught.append(told)
        pytest.fail(told)


def forbidden(event: str, given: tuple[Any, ...]) -> str | None:
    """Returns what is forbidden about an event of the interpreter, or None."""
    if event in PROGRAMS:
        program = str(given[0] or given[1][0]) if event == "subprocess.Popen" else event
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
    """Guards a quick test and what its fixtures start."""
    if item.get_closest_marker("quick"):
        guard.watch(item.nodeid)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Lets fixtures stop what tests before it started, then fails a quick test for what another thread was forbidden."""
    guard.test = None
    yield
    told, guard.caught = guard.caught, []
    if told:
        pytest.fail("; ".join(told))
