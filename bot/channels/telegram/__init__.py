"""Telegram: the Bot API's client, what its updates mean, and the two ways in (long polling and webhook)."""
