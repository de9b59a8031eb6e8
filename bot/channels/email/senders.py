"""Who may be heard: no program, and nobody under an address of which the receiving server does not say that it is theirs.

A From proves nothing: anybody may write any. What proves it is what the operator's own server has found when the e-mail
came in, and says in the header Authentication-Results (RFC 8601) under its own name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from enum import Enum, auto

LONGEST_HEADER = 4_000
_MOST_RESULTS = 20
_LONGEST_EMAIL = 254
_LONGEST_LOCAL_PART = 64
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


class Proof(Enum):
    """What the receiving server says of a From."""

    PROVEN = auto()
    NONE = auto()
    FORGED = auto()


@dataclass(frozen=True)
class Result:
    """What one method found, of Authentication-Results.

    Attributes:
        method: `dmarc`, `dkim`, `spf`…
        verdict: `pass`, `fail`, `none`…
        properties: what was looked at, such as `header.from`.
    """

    method: str
    verdict: str
    properties: Mapping[str, str]


def author_of(headers: Headers) -> str | None:
    """Returns the one address that an e-mail says it is from, None where it says none or several."""
    values = headers.get("from", ())
    if len(values) != 1 or len(values[0]) > LONGEST_HEADER:
        return None
    try:
        written = _REGISTRY("from", values[0])
        found = [(one.username, one.domain) for one in written.addresses]  # type: ignore[attr-defined]
    except Exception:  # what is no address at all raises whatever it meets
        return None
    if len(found) != 1:
        return None
    user, domain = found[0]
    email = f"{user}@{domain}".lower()
    is_whole = bool(user) and "." in domain and len(user) <= _LONGEST_LOCAL_PART and len(email) <= _LONGEST_EMAIL
    return email if is_whole and email.isprintable() and not any(sign in email for sign in ' "<>,;:()') else None


def is_program(headers: Headers, author: str) -> bool:
    """Returns whether nobody wrote an e-mail: an answer to it might be answered for ever."""

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


def proof_of(headers: Headers, author: str, authserv_id: str) -> Proof:
    """Returns what the receiving server says of an e-mail's From.

    DMARC decides where it says something: its pass needs SPF or DKIM for the very domain that is seen. Without it an SPF
    or DKIM that passed for that domain, or one that it belongs to, is as much.

    Args:
        headers: of the e-mail.
        author: whom it says it is from.
        authserv_id: the server's name, in lower case. Headers of other names may be anybody's.
    """
    domain = author.rpartition("@")[2]
    results = [
        result
        for value in headers.get("authentication-results", ())[:_MOST_RESULTS]
        if len(value) <= LONGEST_HEADER
        for result in read_results(value, authserv_id)
    ]
    of_dmarc = [result for result in results if result.method == "dmarc"]
    if len(of_dmarc) > 1:  # the server says it once: somebody else has said it too
        return Proof.NONE
    if of_dmarc and of_dmarc[0].verdict in {"pass", "fail"}:
        is_of_it = of_dmarc[0].properties.get("header.from", domain) == domain
        passed = of_dmarc[0].verdict == "pass"
        return (Proof.PROVEN if is_of_it else Proof.NONE) if passed else Proof.FORGED
    passed = any(result.verdict == "pass" and _is_aligned(result, domain) for result in results)
    return Proof.PROVEN if passed else Proof.NONE


def _is_aligned(result: Result, domain: str) -> bool:
    """Returns whether what a method looked at speaks for a domain: it is that one, or one that it belongs to."""
    looked_at = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.mail")}.get(result.method, ())
    given = next((result.properties[name] for name in looked_at if name in result.properties), "")
    seen = given.rpartition("@")[2]
    return bool(seen) and (seen == domain or ("." in seen and domain.endswith(f".{seen}")))


def read_results(value: str, authserv_id: str) -> Iterator[Result]:
    """Yields what a header Authentication-Results says, if it is of that server."""
    first, *others = _without_comments(value).lower().split(";")
    if first.split()[:1] != [authserv_id]:  # a version may follow
        return
    for other in others:
        pairs = [
            (name, given.strip('"')) for word in other.split() for name, sign, given in [word.partition("=")] if sign
        ]
        if pairs:
            method, verdict = pairs[0]
            yield Result(method.partition("/")[0], verdict, dict(reversed(pairs[1:])))


def server_of(value: str) -> str:
    """Returns which server a header Authentication-Results is of."""
    return next(iter(_without_comments(value[:LONGEST_HEADER]).lower().partition(";")[0].split()), "")


def _without_comments(value: str) -> str:
    """Returns a header's value without what stands in parentheses, and nothing of what is quoted but its letters."""
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
