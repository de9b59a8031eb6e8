"""Secrets derived from the installation's secret, the same in every process."""

import hashlib
import hmac

from bot.base.secret_key import secret_key


def derived_secret(purpose: str) -> str:
    """The secret for a purpose."""
    return hmac.new(secret_key().encode(), purpose.encode(), hashlib.sha256).hexdigest()


def relay_token() -> str:
    """The token with which the gateway authenticates to Rasa."""
    return derived_secret("relay")
