"""Import stubs for packages that Rasa imports and this product does not use.

They save a server 250 MB and seconds at start: TensorFlow, which only neural components need; clients of networks,
databases and brokers; drawing and prompting in a terminal. Training and the other commands import the real ones.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_PACKAGES = frozenset({
    "aio_pika", "aiogram", "aiormq", "boto3", "botocore", "bson", "engineio", "h5py", "magic_filter", "matplotlib", "pamqp",
    "PIL", "prompt_toolkit", "pymongo", "questionary", "slack_sdk", "socketio", "twilio", "webexteamssdk",
})  # fmt: skip
# Others ask whether TensorFlow is there, by importing more of it.
_MODULES = frozenset({"tensorflow", "tensorflow.keras", "tensorflow.keras.callbacks", "tensorflow.keras.utils"})


class _StubModule(ModuleType):
    """A module in which every name is an empty class."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        within = f"{self.__name__}.{name}"
        return import_module(within) if within in _MODULES else type(name, (), {})


class _StubFinder(MetaPathFinder, Loader):
    """Finds an empty module for each of these packages."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        is_stubbed = name in _MODULES or name.partition(".")[0] in _PACKAGES
        return ModuleSpec(name, self, is_package=True) if is_stubbed else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def install_import_stubs() -> None:
    """Install the stubs for all later imports of this process."""
    sys.meta_path.insert(0, _StubFinder())
