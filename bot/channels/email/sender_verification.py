"""Decide whether an e-mail's sender is a person and whether the From address is theirs.

From can be forged. It is trusted only as far as the operator's own mail server vouches for it in an
Authentication-Results header (RFC 8601) with the server's own id; headers with any other id may come from the sender
and are ignored. Automated e-mails must not be answered, since that could start a loop.
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
_AUTOMATED_PRECEDENCES = frozenset({"bulk", "list", "junk", "auto_reply"})
_AUTOMATION_HEADERS = frozenset({
    "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponder", "x-loop", "x-failed-recipients",
})  # fmt: skip
_AUTOMATED_LOCAL_PARTS = frozenset({
    "mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "nepasrepondre", "ne-pas-repondre", "ne_pas_repondre",
    "bounce", "bounces", "notification", "notifications", "newsletter",
})  # fmt: skip
_ALIGNMENT_PROPERTIES = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.mail")}
"""Where each method names the domain that it checked, the preferred property first."""

Headers = Mapping[str, Sequence[str]]
"""The values of an e-mail's headers by name in lower case, in the order in which they stand."""


class SenderCheck(Enum):
    """What the receiving server says about a From address."""

    VERIFIED = auto()
    UNVERIFIED = auto()
    FORGED = auto()


@dataclass(frozen=True)
class _MethodResult:
    """Result of one method in Authentication-Results, all in lower case.

    Attributes:
        method: `dmarc`, `dkim`, `spf`…
        verdict: `pass`, `fail`, `none`…
        properties: identities that were checked, by property such as `header.from`.
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
        header = _REGISTRY("from", values[0])
        addresses = [(one.username, one.domain) for one in header.addresses]  # type: ignore[attr-defined]
    except Exception:  # malformed addresses may raise anything
        return None
    if len(addresses) != 1:
        return None
    user, domain = addresses[0]
    email = f"{user}@{domain}".lower()
    is_valid = bool(user) and "." in domain and len(user) <= _MAX_LOCAL_PART and len(email) <= _MAX_EMAIL
    return (
        email if is_valid and email.isprintable() and not any(character in email for character in ' "<>,;:()') else None
    )


def is_automated(headers: Headers, author: str) -> bool:
    """Whether a program sent it: auto-replies, lists, bulk mail, bounces, no-reply addresses."""

    def first(name: str) -> str:
        return next(iter(headers.get(name, ())), "").strip().lower()

    return_path = first("return-path").replace(" ", "")
    return bool(
        first("auto-submitted").partition(";")[0].strip() not in {"", "no"}
        or first("precedence") in _AUTOMATED_PRECEDENCES
        or any(name.startswith("list-") or name in _AUTOMATION_HEADERS for name in headers)
        or return_path == "<>"
        or _is_automated_address(author)
        or _is_automated_address(return_path.strip("<>"))
    )


def _is_automated_address(address: str) -> bool:
    """Whether the local part, without a `+` suffix, is one that programs send from."""
    return address.partition("@")[0].partition("+")[0] in _AUTOMATED_LOCAL_PARTS


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
        for result in _parse_results(value, authserv_id)
    ]
    dmarc_results = [result for result in results if result.method == "dmarc"]
    if len(dmarc_results) > 1:  # the server adds only one, so another was sent along
        return SenderCheck.UNVERIFIED
    dmarc = dmarc_results[0] if dmarc_results else None
    if dmarc is not None and dmarc.verdict == "fail":
        return SenderCheck.FORGED
    if dmarc is not None and dmarc.verdict == "pass":
        # DMARC checks nothing but the From domain, so a server that does not repeat the domain means this one.
        is_for_domain = dmarc.properties.get("header.from", domain) == domain
        return SenderCheck.VERIFIED if is_for_domain else SenderCheck.UNVERIFIED
    has_passed = any(result.verdict == "pass" and _is_aligned(result, domain) for result in results)
    return SenderCheck.VERIFIED if has_passed else SenderCheck.UNVERIFIED


def _is_aligned(result: _MethodResult, domain: str) -> bool:
    """Whether SPF or DKIM checked the From domain or a parent of it; stricter than DMARC's relaxed alignment."""
    properties = _ALIGNMENT_PROPERTIES.get(result.method, ())
    identity = next((result.properties[name] for name in properties if name in result.properties), "")
    checked_domain = identity.rpartition("@")[2]
    # Without the list of public suffixes, `asso.fr` counts as a parent; a registry signs no mail for what is below it.
    is_parent = "." in checked_domain and domain.endswith(f".{checked_domain}")
    return bool(checked_domain) and (checked_domain == domain or is_parent)


def _parse_results(value: str, authserv_id: str) -> Iterator[_MethodResult]:
    """Results of one header; none if it carries another id."""
    first, *others = _strip_comments(value).lower().split(";")
    if first.split()[:1] != [authserv_id]:  # a version may follow
        return
    for other in others:
        words = _without_spaces_around("/", _without_spaces_around("=", other)).split()  # RFC 8601 permits them
        pairs = [(name, pvalue) for name, sign, pvalue in (word.partition("=") for word in words) if sign]
        if pairs:
            method, verdict = pairs[0]
            yield _MethodResult(method.partition("/")[0], verdict, dict(reversed(pairs[1:])))  # the first of a name


def authserv_id_of(value: str) -> str:
    """The server's id in an Authentication-Results header."""
    return next(iter(_strip_comments(value[:MAX_HEADER_CHARACTERS]).lower().partition(";")[0].split()), "")


def _strip_comments(value: str) -> str:
    """Drop comments, and replace separators inside quotes by `_`, so that quoted text cannot add a result."""
    kept, depth, is_quoted = [], 0, False
    characters = iter(value)
    for character in characters:
        if character == "\\":
            next(characters, "")
        elif character == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted and (character in "();=" or character.isspace()):
            kept.append("_")
        elif character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(character)
    return "".join(kept)


def _without_spaces_around(sign: str, text: str) -> str:
    return sign.join(part.strip() for part in text.split(sign))
