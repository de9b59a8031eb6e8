"""Markers of tests follow from their fixtures; tests without markers start nothing."""

import socket
import subprocess
import sys
import threading

import pytest

from tests.markers import NOT_QUICK, guard, starts


@pytest.fixture
@starts("server", "postgresql")
def started():
    """Starts nothing, but says that it does."""


@pytest.fixture
def around_it(started):
    """Uses it."""


def markers_of(request):
    return {mark.name for mark in request.node.iter_markers()} & {"quick", *NOT_QUICK}


def test_a_test_has_the_markers_of_its_fixtures(around_it, request):
    assert markers_of(request) == {"server", "postgresql"}
    assert guard.test is None


@pytest.mark.parametrize("kind", [pytest.param("marked", marks=pytest.mark.browser), "unmarked"])
def test_a_parameter_may_be_what_starts_something(kind, request):
    assert markers_of(request) == ({"browser"} if kind == "marked" else {"quick"})


def test_a_quick_test_starts_no_program(request):
    assert markers_of(request) == {"quick"}
    with pytest.raises(pytest.fail.Exception, match="starts a program"):
        subprocess.run([sys.executable, "-c", ""], check=True)


def test_a_quick_test_starts_no_server():
    with socket.socket() as listener, pytest.raises(pytest.fail.Exception, match="takes the address"):
        listener.bind(("127.0.0.1", 0))


def test_a_quick_test_asks_no_other_machine():
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match="connects to"):
        client.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match="asks where"):
        socket.getaddrinfo("bot.exemple.fr", 443)


def test_nothing_is_hidden_in_a_thread():
    def serve():
        with socket.socket() as listener, pytest.raises(pytest.fail.Exception):
            listener.bind(("127.0.0.1", 0))

    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()
    assert len(guard.caught) == 1
    guard.caught.clear()
