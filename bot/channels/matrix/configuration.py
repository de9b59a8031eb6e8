"""The keys of Matrix in `credentials.yml`."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_USER_ID = re.compile(r"@[\x21-\x39\x3b-\x7e]*:[A-Za-z0-9.\-\[\]:]+")


class BadConfiguration(ValueError):  # noqa: N818 - named as what is wrong
    """The keys cannot work; the message tells the operator what to write."""


@dataclass(frozen=True)
class MatrixConfiguration:
    """The account that the bot uses.

    Attributes:
        homeserver: address of the homeserver's client API, without a slash at its end.
        user_id: full user id, `@name:server`.
        password: used once, to make the device; None if an access token is given.
        access_token: of a device made beforehand and used by nothing else.
        device_name: what people see in the list of devices.
    """

    homeserver: str
    user_id: str
    password: str | None
    access_token: str | None
    device_name: str

    @classmethod
    def read(cls, credentials: dict[str, Any] | None) -> "MatrixConfiguration":
        """Reads the keys.

        Raises:
            BadConfiguration: something is missing or cannot be right.
        """
        keys = credentials or {}
        homeserver = str(keys.get("homeserver") or "").rstrip("/")
        address = urlsplit(homeserver)
        if address.scheme not in {"http", "https"} or not address.hostname or address.path or address.query:
            raise BadConfiguration(
                "homeserver must be an address such as https://matrix.exemple.fr, without anything behind it"
            )
        if address.scheme == "http" and address.hostname not in {"127.0.0.1", "localhost", "::1"}:
            raise BadConfiguration("homeserver must begin with https:// unless it runs on this machine")
        user_id = str(keys.get("user_id") or "")
        if not _USER_ID.fullmatch(user_id):
            raise BadConfiguration("user_id must be whole, such as @assistant:exemple.fr")
        password, token = _secret(keys, "password"), _secret(keys, "access_token")
        if bool(password) == bool(token):
            raise BadConfiguration("give either password or access_token, not both")
        name = str(keys.get("device_name") or "Assistant conseiller numérique")
        return cls(homeserver, user_id, password, token, name)


def _secret(keys: dict[str, Any], name: str) -> str | None:
    value = keys.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadConfiguration(f"{name} must be between quotes")
    return value
