"""Replies as plain-text e-mails of one thread, with numbered choices; composing is deterministic."""

import hashlib
import hmac
from email.headerregistry import Address
from email.message import EmailMessage

from bot.base.secret_key import secret_key
from bot.channels.email.reply_context import ReplyContext
from bot.channels.turn.numbered_choices import with_numbers
from bot.content.sentences import sentence
from bot.records.models import OutboundMessage

_ANSWERS = ("re:", "re :")
_MAX_DIGITS = 9  # more than the databases' ids have


def compose(row: OutboundMessage, context: ReplyContext, sender: Address) -> EmailMessage:
    """Build a reply.

    Its Message-ID is derived from the row, so that a copy sent after a crash is recognised as a duplicate.

    Raises:
        ValueError: the address is invalid (also `email.errors.MessageError` and IndexError).
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=context.email)
    subject = context.subject or sentence("email.subject")
    message["Subject"] = subject if subject.lower().startswith(_ANSWERS) else f"Re: {subject}"
    message["Date"] = row.created_at
    message["Message-ID"] = f"<{local_part_of(row, context.email)}@{sender.domain}>"
    if context.message_id:
        message["In-Reply-To"] = context.message_id
        message["References"] = " ".join(dict.fromkeys(one for one in (context.root, context.message_id) if one))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"  # for Exchange
    message.set_content(with_numbers(row.text or "", row.buttons or []))
    return message


def local_part_of(row: OutboundMessage, email: str) -> str:
    """Local part of a reply's Message-ID, an HMAC that only its recipient has seen.

    Raises:
        OperatingError: the installation's secret cannot be used.
    """
    key = f"e-mail.{row.conversation_id}.{row.id}.{email}".encode()
    return f"{hmac.new(secret_key().encode(), key, hashlib.sha256).hexdigest()[:32]}.{row.id}"


def row_id_of(mark: str) -> int | None:
    """The row that a local part may name, None if it is malformed."""
    number = mark.partition(".")[2]
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _MAX_DIGITS else None
