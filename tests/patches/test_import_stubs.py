"""Rasa is imported, trains and serves without packages that it names and this product does not install."""

import subprocess
import sys

import pytest

from bot.patches.import_stubs import PACKAGES, RASA_MODULES

IMPORTING = """
import asyncio, sys
import bot.actions, bot.channels.web.channel, bot.conversations.store, bot.understanding.nlu.message_interpreter
import bot.understanding.reading.contacts.email
import rasa.core.agent, rasa.core.run, rasa.model_training
import rasa.engine.recipes.default_recipe, rasa.graph_components.validators.default_recipe_validator
import rasa.engine.recipes.default_components
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.utils.endpoints import EndpointConfig
asyncio.run(EventBroker.create(None))
TrackerStore.create(EndpointConfig(type="bot.conversations.store.a_store_that_nobody_wrote"))
print([name for name in {names!r} if {condition}])
"""


def imported(names, condition):
    """The modules that meet a condition once everything that trains or serves is imported."""
    script = IMPORTING.format(names=sorted(names), condition=condition)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()[-1]


@pytest.mark.slow
def test_each_stub_is_still_imported_by_rasa():
    assert imported(PACKAGES | RASA_MODULES, "name not in sys.modules") == "[]"


@pytest.mark.slow
def test_none_of_these_packages_is_installed():
    assert imported(PACKAGES, "getattr(sys.modules[name], '__file__', None)") == "[]"


# docs/developers/vulnerabilities.md says so of each.
NOT_IMPORTED = ("setuptools.package_index", "skops", "dns", "google.protobuf")


@pytest.mark.slow
def test_what_the_list_of_vulnerabilities_calls_unused_is_not_imported():
    assert imported(NOT_IMPORTED, "getattr(sys.modules.get(name), '__file__', None)") == "[]"


def test_an_unknown_package_is_still_missing():
    with pytest.raises(ModuleNotFoundError):
        __import__("a_package_that_nobody_wrote")
