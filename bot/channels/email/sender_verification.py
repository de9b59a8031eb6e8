"""Decide whether an e-mail's sender is a person and whether the From address is theirs.

From can be forged. It is trusted only as far as the operator's own mail server vouches for it in an
Authentication-Results header (RFC 8601) with the server's own id; headers with any other id may come from the sender
and are ignored. E-mails of programs are dropped, since replying to them could start a loop.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from enum import Enum, auto

MAX_HEADER_CHARACTERS = 4_000
_MAX_RESULT_HEADERS = 20
_MAX_EMAIL = 254
_MAX_LOCAL_PART = 64
_REGISTRY = HeaderRegistry()
_PRECEDENCES = frozenset({"bulk", "list", "junk", "auto_reply"})
_OF_PROGRAMS = frozenset({
    "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponder", "x-loop", "x-failed-recipients",
})  # fmt: skip
_PROGRAMS = frozenset({
    "mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "nepasrepondre", "ne-pas-repondre", "ne_pas_repondre",
    "bounce", "bounces", "notification", "notifications", "newsletter",
})  # fmt: skip

Headers = Mapping[str, Sequence[str]]
"""The values of an e-mail's headers by name in lower case, in the order in which they stand."""


class SenderCheck(Enum):
    """What the receiving server says about a From address."""

    VERIFIED = auto()
    UNVERIFIED = auto()
    FORGED = auto()


@dataclass(frozen=True)
class MethodResult:
    """Result of one method in Authentication-Results.

    Attributes:
        method: `dmarc`, `dkim`, `spf`…
        verdict: `pass`, `fail`, `none`…
        properties: what was checked, such as `header.from`.
    """

    method: str
    verdict: str
    properties: Mapping[str, str]


def from_address(headers: Headers) -> str | None:
    """The single From address in lower case; None if missing, several, malformed or too long."""
    values = headers.get("from", ())
    if len(values) != 1 or len(values[0]) > MAX_HEADER_CHARACTERS:
        return None
    try:
        written = _REGISTRY("from", values[0])
        addresses = [(one.username, one.domain) for one in written.addresses]  # type: ignore[attr-defined]
    except Exception:  # malformed addresses may raise anything
        return None
    if len(addresses) != 1:
        return None
    user, domain = addresses[0]
    email = f"{user}@{domain}".lower()
    is_whole = bool(user) and "." in domain and len(user) <= _MAX_LOCAL_PART and len(email) <= _MAX_EMAIL
    return email if is_whole and email.isprintable() and not any(sign in email for sign in ' "<>,;:()') else None


def is_automated(headers: Headers, author: str) -> bool:
    """Whether a program sent it: auto-replies, lists, bulk mail, bounces, no-reply addresses."""

    def first(name: str) -> str:
        return next(iter(headers.get(name, ())), "").strip().lower()

    return bool(
        first("auto-submitted").partition(";")[0].strip() not in {"", "no"}
        or first("precedence") in _PRECEDENCES
        or any(name.startswith("list-") or name in _OF_PROGRAMS for name in headers)
        or first("return-path").replace(" ", "") == "<>"
        or author.partition("@")[0].partition("+")[0] in _PROGRAMS
        or first("return-path").lstrip("<").partition("@")[0] in _PROGRAMS
    )


def check_sender(headers: Headers, author: str, authserv_id: str) -> SenderCheck:
    """What the receiving server says about the From address.

    A single DMARC result decides: pass for this domain is verified, fail is forged. With two the address is unverified,
    as the server adds only one. Without a DMARC verdict, an SPF or DKIM pass for the domain or a parent of it verifies.

    Args:
        authserv_id: the server's id, in lower case.
    """
    domain = author.rpartition("@")[2]
    results = [
        result
        for value in headers.get("authentication-results", ())[:_MAX_RESULT_HEADERS]
        if len(value) <= MAX_HEADER_CHARACTERS
        for result in parse_results(value, authserv_id)
    ]
    of_dmarc = [result for result in results if result.method == "dmarc"]
    if len(of_dmarc) > 1:  # the server adds only one, so another was sent along
        return SenderCheck.UNVERIFIED
    if of_dmarc and of_dmarc[0].verdict in {"pass", "fail"}:
        is_of_it = of_dmarc[0].properties.get("header.from", domain) == domain
        passed = of_dmarc[0].verdict == "pass"
        return (SenderCheck.VERIFIED if is_of_it else SenderCheck.UNVERIFIED) if passed else SenderCheck.FORGED
    passed = any(result.verdict == "pass" and _is_aligned(result, domain) for result in results)
    return SenderCheck.VERIFIED if passed else SenderCheck.UNVERIFIED


def _is_aligned(result: MethodResult, domain: str) -> bool:
    """Whether the domain that SPF or DKIM checked is the From domain or a parent of it (relaxed alignment)."""
    looked_at = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.mail")}.get(result.method, ())
    given = next((result.properties[name] for name in looked_at if name in result.properties), "")
    seen = given.rpartition("@")[2]
    return bool(seen) and (seen == domain or ("." in seen and domain.endswith(f".{seen}")))


def parse_results(value: str, authserv_id: str) -> Iterator[MethodResult]:
    """Results of one header; none if it carries another id."""
    first, *others = _strip_comments(value).lower().split(";")
    if first.split()[:1] != [authserv_id]:  # a version may follow
        return
    for other in others:
        pairs = [
            (name, given.strip('"')) for word in other.split() for name, sign, given in [word.partition("=")] if sign
        ]
        if pairs:
            method, verdict = pairs[0]
            yield MethodResult(method.partition("/")[0], verdict, dict(reversed(pairs[1:])))


def authserv_id_of(value: str) -> str:
    """The server's id in an Authentication-Results header."""
    return next(iter(_strip_comments(value[:MAX_HEADER_CHARACTERS]).lower().partition(";")[0].split()), "")


def _strip_comments(value: str) -> str:
    """Drop comments, and replace separators inside quotes by `_`, so that quoted text cannot add a result."""
    kept, depth, is_quoted = [], 0, False
    letters = iter(value)
    for letter in letters:
        if letter == "\\":
            next(letters, "")
        elif letter == '"' and not depth:
            is_quoted = not is_quoted
        elif (letter in "();=" and is_quoted) or (letter.isspace() and is_quoted):
            kept.append("_")
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(letter)
    return "".join(kept)
