"""Who wrote, where an answer goes and what it is tied to: an address of the channel and what stands behind it."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.channels.turn.marks import mark_of
from bot.records.conversations.addresses import join_address, location_parts
from bot.records.conversations.inbox import MAX_ID_LENGTH

LONGEST_MESSAGE_ID = 250  # in the headers of an answer
LONGEST_SUBJECT = 150
_UNPROVEN = "unproven:"


@dataclass(frozen=True)
class Met:
    """What an answer needs to know of the e-mail that it answers.

    Attributes:
        email: the person's address.
        message_id: of their e-mail; empty if it has none that may be repeated.
        root: of the e-mail that began the thread; empty if it is the same, or is not known.
        subject: as they wrote it.
    """

    email: str
    message_id: str = ""
    root: str = ""
    subject: str = ""


def person_of(email: str, *, is_proven: bool = True) -> str:
    """Returns what tells a person from all others: a hash of their address.

    Whoever writes under an address without proof is somebody else, so that nothing of the owner's conversation is touched.
    """
    return mark_of(("" if is_proven else _UNPROVEN) + email.lower())


def address_of(met: Met, *, is_proven: bool = True) -> str:
    """Returns the address of a person, and behind it what an answer needs."""
    parts = (met.email, met.message_id, met.root, met.subject)
    return join_address(person_of(met.email, is_proven=is_proven), *(quote(part, safe="@<>. ") for part in parts))


def met_of(address: str) -> Met:
    """Returns what stands behind an address.

    Raises:
        ValueError: nothing does.
    """
    parts = location_parts(address)
    if not parts or not parts[0]:
        raise ValueError("there is no e-mail address")
    return Met(*map(unquote, parts[:4]))


def inbox_id(message_id: str, raw: bytes) -> str:
    """Returns the id of a message, the same when it arrives again; made of what it holds if it has none.

    Args:
        message_id: its Message-ID, or nothing.
        raw: its bytes.
    """
    if message_id and len(message_id) <= MAX_ID_LENGTH:
        return message_id
    return hashlib.sha256(message_id.encode() or raw).hexdigest()
