"""Answers as e-mails: one thread, plain text, choices numbered; made again they are the same."""

from email.headerregistry import Address
from email.message import EmailMessage

from bot.channels.email.people import Met
from bot.channels.marks import mark_of
from bot.channels.numbered import with_numbers
from bot.records.models import OutboundMessage

SUBJECT = "Votre message"
_ANSWERS = ("re:", "re :")


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
    message["Message-ID"] = message_id(row, sender.domain)
    if met.message_id:
        message["In-Reply-To"] = met.message_id
        message["References"] = " ".join(dict.fromkeys(one for one in (met.root, met.message_id) if one))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange's programs ask for it
    message.set_content(with_numbers(row.text or "", row.buttons or []))
    return message


def message_id(row: OutboundMessage, domain: str) -> str:
    """Returns the Message-ID of an answer, the same each time it is made."""
    return f"<{mark_of(f'{row.conversation_id}.{row.id}')}@{domain}>"
