"""Tokens of the installation's secret: what a browser shows for its session, and what the gateway shows to Rasa."""

import hashlib
import hmac
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from bot import settings


class SessionTokens:
    """What browsers show for their sessions of the website, signed."""

    def __init__(self) -> None:
        """Reads the secret."""
        self._signer = URLSafeSerializer(settings.secret_key(), salt="web-session")

    def give(self, web_session: str) -> str:
        """Returns the token of a session."""
        return str(self._signer.dumps(web_session))

    def read(self, token: Any) -> str | None:
        """Returns whose token it is, None for whatever was not given here."""
        if not isinstance(token, str) or not token.isascii():  # half characters cannot even be checked
            return None
        try:
            web_session = self._signer.loads(token)
        except BadSignature:
            return None
        return web_session if isinstance(web_session, str) else None


def relay_token() -> str:
    """Returns the token, the same in every process of the installation."""
    return hmac.new(settings.secret_key().encode(), b"relay", hashlib.sha256).hexdigest()
