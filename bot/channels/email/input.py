"""The e-mail channel's input channel in Rasa; the gateway fetches messages and delivers replies."""

from bot.channels.gateway.relay import RelayedInput


class EmailInput(RelayedInput):
    """Answers messages from the gateway, which reads the keys in `credentials.yml`."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, also its path under /webhooks."""
        return "email"
