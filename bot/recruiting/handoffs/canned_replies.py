"""Canned replies: chosen, edited and sent by a team member."""

import functools
import re
from dataclasses import dataclass

import yaml

from bot.base.places import DATA

FILE = DATA / "recruiting" / "replies.yml"


@dataclass(frozen=True)
class CannedReply:
    """A canned reply and its title in the list."""

    id: str
    title: str
    text: str


@functools.cache
def canned_replies() -> tuple[CannedReply, ...]:
    """All canned replies, in file order."""
    return tuple(CannedReply(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


@functools.cache
def _placeholders() -> frozenset[str]:
    return frozenset(word for reply in canned_replies() for word in re.findall(r"\[[^\[\]]{1,30}\]", reply.text))


def open_placeholders(words: str) -> list[str]:
    """Placeholders of canned replies that are still in a text, such as « [jour] »."""
    return sorted(place for place in _placeholders() if place in words)


def with_canned_reply(words: str, reply_id: str) -> str:
    """A text followed by a canned reply; unchanged if there is none of this id."""
    told = next((reply.text for reply in canned_replies() if reply.id == reply_id), "")
    return "\n\n".join(filter(None, [words.strip(), told]))
