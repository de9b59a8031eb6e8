"""A message as it arrived, and what there is to be done with it."""

from dataclasses import dataclass
from typing import Any

from bot.channels import sentences
from bot.records.windows import Window

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


@dataclass(frozen=True)
class Arrival:
    """A message as it arrived."""

    conversation_id: str
    message_id: str
    text: str
    channel: str
    address: str
    is_signal: bool


@dataclass(frozen=True)
class Moved:
    """The message goes on in another conversation, which a resume code named."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True)
class Held:
    """A person holds the conversation: whether the bot answers all the same is to be found out.

    Attributes:
        text: the message.
        awaiting: what the bot asked outside forms.
        may_stop: an e-mail or a reminder was agreed to.
    """

    text: str
    awaiting: str | None
    may_stop: bool


@dataclass(frozen=True)
class Ready:
    """The message is stored, with the ids of those joined to it: Rasa may take it, and goes on from the window."""

    text: str
    joined: frozenset[str]
    window: Window
