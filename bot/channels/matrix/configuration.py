"""Matrix's keys in `credentials.yml`."""

import re
from dataclasses import dataclass
from typing import Any

from bot.base.loopback import is_loopback_host
from bot.channels.gateway.configuration import BadConfiguration, given_keys, read_address

_USER_ID = re.compile(r"@[\x21-\x39\x3b-\x7e]*:[A-Za-z0-9.\-\[\]:]+")

_KEYS = frozenset(
    {"homeserver", "user_id", "password", "access_token", "device_name", "recovery_key", "reset_identity"}
)


@dataclass(frozen=True)
class MatrixConfiguration:
    """The bot's account.

    Attributes:
        homeserver: base URL of the client API, without a trailing slash.
        user_id: `@name:server`.
        password: used once, to create the device; None if an access token is given.
        access_token: of an existing device that nothing else uses.
        device_name: shown in the list of devices.
        recovery_key: from which the identity is derived, or which opens it; None uses the installation's secret.
        resets_identity: replace an identity that cannot be opened, of which clients warn their users.
    """

    homeserver: str
    user_id: str
    password: str | None
    access_token: str | None
    device_name: str
    recovery_key: str | None = None
    resets_identity: bool = False

    @classmethod
    def read(cls, credentials: dict[str, Any] | None) -> "MatrixConfiguration":
        """Validate the keys.

        Raises:
            BadConfiguration: a key is missing or invalid.
        """
        keys = given_keys(credentials, _KEYS)
        address = read_address(keys, "homeserver", "https://matrix.exemple.fr", ("http", "https"))
        if address.scheme == "http" and not is_loopback_host(address.hostname or ""):
            raise BadConfiguration("homeserver must begin with https:// unless it runs on this machine")
        user_id = str(keys.get("user_id") or "")
        if not _USER_ID.fullmatch(user_id):
            raise BadConfiguration("user_id must be whole, such as @assistant:exemple.fr")
        password, token = _secret(keys, "password"), _secret(keys, "access_token")
        if bool(password) == bool(token):
            raise BadConfiguration("give either password or access_token, not both")
        name = str(keys.get("device_name") or "Assistant conseiller numérique")
        return cls(
            address.geturl().rstrip("/"),
            user_id,
            password,
            token,
            name,
            _secret(keys, "recovery_key"),
            _reset(keys, token),
        )

    def password_proof(self) -> dict[str, Any]:
        """Authentication data for the password."""
        identifier = {"type": "m.id.user", "user": self.user_id}
        return {"type": "m.login.password", "identifier": identifier, "password": self.password}


def _reset(keys: dict[str, Any], token: str | None) -> bool:
    value = keys.get("reset_identity") or False
    if not isinstance(value, bool):
        raise BadConfiguration("reset_identity must be true or false, without quotes")
    if value and token is not None:
        raise BadConfiguration(
            "reset_identity needs password: with access_token, reset the identity in a client and write its recovery key as recovery_key"
        )
    return value


def _secret(keys: dict[str, Any], name: str) -> str | None:
    value = keys.get(name, "")
    if value == "":
        return None
    if not isinstance(value, str):
        raise BadConfiguration(f"{name} must be between quotes")
    return value
