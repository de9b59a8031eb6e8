"""What mail servers report later of an answer that they took and could not hand on (RFC 3462, 3464). Pure, from bytes."""

from dataclasses import dataclass
from email.message import Message

from bot.channels.email.reading import headers_of, message_id_of, parsed
from bot.channels.email.senders import LONGEST_HEADER, Headers
from bot.channels.mail.mail_refusals import meaning_of

_FAILED = "failed"
LONGEST_REPORT = 64 * 1024  # bytes that are read: the answer that comes back stands last, and its headers are enough
_MOST_PARTS = 20  # and recipients: an answer has one
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global-headers", "message/global")


@dataclass(frozen=True)
class Failure:
    """An e-mail that did not arrive.

    Attributes:
        message_id: its Message-ID.
        addresses: whom it did not reach, as the e-mail named them, and as their server does.
        reason: why, in words, without an address.
    """

    message_id: str
    addresses: frozenset[str]
    reason: str


def is_report(headers: Headers) -> bool:
    """Returns whether an e-mail says what became of others."""
    return next(iter(headers.get("content-type", ())), "").lower().startswith("multipart/report")


def failure_in(raw: bytes) -> Failure | None:
    """Returns what a report says did not arrive for good; None of one of a delay, of a success, or that cannot be read.

    Args:
        raw: its bytes, from the first.
    """
    try:
        parts = _parts(parsed(raw[:LONGEST_REPORT]))
        addresses, reason = _failed(parts)
        message_id = _returned_id(parts)
    except Exception:  # what is no report raises whatever it meets
        return None
    return Failure(message_id, addresses, reason) if addresses and message_id else None


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [one for one in payload if isinstance(one, Message)][:_MOST_PARTS] if isinstance(payload, list) else []


def _failed(parts: list[Message]) -> tuple[frozenset[str], str]:
    """Returns whom the e-mail did not reach and never will, and why."""
    addresses: set[str] = set()
    reason = ""
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    for block in [block for part in statuses for block in _parts(part)]:  # the first speaks of the whole
        if _field(block, "action").lower() == _FAILED:
            addresses |= {_mailbox(_field(block, name)) for name in ("original-recipient", "final-recipient")}
            reason = reason or meaning_of(_field(block, "status"))
    return frozenset(addresses - {""}), reason or "their server does not say why"


def _field(block: Message, name: str) -> str:
    return str(block.get(name, ""))[:LONGEST_HEADER].partition("(")[0].strip()


def _mailbox(field: str) -> str:
    """Returns an address of a report (« rfc822; zoe@exemple.org ») as ours are kept."""
    kind, _, address = field.partition(";")
    return address.strip().strip("<>").lower() if kind.strip().lower() == "rfc822" else ""


def _returned_id(parts: list[Message]) -> str:
    """Returns the Message-ID of the e-mail that came back, whole or its headers alone."""
    for part in parts:
        if part.get_content_type() in _RETURNED:
            for inside in _parts(part):
                return message_id_of({"message-id": [str(value) for value in inside.get_all("message-id", [])]})
            content = part.get_payload(decode=True)
            return message_id_of(headers_of(content)) if isinstance(content, bytes) else ""
    return ""
