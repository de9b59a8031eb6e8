"""Interface between a channel's network and the gateway."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.records.models import OutboundMessage

FAULT_SECONDS = 60.0  # until an operator's error is retried


class RetryLater(Exception):  # noqa: N818 - named as the thing to do
    """A delivery or a fetch that may succeed later.

    Args:
        seconds: for which the network asks to wait, if it says so.
        reason: without words or addresses of a user.
        applies_to_account: the network throttles the whole account.
    """

    def __init__(self, seconds: float | None = None, reason: str = "", *, applies_to_account: bool = False) -> None:
        super().__init__(reason or "try again later")
        self.seconds, self.applies_to_account = seconds, applies_to_account


class Undeliverable(Exception):  # noqa: N818 - named as the state of the message
    """A message that can never be delivered: the user blocked the bot or left. The reason is safe to log."""


def loggable_reason(error: Exception) -> str:
    """The reason of our own errors; only the type of others, as their messages may quote users."""
    reason = str(error) if isinstance(error, RetryLater | Undeliverable) else ""
    return reason or type(error).__name__


@dataclass(frozen=True)
class Incoming:
    """A message from a user.

    Attributes:
        address: where the reply goes.
        message_id: stable if the network sends it again; at most 80 characters.
        text: as written; the caption of an attachment.
        unsupported: kind of content that the bot does not read: a key of `unsupported` in sentences.yml.
        amends: id of the message that this one edits.
        notice: sent by the channel itself, without a message of the user.
        dedup_key: common to the parts of an album, of which only one is answered.
    """

    address: str
    message_id: str
    text: str = ""
    unsupported: str | None = None
    amends: str | None = None
    notice: str | None = None
    dedup_key: str | None = None


class Receive(Protocol):
    """Stores an incoming message. Once it returns, the network may forget the message."""

    async def __call__(self, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
        """Write the message and the channel's state in one transaction.

        Without arguments it reports that the network was reached.

        Args:
            incoming: None if only the state changes.
            state: the channel's states, key to JSON value.
        """


class Transport(Protocol):
    """A channel's connection to its network, created in the gateway as `factory(keys, database)`.

    Creating it sends nothing. It raises `BadConfiguration` if the keys in `credentials.yml` are invalid.

    Attributes:
        name: the same as that of the input channel in Rasa.
    """

    name: str

    async def fetch(self, receive: Receive) -> None:
        """Receive messages until cancelled. After `RetryLater` it is called again."""

    async def deliver(self, row: OutboundMessage) -> None:
        """Deliver one message.

        Raises:
            RetryLater: it may succeed later.
            Undeliverable: it never will.
        """

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Show or hide the typing indicator."""

    async def check(self) -> list[str]:
        """Problems of the configuration or the network, one sentence each."""

    async def close(self) -> None:
        """Close connections."""


class DisabledTransport:
    """Null object for a channel with invalid keys: it reports the error and keeps its messages."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self._problem = name, problem

    async def fetch(self, receive: Receive) -> None:
        """Report the error."""
        raise RetryLater(FAULT_SECONDS, self._problem)

    async def deliver(self, row: OutboundMessage) -> None:
        """Keep the message until the keys are valid."""
        raise RetryLater(FAULT_SECONDS, self._problem)

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Do nothing."""

    async def check(self) -> list[str]:
        """The error."""
        return [self._problem]

    async def close(self) -> None:
        """Do nothing."""
