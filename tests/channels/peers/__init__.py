"""The other side of each network: what the contract suite needs of people, and of the network itself."""

from typing import Protocol

from bot.channels.gateway.transport import Transport
from bot.records.store.database import Database


class Peer(Protocol):
    """Somebody with a client of their own.

    Attributes:
        secrets: words that no log may hold: their address, as the network writes it.
    """

    secrets: tuple[str, ...]

    def say(self, text: str) -> None:
        """Writes to the bot; again, in order, until it is taken, where the network keeps nothing for who is away."""

    def heard(self) -> list[str]:
        """Returns what the bot said, in order, its choices among its words; what opens every conversation left out.

        As many texts as messages arrived: one answer may be several.
        """

    def send_picture(self, caption: str) -> None:
        """Sends a picture; an empty caption is none. Only where the network has pictures."""

    def edit_last(self, text: str) -> None:
        """Gives the last message other words; only where the network has edits."""

    def block(self) -> None:
        """Lets nothing that the bot says reach them any more. When it returns, it is so."""


class Network(Protocol):
    """A network's real server, with an account for the bot.

    Attributes:
        has_edits: people can give a message other words.
        has_pictures: people can send one, with words beneath it.
    """

    has_edits: bool
    has_pictures: bool

    def transport(self, database: Database) -> Transport:
        """Makes the bot's connection, as the gateway does at its start."""

    def meet(self) -> Peer:
        """Returns somebody new, who can write to the bot that runs."""

    def away(self) -> None:
        """Ends the server."""

    def back(self) -> None:
        """Starts it again, at the same address and with all that it knew."""
