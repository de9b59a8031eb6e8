"""Validation shared by the keys of all channels in `credentials.yml`."""

from collections.abc import Collection, Mapping, Set
from typing import Any
from urllib.parse import SplitResult, urlsplit


class BadConfiguration(ValueError):  # noqa: N818 - named as what is wrong
    """Invalid keys of a channel; the message tells the operator what to write and holds no secret."""


def given_keys(credentials: Mapping[str, Any] | None, names: Set[str]) -> dict[str, Any]:
    """The keys of a channel that have a value.

    Raises:
        BadConfiguration: a key is unknown.
    """
    given = {str(name): value for name, value in (credentials or {}).items() if value is not None}
    if unknown := sorted(given.keys() - names):
        raise BadConfiguration(f"unknown key(s) {', '.join(unknown)}; there are {', '.join(sorted(names))}")
    return given


def read_address(keys: Mapping[str, Any], name: str, example: str, schemes: Collection[str]) -> SplitResult:
    """Parse the address of a server: scheme, host and optional port only.

    Args:
        name: of the key.
        example: for the error message.

    Raises:
        BadConfiguration: not such an address.
    """
    try:
        parts = urlsplit(str(keys.get(name) or ""))
        is_whole = parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_whole = False
    if not is_whole or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadConfiguration(
            f"{name} must be an address such as {example}, without user, password or anything behind it"
        )
    return parts
