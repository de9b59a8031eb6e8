"""What a channel's connection to its network does: fetch, deliver, say that one is typing, check itself."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.records.models import OutboundMessage

FAULT_SECONDS = 60.0  # until what the operator has to mend is tried again


class RetryLater(Exception):  # noqa: N818 - named as the thing to do
    """A delivery or a fetch that may succeed later."""

    def __init__(self, seconds: float | None = None, reason: str = "", *, is_of_all: bool = False) -> None:
        """Prepares it.

        Args:
            seconds: how long the network asks to wait; None when it does not say.
            reason: why, without words of a person nor an address.
            is_of_all: the network asks it of whatever the account says, to anybody.
        """
        super().__init__(reason or "try again later")
        self.seconds, self.is_of_all = seconds, is_of_all


class Undeliverable(Exception):  # noqa: N818 - named as the state of the message
    """A message that can never be delivered: the person blocked the bot, left the room, is gone. Says why, as above."""


def why(error: Exception) -> str:
    """Returns why something failed, for logs: the reason of our own errors, of others their kind, as they may quote people."""
    reason = str(error) if isinstance(error, RetryLater | Undeliverable) else ""
    return reason or type(error).__name__


@dataclass(frozen=True)
class Incoming:
    """Something that a person sent.

    Attributes:
        address: where its answer goes.
        message_id: the same when the network sends it again; 80 characters at most.
        text: what was written; the caption of something that is not read.
        unread: what was sent that is not read: a key of `unread.KINDS`.
        amends: the id of the message whose words these are from now on, of an edit.
        notice: what the channel itself says here, where nothing was sent: how a room begins.
        once: shared by what was sent together and is not read, such as an album: one sentence answers it.
    """

    address: str
    message_id: str
    text: str = ""
    unread: str | None = None
    amends: str | None = None
    notice: str | None = None
    once: str | None = None


class Receive(Protocol):
    """Persists what arrived. When it returns, the network may forget the message."""

    async def __call__(self, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
        """Writes what arrived and the channel's state in one transaction; called with nothing: the network was reached.

        Args:
            incoming: what arrived; None when only the state is to be kept.
            state: the channel's states to keep with it, key to JSON value.
        """


class Transport(Protocol):
    """The connection of one channel, made once per installation, in the gateway, as `factory(keys, database)`.

    Making it sends nothing; it raises `BadConfiguration` where the keys in `credentials.yml` cannot work.

    Attributes:
        name: the channel's name, the same as its input channel's in Rasa.
    """

    name: str

    async def fetch(self, receive: Receive) -> None:
        """Takes what arrives until cancelled; may raise `RetryLater` with the reason: it is called again after a pause."""

    async def deliver(self, row: OutboundMessage) -> None:
        """Delivers one message.

        Raises:
            RetryLater: it may succeed later.
            Undeliverable: it never will.
        """

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows that an answer is being written, or no more."""

    async def check(self) -> list[str]:
        """Returns what is wrong with the configuration or the network, a sentence each; nothing when all is well."""

    async def close(self) -> None:
        """Lets go of connections."""


class Misconfigured:
    """Stands for a channel whose keys cannot work: it says so, keeps what is to be said, and stops nothing else.

    Attributes:
        name: the channel's name.
    """

    def __init__(self, name: str, problem: str) -> None:
        """Keeps what is wrong, one sentence without secrets."""
        self.name, self._problem = name, problem

    async def fetch(self, receive: Receive) -> None:
        """Says what is wrong and fetches nothing."""
        raise RetryLater(FAULT_SECONDS, self._problem)

    async def deliver(self, row: OutboundMessage) -> None:
        """Keeps messages until the keys are mended."""
        raise RetryLater(FAULT_SECONDS, self._problem)

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows nothing."""

    async def check(self) -> list[str]:
        """Returns what is wrong."""
        return [self._problem]

    async def close(self) -> None:
        """Has nothing to let go of."""
