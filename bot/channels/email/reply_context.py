"""Addresses of the e-mail channel, with what a reply needs: recipient, thread and subject."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.base.hashing import short_hash
from bot.records.conversations.addresses import join_address, location_parts
from bot.records.conversations.inbox import MAX_ID_LENGTH

MAX_MESSAGE_ID = 250  # in the headers of a reply
MAX_SUBJECT = 150
_UNVERIFIED = "unproven:"


@dataclass(frozen=True)
class ReplyContext:
    """What a reply needs of the e-mail that it answers.

    Attributes:
        message_id: empty if it cannot be repeated in a header.
        root: Message-ID of the thread's first e-mail, if it is another.
    """

    email: str
    message_id: str = ""
    root: str = ""
    subject: str = ""


def person_of(email: str, *, is_verified: bool = True) -> str:
    """Key of a sender, a hash of the address.

    An unverified sender gets a different key, and so cannot touch the conversation of the address's owner.
    """
    return short_hash(("" if is_verified else _UNVERIFIED) + email.lower())


def address_of(context: ReplyContext, *, is_verified: bool = True) -> str:
    """The channel address of a sender, including the reply context."""
    parts = (context.email, context.message_id, context.root, context.subject)
    return join_address(
        person_of(context.email, is_verified=is_verified), *(quote(part, safe="@<>. ") for part in parts)
    )


def parse_reply_context(address: str) -> ReplyContext:
    """The reply context in a channel address.

    Raises:
        ValueError: there is none.
    """
    parts = location_parts(address)
    if not parts or not parts[0]:
        raise ValueError("there is no e-mail address")
    return ReplyContext(*map(unquote, parts[:4]))


def inbox_id(message_id: str, raw: bytes) -> str:
    """Id of a message, stable if it arrives again.

    Args:
        message_id: its Message-ID, or empty: then the bytes are hashed.
    """
    if message_id and len(message_id) <= MAX_ID_LENGTH:
        return message_id
    return hashlib.sha256(message_id.encode() or raw).hexdigest()
