"""E-mail addresses: validation, lower-case domain, and a suggestion for a mistyped domain."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.base.text import without_accents
from bot.understanding.reading.contacts.dictation import dictates_address, find_addresses
from bot.understanding.reading.data_files import load_yaml
from bot.understanding.reading.names.words import is_never_name
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Span, own

BAD_EMAIL = "bad_email"
SUGGESTION = "suggestion"

_MAX_CHARACTERS = 300
_MIN_SIMILARITY = 75  # percent, of an address and its correction
_MAX_ONE_TYPO_LETTERS = 8  # in longer domains two typos are allowed
_MISSING_SIGN = re.compile(r"([\w.+-]{1,64})\s?\b(\w{2,12})[. ](com|fr|net)", re.ASCII)
_TRIES = re.compile(r"\w[._]\w|@")
_ORDINARY_PROVIDERS = frozenset({"free", "me", "live", "orange", "neuf"})  # names that are also words


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve the e-mail address.

    Returns:
        VALUE with the address, its domain in lower case; of nearly identical ones the last. AMBIGUOUS with the
        suggestion and the address as typed if the domain looks mistyped, or with several different addresses. INVALID
        `bad_email`, with a `suggestion` in the details if there is one.
    """
    del today, slots
    texts = [span.text[:_MAX_CHARACTERS] for span in own(spans, Label.EMAIL)]
    addresses = list(dict.fromkeys(address for text in texts for address in find_addresses(text)))
    if not addresses:
        return next((reading for reading in map(_invalid_attempt, texts) if reading.answers), NOTHING)
    readings = [_validated(address) for address in addresses]
    valid = [reading for reading in readings if reading.status is not Status.INVALID]
    if not valid:
        return readings[-1]
    values = [reading.value or reading.candidates[0] for reading in valid]
    if all(ratio(values[0], value) >= _MIN_SIMILARITY for value in values):
        return valid[-1]
    return Resolution(Status.AMBIGUOUS, candidates=tuple(dict.fromkeys(values)))


def _domains() -> Any:
    return load_yaml("reading/mail_domains.yml")


def _validated(address: str) -> Resolution:
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    typed = f"{local}@{domain}"
    likely = _likely_domain(domain) or without_accents(domain, "NFKD")
    name, dot, suffix = likely.rpartition(".")
    real = next((real for real, slips in _domains()["no_suffixes"].items() if suffix in slips), suffix)
    suggestion = f"{without_accents(local, 'NFKD')}@{name}{dot}{real}"
    is_new = suggestion != typed and _is_valid(suggestion)
    if is_new and any(domain.rpartition(".")[2] in slips for slips in _domains()["no_suffixes"].values()):
        return Resolution(Status.AMBIGUOUS, candidates=(suggestion,))  # as typed it cannot exist
    if _is_valid(typed):
        if is_new:
            return Resolution(Status.AMBIGUOUS, candidates=(suggestion, typed))
        return Resolution(Status.VALUE, typed)
    return Resolution(Status.INVALID, reason=BAD_EMAIL, details={SUGGESTION: suggestion} if is_new else {})


def _is_valid(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except (EmailNotValidError, ValueError):
        return False
    return len(address.rpartition(".")[2]) > 1


def _likely_domain(domain: str) -> str | None:
    """The provider's domain that was probably meant, or None if the domain is valid or unknown."""
    data = _domains()
    providers: list[str] = data["providers"]
    if domain in providers or domain in data["real"]:
        return None
    name, dot, _ = domain.partition(".")
    if not dot or domain.endswith("."):
        same = (one for one in providers if one.startswith(f"{name}.") or one.replace(".", "") == name)  # "gmailcom"
        return next(same, None)
    if name in data["one_domain"]:
        return str(data["one_domain"][name])
    slips = {provider: OSA.distance(domain, provider) for provider in providers}
    near = [provider for provider in providers if _is_typo(domain, provider, slips[provider])]
    return min(near, key=lambda provider: slips[provider], default=None)


def _is_typo(domain: str, provider: str, slips: int) -> bool:
    """Whether a domain is a typo of a provider's, and not another one with its own suffix."""
    name, _, suffix = domain.partition(".")
    wanted = provider.partition(".")[0]
    if slips > (1 if len(provider) <= _MAX_ONE_TYPO_LETTERS else 2):
        return False
    if name == wanted:
        return suffix not in _domains()["other_suffixes"]
    return slips == 1 or len(wanted) >= 5


def _invalid_attempt(text: str) -> Resolution:
    """INVALID if a text without an address seems to try to give one."""
    words = text.strip(" .,!?").split()
    is_one_word = len(words) == 1 and len(words[0]) > 2 and words[0].isascii() and not is_never_name(words[0])
    if not (_TRIES.search(text) or is_one_word or dictates_address(text) or _names_provider(text)):
        return NOTHING
    missing = _MISSING_SIGN.fullmatch(text.strip())
    guess = f"{missing[1].rstrip('.')}@{missing[2]}.{missing[3]}" if missing else ""
    is_guess = bool(missing) and guess.partition("@")[2].lower() in _domains()["providers"] and _is_valid(guess)
    return Resolution(Status.INVALID, reason=BAD_EMAIL, details={SUGGESTION: guess} if is_guess else {})


def _names_provider(text: str) -> bool:
    names = {provider.partition(".")[0] for provider in _domains()["providers"]} - _ORDINARY_PROVIDERS
    return not names.isdisjoint(re.findall(r"\w+", text.lower()))
