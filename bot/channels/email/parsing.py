"""Parsing e-mails: the sender's words, or the kind of content that is not read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32

from bot.channels.email.markup import text_of
from bot.channels.email.reply_context import MAX_MESSAGE_ID, MAX_SUBJECT
from bot.channels.email.sender_verification import MAX_HEADER_CHARACTERS, Headers
from bot.channels.email.strip_quotes import own_words

_MESSAGE_ID = re.compile(rf"<[^\s<>]{{1,{MAX_MESSAGE_ID}}}>")
_BEGINS_ANSWERS = ("re:", "re :", "ré:", "ré :", "rép:", "aw:", "rv:")
_BEGINS_FORWARDED = ("tr:", "tr :", "fwd:", "fw:", "fwd :", "i:", "wg:")
_OF_SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys", "application/ms-tnef",
})  # fmt: skip
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PGP = "-----BEGIN PGP MESSAGE-----"
_KINDS = {"image": "photo", "audio": "audio", "video": "video", "application": "document"}
_KINDS_OF_TYPES = {
    "text/calendar": "other", "text/vcard": "contact", "text/x-vcard": "contact", "text/directory": "contact", "message/rfc822": "forwarded",
}  # fmt: skip
_MAX_PARTS = 200
_MAX_BOUNDARIES = 50  # each line is compared with the boundaries of all enclosing parts
_NO_CHARSETS = frozenset({
    "punycode", "idna", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined",
})  # fmt: skip


class _Bounded(Compat32):
    """Truncates long headers: thousands of parameters take quadratic time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a header, one character longer than the limit at most."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: MAX_HEADER_CHARACTERS + 1]


_POLICY = _Bounded()


@dataclass(frozen=True)
class ParsedEmail:
    """Content of an e-mail.

    Attributes:
        text: the sender's own words.
        unsupported: a key of `unsupported` in sentences.yml.
        is_cut: the text may continue after the fetched bytes.
    """

    text: str = ""
    unsupported: str | None = None
    is_cut: bool = False


@dataclass
class _Parts:
    """Contents of the parts of an e-mail."""

    texts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    pictures: int = 0
    ends_with_text: bool = False


def headers_of(raw: bytes) -> Headers:
    """Headers of an e-mail, decoded."""
    headers: dict[str, list[str]] = {}
    for name, value in BytesHeaderParser(policy=_POLICY).parsebytes(raw).items():
        headers.setdefault(name.lower(), []).append(_unfolded(str(value)))
    return headers


def _unfolded(value: str) -> str:
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def parsed(raw: bytes) -> Message:
    """Parse an e-mail into its parts.

    Raises:
        ValueError: nested too deeply. Malformed e-mails may raise other errors.
    """
    if raw.lower().count(b"boundary=") > _MAX_BOUNDARIES:
        raise ValueError("too many parts")
    return message_from_bytes(raw, policy=_POLICY)


def message_id_of(headers: Headers) -> str:
    """The Message-ID; empty if a reply cannot repeat it."""
    values = headers.get("message-id", ())
    match = _MESSAGE_ID.fullmatch(values[0]) if values else None
    return match[0] if match is not None and match[0].isascii() else ""


def root_of(headers: Headers) -> str:
    """Message-ID of the thread's first e-mail; empty if unknown."""
    for name in ("references", "in-reply-to"):
        for value in headers.get(name, ()):
            match = _MESSAGE_ID.match(value[:MAX_HEADER_CHARACTERS])
            return match[0] if match is not None and match[0].isascii() else ""
    return ""


def subject_of(headers: Headers) -> str:
    """The decoded subject."""
    value = next(iter(headers.get("subject", ())), "")[:MAX_HEADER_CHARACTERS]
    try:
        value = str(make_header(decode_header(value)))
    except Exception:  # invalid bytes, unknown character sets
        value = value.encode("ascii", "ignore").decode()
    return " ".join("".join(one if one.isprintable() else " " for one in value).split())[:MAX_SUBJECT].strip()


def read(raw: bytes, headers: Headers, *, is_whole: bool) -> ParsedEmail:
    """Content of an e-mail.

    Args:
        is_whole: `raw` is complete.
    """
    try:
        parts = _Parts()
        for part in _parts(parsed(raw)):
            _look_at(part, parts)
    except Exception:  # malformed e-mails may raise anything, and must not block the next ones
        return ParsedEmail(unsupported="other")
    text = "\n\n".join(parts.texts)
    if _PGP in text:
        return ParsedEmail(unsupported="encrypted")
    own, subject = own_words(text), subject_of(headers)
    words, kind = own.words, next(iter(parts.kinds), None)
    if not words and kind is None and parts.pictures:
        kind = "photo"
    is_forwarded = own.is_forwarded or subject.lower().startswith(_BEGINS_FORWARDED)
    if not words and is_forwarded:
        kind = "forwarded"
    elif (
        not words and kind is None and subject and not text.strip() and not subject.lower().startswith(_BEGINS_ANSWERS)
    ):
        words = subject
    if not words and kind is None:
        kind = "empty"
    return ParsedEmail(words, kind, is_cut=not is_whole and parts.ends_with_text)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the leaf parts of an e-mail, without attached e-mails; of alternative versions only the best."""
    waiting, seen = [message], 0
    while waiting and seen < _MAX_PARTS:
        part = waiting.pop()
        seen += 1
        payload = part.get_payload()
        inside = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        if part.get_content_maintype() != "multipart" or part.get_content_type() == "multipart/encrypted":
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting += [_best(inside)] if inside else []
        else:
            waiting += reversed(inside)


def _best(versions: list[Message]) -> Message:
    """The best version: non-empty plain text, a nested multipart, HTML, else the last."""
    for wanted in ("text/plain", "multipart/", "text/html"):
        for version in versions:
            if version.get_content_type().startswith(wanted) and (wanted != "text/plain" or _text(version).strip()):
                return version
    return versions[-1]


def _look_at(part: Message, parts: _Parts) -> None:
    kind, main = part.get_content_type(), part.get_content_maintype()
    is_file = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    parts.ends_with_text = False
    if kind in _ENCRYPTED:
        parts.kinds.insert(0, "encrypted")
    elif kind in _KINDS_OF_TYPES:
        parts.kinds.append(_KINDS_OF_TYPES[kind])
    elif kind in _OF_SIGNATURES:
        return
    elif main == "text" and not is_file:
        parts.texts.append(text_of(_text(part)) if kind == "text/html" else _text(part))
        parts.ends_with_text = True
    elif main == "image" and "content-id" in part and part.get_content_disposition() != "attachment":
        parts.pictures += 1  # inline: mostly signatures
    else:
        parts.kinds.append(_KINDS.get(main, "document"))


def _text(part: Message) -> str:
    """Decoded text of a part, without undecodable characters."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = content.decode("utf-8" if charset in _NO_CHARSETS else charset)
    except (LookupError, ValueError):  # wrong or missing charset
        text = _guessed(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _joined(text, deletes_space=str(part.get_param("delsp") or "").lower() == "yes") if is_flowed else text


def _guessed(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except ValueError:
        return content.decode("cp1252", "ignore")


def _joined(text: str, *, deletes_space: bool) -> str:
    """Unwrap text with `format=flowed` (RFC 3676)."""
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        own = line.removeprefix(" ")
        may_go_on = own != "-- " and not own.startswith(">")
        if not goes_on or not may_go_on:
            paragraphs.append([])
        goes_on = own.endswith(" ") and may_go_on
        paragraphs[-1].append(own[:-1] if goes_on and deletes_space else own)
    return "\n".join(map("".join, paragraphs))
