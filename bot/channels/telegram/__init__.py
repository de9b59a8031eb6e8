"""Telegram: a client of the Bot API with long polling or a webhook."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Import the input channel on demand: it needs Rasa, which the gateway and `bot doctor` do without."""
    if name == "TelegramInput":
        from bot.channels.telegram.channel import TelegramInput

        return TelegramInput
    raise AttributeError(name)
