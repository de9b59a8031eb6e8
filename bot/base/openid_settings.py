"""The OpenID provider by which recruiters may sign in, as the environment names it."""

import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.base.errors import OperatingError

ISSUER, CLIENT, SECRET, SECRET_FILE = (
    "BOT_OIDC_ISSUER", "BOT_OIDC_CLIENT_ID", "BOT_OIDC_CLIENT_SECRET", "BOT_OIDC_CLIENT_SECRET_FILE",
)  # fmt: skip
NAME = "BOT_OIDC_NAME"


@dataclass(frozen=True)
class Provider:
    """A provider and what it knows of us.

    Attributes:
        issuer: its address, to the letter as it writes it.
        client_id: how it names us.
        client_secret: what we show it.
        name: on the button.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str


def provider() -> Provider | None:
    """Returns the provider, None unless BOT_OIDC_ISSUER names one.

    Raises:
        OperatingError: something is missing, or its address is not encrypted; names the variable and the remedy.
    """
    issuer = os.environ.get(ISSUER, "").strip()
    if not issuer:
        return None
    if not _is_safe(issuer):
        raise OperatingError(f"{ISSUER}={issuer} does not fit: it begins with https:// (http:// on loopback alone).")
    client_id, secret = os.environ.get(CLIENT, "").strip(), _secret()
    for name, value in ((CLIENT, client_id), (f"{SECRET} or {SECRET_FILE}", secret)):
        if not value:
            raise OperatingError(f"{name} is missing: the provider gives it, or leave {ISSUER} out.")
    host = urlsplit(issuer).hostname or issuer
    return Provider(issuer, client_id, secret, os.environ.get(NAME, "").strip() or host)


def _secret() -> str:
    path = os.environ.get(SECRET_FILE)
    if not path:
        return os.environ.get(SECRET, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise OperatingError(f"{SECRET_FILE}={path} cannot be read: {error.strerror}.") from error


def _is_safe(issuer: str) -> bool:
    parts = urlsplit(issuer)
    if not parts.hostname:
        return False
    if parts.scheme == "https":
        return True
    try:
        return parts.scheme == "http" and ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"
