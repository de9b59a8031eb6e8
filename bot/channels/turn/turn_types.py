"""Types of a turn: the incoming message and the possible outcomes of admitting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.content.sentences import section
from bot.records.conversations.windows import Window

Parts = list[dict[str, Any]]
MAX_MESSAGE_CHARACTERS = 6000
MAX_BODY_BYTES = 64 * 1024  # of a request to the website


class MessageRejectedError(Exception):
    """A message that is not processed; `sentence` is for the user."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, section("errors")[code]


class SessionExpiredError(Exception):
    """The address leads to no conversation any more; the user must start again."""


@dataclass(frozen=True)
class TurnInput:
    """A message as it arrived.

    Attributes:
        is_signal: a control message of the channel, not typed.
        seen: id of the last event that the author saw, if known.
    """

    conversation_id: str
    message_id: str
    text: str
    channel: str
    address: str
    is_signal: bool
    seen: int | None = None


@dataclass(frozen=True)
class Redirected:
    """A resume code moved the message to another conversation."""

    conversation_id: str
    message_id: str


class Routing(StrEnum):
    """Recipient of a message during a takeover, or after a reply of the team."""

    TEAM = "team"
    ANSWER = "answer"  # to the bot's last question or offer, or a directive
    BOTH = "both"  # free text that surely exercises a right
    COURTESY = "courtesy"  # only thanks or a goodbye
    BOT = "bot"  # for the bot only: a control message or a cry for help


@dataclass(frozen=True)
class NeedsRouting:
    """A team member may have to answer: the NLU must tell whether the message is for the bot.

    Attributes:
        may_stop: an e-mail or a reminder is due, which the message may cancel.
        is_awaited: the bot waits for these words, whatever they say.
        is_offer: a yes or no would answer the bot's last offer.
        offered: titles of the last choices.
    """

    text: str
    may_stop: bool = False
    is_awaited: bool = False
    is_offer: bool = False
    offered: Sequence[str] = ()


@dataclass(frozen=True)
class Admitted:
    """The message is stored and ready for Rasa.

    Attributes:
        text: for Rasa, with the joined messages.
        joined: ids of the messages that belong to the same answer.
        window: from which Rasa continues.
        passes_on: a team member sees the message too.
    """

    text: str
    joined: frozenset[str]
    window: Window
    passes_on: bool = False
