"""What an e-mail says: the person's words, or what it holds that is not read. Pure: from bytes as the server keeps them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32

from bot.channels.email.markup import text_of
from bot.channels.email.people import LONGEST_MESSAGE_ID, LONGEST_SUBJECT
from bot.channels.email.quoting import own_words
from bot.channels.email.senders import LONGEST_HEADER, Headers

_MESSAGE_ID = re.compile(rf"<[^\s<>]{{1,{LONGEST_MESSAGE_ID}}}>")
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
_MOST_PARTS = 200
_MOST_BOUNDARIES = 50  # each line is held against the boundaries of all parts around it
_NO_CHARSETS = frozenset({
    "punycode", "idna", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined",
})  # fmt: skip


class _Bounded(Compat32):
    """Reads headers as far as they are of use: parameters by the thousand take quadratic time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Returns the name and the value of a header, one letter longer than the longest at most."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_HEADER + 1]


_POLICY = _Bounded()


@dataclass(frozen=True)
class Said:
    """What an e-mail says.

    Attributes:
        text: the person's words.
        unread: a key of `unread.KINDS`, of what is not read.
        is_cut: more words may stand behind what was fetched.
    """

    text: str = ""
    unread: str | None = None
    is_cut: bool = False


@dataclass
class _Found:
    """What the parts of an e-mail hold."""

    texts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    pictures: int = 0
    ends_with_text: bool = False


def headers_of(raw: bytes) -> Headers:
    """Returns the headers of an e-mail, decoded."""
    found: dict[str, list[str]] = {}
    for name, value in BytesHeaderParser(policy=_POLICY).parsebytes(raw).items():
        found.setdefault(name.lower(), []).append(_unfolded(str(value)))
    return found


def _unfolded(value: str) -> str:
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def parsed(raw: bytes) -> Message:
    """Returns the parts of an e-mail.

    Raises:
        ValueError: they stand within each other too deep for any person's. What is no e-mail may raise anything else.
    """
    if raw.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise ValueError("too many parts")
    return message_from_bytes(raw, policy=_POLICY)


def message_id_of(headers: Headers) -> str:
    """Returns the Message-ID, empty if there is none that an answer may repeat."""
    values = headers.get("message-id", ())
    found = _MESSAGE_ID.fullmatch(values[0]) if values else None
    return found[0] if found is not None and found[0].isascii() else ""


def root_of(headers: Headers) -> str:
    """Returns the Message-ID of the e-mail that began the thread, empty if it is not told."""
    for name in ("references", "in-reply-to"):
        for value in headers.get(name, ()):
            found = _MESSAGE_ID.match(value[:LONGEST_HEADER])
            return found[0] if found is not None and found[0].isascii() else ""
    return ""


def subject_of(headers: Headers) -> str:
    """Returns the subject as the person wrote it."""
    value = next(iter(headers.get("subject", ())), "")[:LONGEST_HEADER]
    try:
        value = str(make_header(decode_header(value)))
    except Exception:  # letters that are none, character sets that do not exist
        value = value.encode("ascii", "ignore").decode()
    return " ".join("".join(one if one.isprintable() else " " for one in value).split())[:LONGEST_SUBJECT].strip()


def read(raw: bytes, headers: Headers, *, is_whole: bool) -> Said:
    """Returns what an e-mail says.

    Args:
        raw: its bytes, from the first.
        headers: as `headers_of` gives them.
        is_whole: these are all of its bytes.
    """
    try:
        found = _Found()
        for part in _parts(parsed(raw)):
            _look_at(part, found)
    except Exception:  # what is no e-mail raises whatever it meets, and those behind it must not wait for it
        return Said(unread="other")
    text = "\n\n".join(found.texts)
    if _PGP in text:
        return Said(unread="encrypted")
    own, subject = own_words(text), subject_of(headers)
    words, kind = own.words, next(iter(found.kinds), None)
    if not words and kind is None and found.pictures:
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
    return Said(words, kind, is_cut=not is_whole and found.ends_with_text)


def _parts(message: Message) -> Iterator[Message]:
    """Yields what an e-mail is made of, without looking into e-mails in it; of versions of one text one."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
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
    """Returns the version that is read: plain text, what holds some, HTML, the last one."""
    for wanted in ("text/plain", "multipart/", "text/html"):
        for version in versions:
            if version.get_content_type().startswith(wanted) and (wanted != "text/plain" or _text(version).strip()):
                return version
    return versions[-1]


def _look_at(part: Message, found: _Found) -> None:
    kind, main = part.get_content_type(), part.get_content_maintype()
    is_file = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    found.ends_with_text = False
    if kind in _ENCRYPTED:
        found.kinds.insert(0, "encrypted")
    elif kind in _KINDS_OF_TYPES:
        found.kinds.append(_KINDS_OF_TYPES[kind])
    elif kind in _OF_SIGNATURES:
        return
    elif main == "text" and not is_file:
        found.texts.append(text_of(_text(part)) if kind == "text/html" else _text(part))
        found.ends_with_text = True
    elif main == "image" and "content-id" in part and part.get_content_disposition() != "attachment":
        found.pictures += 1  # part of the page: most are of signatures
    else:
        found.kinds.append(_KINDS.get(main, "document"))


def _text(part: Message) -> str:
    """Returns the text of a part; letters that its character set does not have are left out."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = content.decode("utf-8" if charset in _NO_CHARSETS else charset)
    except (LookupError, ValueError):  # said wrongly, or not at all
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
    """Returns text of the form « flowed » (RFC 3676) with its paragraphs as their writers typed them."""
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
