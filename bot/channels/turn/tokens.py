"""Secrets that each process of the installation derives from its own one."""

import hashlib
import hmac

from bot.base.secret_key import secret_key


def derived_secret(purpose: str) -> str:
    """Returns the secret of a purpose, the same in every process of the installation."""
    return hmac.new(secret_key().encode(), purpose.encode(), hashlib.sha256).hexdigest()


def relay_token() -> str:
    """Returns what the gateway shows to Rasa."""
    return derived_secret("relay")
