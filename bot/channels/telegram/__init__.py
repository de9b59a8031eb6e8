"""Telegram: the Bot API's client, what its updates mean, and the two ways in (long polling and webhook)."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Returns the input channel, which needs Rasa: the gateway and `bot doctor` do without."""
    if name == "TelegramInput":
        from bot.channels.telegram.channel import TelegramInput

        return TelegramInput
    raise AttributeError(name)
