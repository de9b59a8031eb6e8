"""E-mail: IMAP brings what arrives, SMTP takes what is said; a conversation is one thread of its person."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Returns the input channel, which needs Rasa: the gateway and `bot doctor` do without."""
    if name == "EmailInput":
        from bot.channels.email.input import EmailInput

        return EmailInput
    raise AttributeError(name)
