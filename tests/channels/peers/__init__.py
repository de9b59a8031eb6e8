"""Interface of the networks in the contract suite of channels."""

from typing import Protocol

from bot.channels.gateway.transport import Transport
from bot.records.store.database import Database


class Peer(Protocol):
    """A user with a client of their own.

    Attributes:
        secrets: words forbidden in logs: the user's address.
    """

    secrets: tuple[str, ...]

    def say(self, text: str) -> None:
        """Send a message to the bot; retry in order where the network does not keep messages for an absent bot."""

    def heard(self) -> list[str]:
        """The bot's messages in order, with their choices, without the welcome of each conversation.

        One reply may be several messages.
        """

    def send_picture(self, caption: str) -> None:
        """Send a picture with an optional caption, if the network has pictures."""

    def edit_last(self, text: str) -> None:
        """Edit the last message, if the network has edits."""

    def block(self) -> None:
        """Block the bot before returning."""


class Network(Protocol):
    """A network's real server, with an account of the bot.

    Attributes:
        has_edits: users can edit a message.
        has_pictures: users can send a picture with a caption.
    """

    has_edits: bool
    has_pictures: bool

    def transport(self, database: Database) -> Transport:
        """The bot's connection, as created by the gateway."""

    def meet(self) -> Peer:
        """A new user."""

    def away(self) -> None:
        """Stop the server."""

    def back(self) -> None:
        """Restart the server at the same address and with the same data."""
