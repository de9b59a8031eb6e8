"""Telegram's keys in `credentials.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.base.loopback import is_loopback_host
from bot.base.secret_key import derived_secret
from bot.channels.gateway.configuration import BadConfiguration, given_keys
from bot.channels.telegram.api import OFFICIAL_URL, is_token

NAME = "telegram"
MAX_TEXT_UNITS = 4096  # UTF-16 code units of a message
WEBHOOK_PATH = "/webhooks/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"
MAX_UPDATE_BYTES = 1024 * 1024
POLLING, WEBHOOK = "polling", "webhook"
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_KEYS = frozenset({"token", "mode", "secret", "public_url", "api_url"})


@dataclass(frozen=True, repr=False)
class Configuration:
    """Configuration of the channel.

    Attributes:
        mode: `polling` or `webhook`.
        secret: sent by Telegram with each call of the webhook.
        public_url: of the pages, as seen from the internet; empty when polling.
    """

    token: str
    mode: str
    secret: str
    public_url: str
    api_url: str

    @property
    def webhook_url(self) -> str:
        """URL that Telegram calls."""
        return f"{self.public_url.rstrip('/')}{WEBHOOK_PATH}"


def _may_be_called(public_url: str) -> bool:
    """Whether Telegram accepts a webhook URL; a local Bot API server accepts http on loopback too."""
    parts = urlsplit(public_url)
    return bool(parts.netloc) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback_host(parts.hostname or ""))
    )


def read_configuration(keys: Mapping[str, Any] | None) -> Configuration:
    """Validate the keys.

    Raises:
        BadConfiguration: a key is missing or invalid.
    """
    given = given_keys(keys, _KEYS)
    token, mode = str(given.get("token") or "").strip(), str(given.get("mode") or POLLING).strip()
    public_url = str(given.get("public_url") or "").strip()
    api_url = str(given.get("api_url") or OFFICIAL_URL).strip()
    secret = str(given.get("secret") or "").strip()
    if not is_token(token):
        raise BadConfiguration(
            "token is no token of a bot (digits, a colon, letters and digits): copy it from @BotFather"
        )
    if mode not in {POLLING, WEBHOOK}:
        raise BadConfiguration(f"mode must be {POLLING} or {WEBHOOK}")
    if urlsplit(api_url).scheme not in {"http", "https"} or not urlsplit(api_url).netloc:
        raise BadConfiguration("api_url must be an address that begins with https://")
    if mode == WEBHOOK and not _may_be_called(public_url):
        raise BadConfiguration(
            "public_url, the address of the pages as the internet sees them (https://…), is needed with mode: webhook"
        )
    if secret and not _SECRET.fullmatch(secret):
        raise BadConfiguration("secret must be 16 to 256 letters, digits, - or _ (left out, one is derived)")
    return Configuration(token, mode, secret or derived_secret(f"telegram webhook {token}"), public_url, api_url)
