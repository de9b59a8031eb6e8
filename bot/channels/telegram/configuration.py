"""The keys of the channel in `credentials.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.channels.gateway.configuration import BadConfiguration, given_keys, is_loopback
from bot.channels.telegram.api import OFFICIAL_URL, is_token
from bot.channels.turn.tokens import derived_secret

NAME = "telegram"
LONGEST_TEXT = 4096  # UTF-16 units of a message
WEBHOOK_PATH = "/webhooks/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"
LARGEST_UPDATE = 1024 * 1024  # bytes
POLLING, WEBHOOK = "polling", "webhook"
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_KEYS = frozenset({"token", "mode", "secret", "public_url", "api_url"})


@dataclass(frozen=True, repr=False)
class Configuration:
    """How the channel is configured.

    Attributes:
        token: the bot's token.
        mode: `polling` or `webhook`.
        secret: what Telegram shows with each call of the webhook.
        public_url: the address of the pages as the internet sees them; empty when polling.
        api_url: where the Bot API is.
    """

    token: str
    mode: str
    secret: str
    public_url: str
    api_url: str

    @property
    def webhook_url(self) -> str:
        """The address that Telegram calls."""
        return f"{self.public_url.rstrip('/')}{WEBHOOK_PATH}"


def _may_be_called(public_url: str) -> bool:
    """Returns whether Telegram takes an address for its calls; a server of one's own on this machine takes http too."""
    parts = urlsplit(public_url)
    return bool(parts.netloc) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    )


def read_configuration(keys: Mapping[str, Any] | None) -> Configuration:
    """Returns the configuration that the keys give.

    Raises:
        BadConfiguration: a key is missing or wrong.
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
