"""E-mail's input channel in Rasa: the gateway brings its messages and delivers its answers."""

from bot.channels.gateway.relay import RelayedInput


class EmailInput(RelayedInput):
    """Answers messages that came by e-mail. Its keys in `credentials.yml` are read by the gateway."""

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name, also its path under /webhooks."""
        return "email"
