"""One Synapse for the tests of this folder, and accounts on it."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.markers import starts

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
@starts("server")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    server = Synapse(tmp_path_factory.mktemp("synapse")).start()
    yield server
    server.stop()


@pytest.fixture
def account(synapse: Synapse) -> Callable[[str], str]:
    """Makes an account with a name of its own and returns its user id."""
    return lambda name: synapse.register(f"{name}{next(_numbers)}", PASSWORD)


@pytest.fixture
def person(synapse: Synapse, account: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Signs in people, each with a client of their own."""
    made = []

    def make(user_id: str | None = None, device: str = "") -> Person:
        user = user_id or account("personne")
        folder = tmp_path / f"client-{next(_numbers)}"
        made.append(Person(synapse.url, user, PASSWORD, folder, device))
        return made[-1]

    yield make
    for one in made:
        one.close()
