"""Import stubs for packages that Rasa imports and this product neither uses nor installs.

TensorFlow alone would take 0.9 GB and hold Rasa at an old Python. The others are clients of networks, databases and
brokers, drawing, and prompting in a terminal. Where a package is installed, its own modules are imported.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, spec_from_file_location
from types import ModuleType
from typing import Any

PACKAGES = frozenset({
    "aio_pika", "aiogram", "aiormq", "boto3", "botocore", "cachecontrol", "fbmessenger", "google.auth", "google.oauth2", "matplotlib",
    "prompt_toolkit", "pymongo", "questionary", "randomname", "slack_sdk", "socketio",
    "tensorflow", "terminaltables", "twilio", "webexteamssdk",
})  # fmt: skip
# Rasa's neural components, which its recipe and validators name; config.yml has none of them.
RASA_MODULES = frozenset({
    "rasa.core.policies.ted_policy", "rasa.engine.recipes.default_components",
    "rasa.nlu.classifiers.diet_classifier", "rasa.nlu.selectors.response_selector", "rasa.utils.tensorflow.callback", "rasa.utils.tensorflow.model_data_utils",
})  # fmt: skip
_REPLACED = {"rasa.engine.runner.dask": "bot.patches.graph_runner"}


class _StubModule(ModuleType):
    """A module in which every name is a class, which may be derived from and caught."""

    DEFAULT_COMPONENTS: tuple[()] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})


class _StubLoader(Loader):
    """Makes an empty module."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _StubFinder(MetaPathFinder):
    """Finds stubs for missing packages and this product's replacements for modules of Rasa."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "rasa":
            _restore_names()
        if replacement := _REPLACED.get(name):
            origin = find_spec(replacement)
            return spec_from_file_location(name, origin.origin) if origin else None
        is_missing = name in PACKAGES and PathFinder.find_spec(name, path) is None
        is_within_stub = isinstance(sys.modules.get(name.rpartition(".")[0]), _StubModule)
        if is_missing or is_within_stub or name in RASA_MODULES:
            return ModuleSpec(name, _StubLoader(), is_package=True)
        return None


def _restore_names() -> None:
    """Put back two names that libraries removed and Rasa reads when it is imported."""
    import numpy
    from numpy import exceptions
    from packaging import version

    numpy.VisibleDeprecationWarning = exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]
    version.LegacyVersion = type("LegacyVersion", (version.Version,), {})  # type: ignore[attr-defined]


def install_import_stubs() -> None:
    """Install the stubs for all later imports of this process."""
    sys.meta_path.insert(0, _StubFinder())
