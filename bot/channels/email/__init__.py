"""E-mail: messages are fetched over IMAP and replies sent over SMTP; a sender's conversation is one thread."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Import the input channel on demand: it needs Rasa, which the gateway and `bot doctor` do without."""
    if name == "EmailInput":
        from bot.channels.email.input import EmailInput

        return EmailInput
    raise AttributeError(name)
