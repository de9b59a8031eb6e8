"""Bounces: delivery status notifications (RFC 3462, 3464) of replies that the SMTP server had accepted."""

from dataclasses import dataclass
from email.message import Message

from bot.channels.email.parsing import headers_of, message_id_of, parsed
from bot.channels.email.sender_verification import MAX_HEADER_CHARACTERS, Headers
from bot.channels.mail.smtp_errors import describe_status

_FAILED = "failed"
MAX_REPORT_BYTES = 64 * 1024  # the returned e-mail comes last, and its headers are enough
_MAX_PARTS = 20  # also recipients: a reply has one
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global-headers", "message/global")


@dataclass(frozen=True)
class Failure:
    """An e-mail that could not be delivered.

    Attributes:
        message_id: of the e-mail.
        addresses: original and final recipients.
        reason: without an address.
    """

    message_id: str
    addresses: frozenset[str]
    reason: str


def is_report(headers: Headers) -> bool:
    """Whether an e-mail is a delivery report."""
    return next(iter(headers.get("content-type", ())), "").lower().startswith("multipart/report")


def failure_in(raw: bytes) -> Failure | None:
    """The permanent failure in a report; None for delays, successes and malformed reports."""
    try:
        parts = _parts(parsed(raw[:MAX_REPORT_BYTES]))
        addresses, reason = _failed(parts)
        message_id = _returned_id(parts)
    except Exception:  # malformed reports may raise anything
        return None
    return Failure(message_id, addresses, reason) if addresses and message_id else None


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [one for one in payload if isinstance(one, Message)][:_MAX_PARTS] if isinstance(payload, list) else []


def _failed(parts: list[Message]) -> tuple[frozenset[str], str]:
    """Recipients of permanent failures, and the reason."""
    addresses: set[str] = set()
    reason = ""
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    for block in [block for part in statuses for block in _parts(part)]:  # the first block is about the whole report
        if _field(block, "action").lower() == _FAILED:
            addresses |= {_mailbox(_field(block, name)) for name in ("original-recipient", "final-recipient")}
            reason = reason or describe_status(_field(block, "status"))
    return frozenset(addresses - {""}), reason or "their server does not say why"


def _field(block: Message, name: str) -> str:
    return str(block.get(name, ""))[:MAX_HEADER_CHARACTERS].partition("(")[0].strip()


def _mailbox(field: str) -> str:
    """The address in a report's field (« rfc822; zoe@exemple.org »), in lower case."""
    kind, _, address = field.partition(";")
    return address.strip().strip("<>").lower() if kind.strip().lower() == "rfc822" else ""


def _returned_id(parts: list[Message]) -> str:
    """Message-ID of the returned e-mail or of its returned headers."""
    for part in parts:
        if part.get_content_type() in _RETURNED:
            for inside in _parts(part):
                return message_id_of({"message-id": [str(value) for value in inside.get_all("message-id", [])]})
            content = part.get_payload(decode=True)
            return message_id_of(headers_of(content)) if isinstance(content, bytes) else ""
    return ""
