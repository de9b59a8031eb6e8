"""The website's channel: plain HTTP with signed sessions."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Import the input channel on demand: it needs Rasa, which the gateway and `bot doctor` do without."""
    if name == "WebInput":
        from bot.channels.web.channel import WebInput

        return WebInput
    raise AttributeError(name)
