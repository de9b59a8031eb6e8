"""Replies that stand ready for requests: chosen, edited, sent by a person."""

import functools
import re
from dataclasses import dataclass

import yaml

from bot.base.places import DATA

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


@functools.cache
def _places() -> frozenset[str]:
    return frozenset(word for reply in replies() for word in re.findall(r"\[[^\[\]]{1,30}\]", reply.text))


def left_open(words: str) -> list[str]:
    """Returns what of a ready reply is still to be filled in, « [jour] »."""
    return sorted(place for place in _places() if place in words)


def with_reply(words: str, reply_id: str) -> str:
    """Returns words with a reply behind them; as they are where there is none of this id."""
    told = next((reply.text for reply in replies() if reply.id == reply_id), "")
    return "\n\n".join(filter(None, [words.strip(), told]))
