"""Signed session tokens of the website, which expire after a month without use.

A token is `SESSION.TIMESTAMP.SIGNATURE`; renewing it keeps the session. It is valid only while the session has an
address in the database, which leaving a device, an erasure and the purge remove.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.records.conversations.addresses import WEB_SESSION_LIFETIME

RENEWED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class WebSession:
    """Content of a valid token.

    Attributes:
        name: the session's random id, its address on the channel.
        is_aging: a day old or older, to be renewed.
    """

    name: str
    is_aging: bool


class SessionTokens:
    """Signs and verifies tokens with the installation's secret."""

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secret_key(), salt="web-session")

    def issue(self, name: str) -> str:
        """A new token for a session."""
        return str(self._signer.dumps(name))

    def read(self, token: Any) -> WebSession | None:
        """The session of a token, None if it is malformed, forged or expired."""
        if not isinstance(token, str) or not token.isascii():  # surrogates would make the check fail
            return None
        try:
            name, signed_at = self._signer.loads(
                token, max_age=int(WEB_SESSION_LIFETIME.total_seconds()), return_timestamp=True
            )
        except BadSignature:
            return None
        if not isinstance(name, str):
            return None
        return WebSession(name, datetime.now(UTC) - signed_at >= RENEWED_AFTER)
