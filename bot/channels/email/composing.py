"""Answers as e-mails: one thread, plain text, choices numbered; made again they are the same."""

import hashlib
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage

from bot.channels.email.people import Met
from bot.records.models import OutboundMessage

CHOOSE = "Choisissez :"
ANSWER_BY_NUMBER = "Pour choisir, répondez à cet e-mail par le numéro, ou avec vos mots."
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
    message.set_content(text_of(row.text or "", row.buttons or []))
    return message


def message_id(row: OutboundMessage, domain: str) -> str:
    """Returns the Message-ID of an answer, the same each time it is made."""
    mark = hashlib.sha256(f"{row.conversation_id}.{row.id}".encode()).hexdigest()[:32]
    return f"<{mark}@{domain}>"


def text_of(text: str, titles: Sequence[str]) -> str:
    """Returns the words of an answer, with its choices."""
    if not titles:
        return text
    numbered = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    return f"{text.strip() or CHOOSE}\n\n{numbered}\n\n{ANSWER_BY_NUMBER}"
