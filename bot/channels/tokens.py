"""What the gateway shows to Rasa: a token that both derive from the installation's secret."""

import hashlib
import hmac

from bot import settings


def relay_token() -> str:
    """Returns the token, the same in every process of the installation."""
    return hmac.new(settings.secret_key().encode(), b"relay", hashlib.sha256).hexdigest()
