"""`credentials.yml` as Rasa reads it: channels by class path, with `${VARIABLE}` in their keys."""

import importlib
import os
import re
from typing import TYPE_CHECKING, Any

import yaml

from bot.base import places
from bot.channels.gateway.configuration import BadConfiguration

if TYPE_CHECKING:
    from bot.channels.gateway.transport import Transport
    from bot.records.store.database import Database

# Package of an input channel to its transport, `module:factory`, called with (keys, database).
TRANSPORTS = {
    "bot.channels.telegram": "bot.channels.telegram.transport:TelegramTransport",
    "bot.channels.matrix": "bot.channels.matrix.transport:MatrixTransport",
    "bot.channels.email": "bot.channels.email.transport:EmailTransport",
}
_VARIABLE = re.compile(r"\$\{([^}{]+)\}")


class CredentialsError(Exception):
    """An error in the file, in one sentence."""


def read_credentials() -> dict[str, dict[str, Any]]:
    """Configured channels: class path to keys.

    Raises:
        CredentialsError: the file cannot be read, or names a variable that is not set.
    """
    path = places.credentials_path()
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise CredentialsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CredentialsError(f"{path} is not in UTF-8: save it anew.") from error
    except yaml.YAMLError as error:
        raise CredentialsError(
            f"{path} cannot be read{_error_line(error)}: channels begin their line, their keys two blanks further."
        ) from error
    if not isinstance(read, dict):
        raise CredentialsError(f"{path} must name channels, each with its keys.")
    return {str(name): _expanded(keys or {}) for name, keys in read.items()}


def _error_line(error: yaml.YAMLError) -> str:
    """The line of a syntax error, without its text, which may hold passwords."""
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f" at line {mark.line + 1}"


def relayed_channels() -> dict[str, dict[str, Any]]:
    """Configured channels that the gateway serves: `module:factory` to keys."""
    return {
        factory_path: keys
        for name, keys in read_credentials().items()
        for package, factory_path in TRANSPORTS.items()
        if name.startswith(f"{package}.")
    }


def relayed_channel_names() -> frozenset[str]:
    """Names of the configured channels that the gateway serves.

    Raises:
        CredentialsError: as `read_credentials`.
    """
    packages = {factory_path: package for package, factory_path in TRANSPORTS.items()}
    return frozenset(packages[factory_path].rpartition(".")[2] for factory_path in relayed_channels())


def make_transports(database: "Database") -> list["Transport"]:
    """The transports of all channels that the gateway serves."""
    return [make_transport(factory_path, keys, database) for factory_path, keys in relayed_channels().items()]


def make_transport(factory_path: str, keys: dict[str, Any], database: "Database") -> "Transport":
    """The transport of a channel, or a `DisabledTransport` if its keys are invalid.

    Args:
        factory_path: `module:factory`, of `TRANSPORTS`.
    """
    from bot.channels.gateway.transport import DisabledTransport  # needs the tables

    module, _, factory = factory_path.partition(":")
    try:
        transport: Transport = getattr(importlib.import_module(module), factory)(keys, database)
    except BadConfiguration as error:
        return DisabledTransport(module.split(".")[2], str(error))
    return transport


def _expanded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _expanded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_expanded(item) for item in value]
    return _VARIABLE.sub(_variable, value) if isinstance(value, str) else value


def _variable(match: re.Match[str]) -> str:
    if (value := os.environ.get(match[1])) is None:
        raise CredentialsError(f"credentials.yml names the environment variable {match[1]}, which is not set.")
    return value
