"""A message as it arrived, and what there is to be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.channels.turn import sentences
from bot.records.conversations.windows import Window

Parts = list[dict[str, Any]]


class RefusedError(Exception):
    """A message that is not taken; the sentence is for the person."""

    def __init__(self, code: str) -> None:
        """Prepares the sentence.

        Args:
            code: key of `sentences.REFUSALS`.
        """
        super().__init__(code)
        self.code, self.sentence = code, sentences.REFUSALS[code]


class EndedError(Exception):
    """The address leads nowhere any more: who writes there begins anew."""


@dataclass(frozen=True)
class Arrival:
    """A message as it arrived; `seen` is the id of what was said last, as far as its author saw, None if that is not known."""

    conversation_id: str
    message_id: str
    text: str
    channel: str
    address: str
    is_signal: bool
    seen: int | None = None


@dataclass(frozen=True)
class Moved:
    """The message goes on in another conversation, which a resume code named."""

    conversation_id: str
    message_id: str


class Whose(StrEnum):
    """Whose a message is in a conversation that a person of the team holds, or has just answered in."""

    TEAM = "team"
    ANSWER = "answer"  # to what the bot asked or offered last, or a sentence that means one thing
    BOTH = "both"  # words of the person's own in which a right is surely asked for
    COURTESY = "courtesy"  # thanks or a goodbye, and nothing else
    BOT = "bot"  # the bot's alone: a signal, or a cry for help, which nobody else sees


@dataclass(frozen=True)
class Held:
    """A person holds the conversation: whether the bot answers all the same is to be found out.

    Attributes:
        text: the message.
        may_stop: an e-mail or a reminder was agreed to.
        is_awaited: the bot waits for these words, whatever they are.
        is_offer: a yes or a no would answer what the bot said last.
        offered: titles of the choices that came with it.
    """

    text: str
    may_stop: bool = False
    is_awaited: bool = False
    is_offer: bool = False
    offered: Sequence[str] = ()


@dataclass(frozen=True)
class Ready:
    """The message is stored, with the ids of those joined to it: Rasa may take it, and goes on from the window.

    Attributes:
        text: what Rasa takes.
        joined: ids of the messages that are one answer with it.
        window: from which Rasa goes on.
        passes_on: it is said to a person of the team as well.
    """

    text: str
    joined: frozenset[str]
    window: Window
    passes_on: bool = False
