"""The website's channel: plain HTTP with sessions that the server signs."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Returns the input channel, which needs Rasa: the gateway and `bot doctor` do without."""
    if name == "WebInput":
        from bot.channels.web.channel import WebInput

        return WebInput
    raise AttributeError(name)
