"""Sessions of the website: signed tokens that end when nobody has used them for a month.

A token is `SESSION.MOMENT.SIGNATURE`: what stands before the first dot stays when it is renewed. It opens nothing unless
the session still has an address among the records: leaving a computer, an erasure and the purge take that away.
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
    """What a good token says.

    Attributes:
        name: the session's random id, its address on the channel.
        is_aging: the token is a day old or older: whoever uses it is given another.
    """

    name: str
    is_aging: bool


class SessionTokens:
    """Signs and reads tokens with the installation's secret."""

    def __init__(self) -> None:
        """Reads the secret."""
        self._signer = URLSafeTimedSerializer(secret_key(), salt="web-session")

    def issue(self, name: str) -> str:
        """Returns a fresh token of a session."""
        return str(self._signer.dumps(name))

    def read(self, token: Any) -> WebSession | None:
        """Returns what a token says, or None if it is none, is forged or is over; one without a moment is over."""
        if not isinstance(token, str) or not token.isascii():  # half characters cannot even be checked
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
