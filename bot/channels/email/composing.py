"""Answers as e-mails: one thread, plain text, choices numbered; made again they are the same."""

import hashlib
import hmac
from email.headerregistry import Address
from email.message import EmailMessage

from bot.base.secret_key import secret_key
from bot.channels.email.people import Met
from bot.channels.turn.numbered import with_numbers
from bot.records.models import OutboundMessage

SUBJECT = "Votre message"
_ANSWERS = ("re:", "re :")
_MOST_DIGITS = 9  # databases have no larger ones


def compose(row: OutboundMessage, met: Met, sender: Address) -> EmailMessage:
    """Returns an answer. Its Message-ID comes from the row: sent twice after a crash, it is shown once.

    Args:
        row: what is said.
        met: to whom, in answer to what.
        sender: what it is sent from.

    Raises:
        ValueError: the address is none (`email.errors.MessageError` and IndexError too).
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=met.email)
    subject = met.subject or SUBJECT
    message["Subject"] = subject if subject.lower().startswith(_ANSWERS) else f"Re: {subject}"
    message["Date"] = row.created_at
    message["Message-ID"] = f"<{mark_of(row, met.email)}@{sender.domain}>"
    if met.message_id:
        message["In-Reply-To"] = met.message_id
        message["References"] = " ".join(dict.fromkeys(one for one in (met.root, met.message_id) if one))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange's programs ask for it
    message.set_content(with_numbers(row.text or "", row.buttons or []))
    return message


def mark_of(row: OutboundMessage, email: str) -> str:
    """Returns what an answer's Message-ID begins with, the same each time it is made; only who has seen it knows it.

    Raises:
        OperatingError: the installation's secret cannot be used.
    """
    said = f"e-mail.{row.conversation_id}.{row.id}.{email}".encode()
    return f"{hmac.new(secret_key().encode(), said, hashlib.sha256).hexdigest()[:32]}.{row.id}"


def row_id_of(mark: str) -> int | None:
    """Returns which answer a mark may be of, None of what is none."""
    number = mark.partition(".")[2]
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS else None
