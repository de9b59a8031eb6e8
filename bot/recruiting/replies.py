"""Replies that stand ready for requests: chosen, edited, sent by a person."""

import functools
from dataclasses import dataclass

import yaml

from bot.settings import DATA

FILE = DATA / "recruiting" / "replies.yml"


@dataclass(frozen=True)
class Reply:
    """A reply: how it is called in the list, and its words."""

    id: str
    title: str
    text: str


@functools.cache
def replies() -> tuple[Reply, ...]:
    """Returns the replies in the order of their file."""
    return tuple(Reply(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def with_reply(words: str, reply_id: str) -> str:
    """Returns words with a reply behind them; as they are where there is none of this id."""
    told = next((reply.text for reply in replies() if reply.id == reply_id), "")
    return "\n\n".join(filter(None, [words.strip(), told]))
