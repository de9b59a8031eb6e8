"""Sites that may embed the widget: `allowed_origins` of the web channel in `credentials.yml`."""

import functools
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.channels.gateway.credentials import CredentialsError, read_credentials

WEB_CHANNEL = "bot.channels.web.WebInput"


@functools.cache
def allowed_origins() -> frozenset[str]:
    """Origins of the configuration, read once per process."""
    return read_origins(read_credentials().get(WEB_CHANNEL))


def read_origins(keys: Mapping[str, Any] | None) -> frozenset[str]:
    """Normalised origins, as browsers send them.

    Args:
        keys: of the channel in `credentials.yml`.

    Raises:
        CredentialsError: an entry is not an origin.
    """
    listed = (keys or {}).get("allowed_origins") or []
    if not isinstance(listed, list):
        raise CredentialsError("allowed_origins in credentials.yml must be a list.")
    return frozenset(map(_origin, listed))


def _origin(written: Any) -> str:
    try:
        parts = urlsplit(str(written).strip().lower())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:  # includes UnicodeError
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in {"http", "https"} or not host or parts.path.strip("/") or parts.query or parts.username:
        raise CredentialsError(
            f"allowed_origins in credentials.yml names {written!r}: write https://www.exemple.fr, without a path."
        )
    if ":" in host:
        host = f"[{host}]"
    is_default = port in {None, {"http": 80, "https": 443}[parts.scheme]}
    return f"{parts.scheme}://{host}" + ("" if is_default else f":{port}")
