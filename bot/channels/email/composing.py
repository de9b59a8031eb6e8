"""Replies as plain-text e-mails of one thread, with numbered choices; composing is deterministic."""

import hashlib
import hmac
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from bot.base.secret_key import secret_key
from bot.channels.email.reply_context import ReplyContext
from bot.channels.turn.numbered_choices import with_numbers
from bot.content.sentences import sentence
from bot.records.models import OutboundMessage

_REPLY_PREFIXES = ("re:", "re :")
_MAX_ID = 2**31 - 1  # of an integer column in PostgreSQL


def compose(row: OutboundMessage, context: ReplyContext, sender: Address) -> EmailMessage:
    """Build a reply.

    Its Message-ID is derived from the row, so that a copy sent after a crash is recognised as a duplicate.

    Raises:
        ValueError: the recipient's address, the thread or the subject cannot stand in a header.
        OperatingError: the installation's secret cannot be used.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _recipient(context.email)
    subject = context.subject or sentence("email.subject")
    message["Subject"] = subject if subject.lower().startswith(_REPLY_PREFIXES) else f"Re: {subject}"
    message["Date"] = row.created_at
    message["Message-ID"] = f"<{local_part_of(row, context.email)}@{sender.domain}>"
    if context.message_id:
        message["In-Reply-To"] = context.message_id
        message["References"] = " ".join(dict.fromkeys(one for one in (context.root, context.message_id) if one))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"  # for Exchange
    message.set_content(with_numbers(row.text or "", row.buttons or []))
    return message


def _recipient(email: str) -> Address:
    """The address as a header's value.

    Raises:
        ValueError: it is invalid.
    """
    try:
        return Address(addr_spec=email)
    except (MessageError, IndexError) as error:
        raise ValueError("not an e-mail address") from error


def local_part_of(row: OutboundMessage, email: str) -> str:
    """Local part of a reply's Message-ID, an HMAC that only its recipient has seen.

    Raises:
        OperatingError: the installation's secret cannot be used.
    """
    key = f"e-mail.{row.conversation_id}.{row.id}.{email}".encode()
    return f"{hmac.new(secret_key().encode(), key, hashlib.sha256).hexdigest()[:32]}.{row.id}"


def row_id_of(local_part: str) -> int | None:
    """The row that the local part of a Message-ID may name, None if it is malformed."""
    digits = local_part.partition(".")[2]
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_MAX_ID))):
        return None
    row_id = int(digits)
    return row_id if row_id <= _MAX_ID else None
