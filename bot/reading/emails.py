"""E-mail addresses as candidates write them: typed, dictated ("arobase", "point"), with slips of the finger."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from bot.reading.chat_words import plain
from bot.reading.choices import Span, meant
from bot.reading.contact_refusals import has_forgotten, has_none_yet, refuses_mail
from bot.reading.declining import declines, does_not_know, prefers_another_way
from bot.reading.email_dictation import unaccented, without_lead, written_out
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status

BAD_EMAIL = "bad_email"
SUGGESTION = "suggestion"

_MOST_CHARACTERS = 600
_PROVIDERS = (
    "gmail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "live.fr", "live.com", "yahoo.fr", "yahoo.com", "orange.fr", "wanadoo.fr",
    "free.fr", "sfr.fr", "laposte.net", "icloud.com", "bbox.fr", "numericable.fr", "gmx.fr", "gmx.com", "protonmail.com", "proton.me", "msn.com", "neuf.fr",
    "aol.com", "me.com", "club-internet.fr", "cegetel.net", "mailo.com", "ymail.com", "googlemail.com", "pm.me", "bouyguestelecom.fr", "aliceadsl.fr",
)  # fmt: skip
# Slips of the finger that no domain ends by.
_NO_SUFFIXES = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "cpm", "xom", "comm", "coom", "cim", "clm", "cok", "comn", "coml", "dom", "coim"), "com"),
    **dict.fromkeys(("rf", "ft", "ff", "frr", "fre", "ffr", "fr0"), "fr"), **dict.fromkeys(("nte", "ner", "nett", "ney"), "net"), **dict.fromkeys(("ogr", "rog", "orgg", "prg"), "org"),
}  # fmt: skip
# Providers that give addresses under one domain only.
_ONE_DOMAIN = {"gmail": "gmail.com", "icloud": "icloud.com", "laposte": "laposte.net", "wanadoo": "wanadoo.fr"}
# Real domains within a slip of a provider's.
_REAL = frozenset({
    "mail.com", "email.com", "fmail.com", "hotmail.be", "hotmail.it", "hotmail.es", "hotmail.de", "hotmail.ch", "live.be", "live.it", "live.nl", "live.ca", "outlook.be", "outlook.es",
    "outlook.de", "outlook.it", "outlook.pt", "yahoo.it", "yahoo.es", "yahoo.de", "yahoo.ca", "yahoo.in", "yahoo.gr", "gmx.net", "gmx.de", "gmx.ch", "gmx.at", "orange.com", "free.com", "sfr.com", "aol.fr",
    "mac.com", "mailo.fr", "proton.ch", "msn.fr", "voila.fr", "tf1.fr", "rff.fr", "apf.fr", "inp.fr", "ens.fr", "ac.fr", "sfe.fr", "sfp.fr", "sfu.fr", "ove.fr", "one.com", "we.com", "love.fr", "vie.fr", "five.fr",
})  # fmt: skip
_PROVIDER_NAMES = frozenset(
    provider.partition(".")[0] for provider in _PROVIDERS if len(provider.partition(".")[0]) > 2
)
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]{}|/\\]+@[^\s@<>,;:\"()\[\]{}|/\\?!]+")
_TRIES = re.compile(r"(?:\w\.\w|\b(?:point|arobase?|arobaz)\b|@|\bchez (?!moi|nous|ma|mon|mes|des|les)\w+$|\b(?:" + "|".join(map(re.escape, sorted(_PROVIDER_NAMES - {"free", "live", "orange", "neuf"}))) + r")\b)")  # fmt: skip
# "pour recevoir de la pub ? non merci"
_ASKS_TO_REFUSE = re.compile(r"\? ?(?:ah |bah |ben |oh )?(?:non|nan)(?: (?:merci|alors))?[ .!]*$")
# "je ne pas ça", as a learner writes that there is none
_DOES_NOT_HAVE_OR_KNOW = re.compile(r"\bje ne pas (?:sa|ca)\b")
_CHAT = frozenset(
    [
        "oui",
        "ok",
        "okay",
        "ouais",
        "bonjour",
        "salut",
        "attends",
        "merci",
        "stop",
        "aide",
        "voila",
        "daccord",
        "quoi",
        "hein",
        "pause",
        "retour",
        "demain",
    ]
)


def read_email(text: str, asked: bool = True) -> Reading:
    """Reads the e-mail address that a text gives.

    Args:
        text: what the candidate wrote.
        asked: whether the address was asked; otherwise only a whole address counts.

    Returns:
        A reading whose value is the address, its domain in lower case. AMBIGUOUS (the likely one, the one as typed)
        when the domain looks mistyped; INVALID `bad_email`, with a `suggestion` among the details when there is one.
    """
    dictated = written_out(" ".join(unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]).split()))
    found = {}
    for run in _ADDRESS.finditer(dictated):
        address = run.group().strip(".'’*_`-…").removeprefix("mailto:")
        if "@" in address.strip("@"):
            found[address] = run.span()  # said twice, the last time counts
    if found:
        return _chosen([(_checked(address), span) for address, span in found.items()], dictated)
    return _without_address(text) if asked else NOTHING


def _chosen(found: list[tuple[Reading, Span]], text: str) -> Reading:
    valid = [(reading, span) for reading, span in found if reading.status is not Status.INVALID]
    if not valid:
        return found[0][0]
    readings = [reading for reading, _ in valid]
    if len(valid) > 1:
        valid.sort(key=lambda pair: pair[1])
        rank = meant(text, [span for _, span in valid])
        if rank is not None:
            return valid[rank][0]
    if len(readings) == 1 or all(reading.status is Status.AMBIGUOUS for reading in readings):
        return readings[-1]
    values = tuple(value for reading in readings for value in (reading.candidates or (reading.value,)))
    return Reading(Status.AMBIGUOUS, candidates=tuple(dict.fromkeys(values)), sure=True)


def _checked(address: str) -> Reading:
    local, _, domain = address.rpartition("@")
    typed = f"{local}@{domain.lower()}"
    likely = _likely_domain(domain.lower())
    suggestion = f"{unaccented(local)}@{_with_real_suffix(likely or unaccented(domain.lower()))}"
    if domain.lower().rpartition(".")[2] in _NO_SUFFIXES and _is_valid(suggestion):
        return Reading(Status.AMBIGUOUS, candidates=(suggestion,), sure=True)  # as typed it can reach nobody
    if _is_valid(typed):
        if suggestion != typed and _is_valid(suggestion):
            return Reading(Status.AMBIGUOUS, candidates=(suggestion, typed), sure=True)
        return Reading(Status.VALUE, typed, sure=True)
    details = {SUGGESTION: suggestion} if suggestion != typed and _is_valid(suggestion) else {}
    return Reading(Status.INVALID, reason=BAD_EMAIL, details=details, sure=True)


def _with_real_suffix(domain: str) -> str:
    name, dot, suffix = domain.rpartition(".")
    return f"{name}{dot}{_NO_SUFFIXES.get(suffix, suffix)}"


def _is_valid(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except (EmailNotValidError, ValueError):
        return False
    return len(address.rpartition(".")[2]) > 1


def _likely_domain(domain: str) -> str | None:
    """Returns the provider's domain that was probably meant, or None when the domain is fine or unknown."""
    if domain in _PROVIDERS or domain in _REAL:
        return None
    name, dot, _ = domain.partition(".")
    if not dot or domain.endswith("."):
        same = [provider for provider in _PROVIDERS if provider.startswith(name + ".")]
        if same:
            return same[0]
    if name in _ONE_DOMAIN:
        return _ONE_DOMAIN[name]
    best, distance = None, 3
    for provider in _PROVIDERS:
        slips = OSA.distance(domain, provider, score_cutoff=2)
        allowed = 1 if len(provider) <= 8 else 2
        if slips <= allowed and slips < distance and _same_shape(domain, provider, slips):
            best, distance = provider, slips
    return best


def _same_shape(domain: str, provider: str, slips: int) -> bool:
    """Returns whether a near domain is a slip: another word of the same length under a real suffix is another domain."""
    name, _, suffix = domain.partition(".")
    wanted, _, _ = provider.partition(".")
    if name == wanted:
        return suffix not in {
            "be",
            "ch",
            "ca",
            "it",
            "es",
            "de",
            "lu",
            "net",
            "org",
            "eu",
            "re",
            "nc",
            "pf",
            "ma",
            "dz",
            "tn",
            "com",
            "fr",
            "io",
            "pt",
            "nl",
        }
    return slips == 1 or len(wanted) >= 5


def _without_address(text: str) -> Reading:
    words = plain(text)
    if _ASKS_TO_REFUSE.search(words):
        return Reading(Status.DECLINED)
    if has_none_yet(text) or _DOES_NOT_HAVE_OR_KNOW.search(words):
        return Reading(Status.UNKNOWN)
    if declines(text) or (prefers_another_way(text, "email") and "?" not in text):
        return Reading(Status.DECLINED)
    if looks_like_question(text):
        return NOTHING
    if "@" not in text and refuses_mail(text):
        return Reading(Status.DECLINED)
    if does_not_know(text) or has_forgotten(text):
        return Reading(Status.UNKNOWN)
    is_one_word = len(words.split()) == 1 and words.strip(".!…") not in _CHAT and re.search(r"\w\w\w", words)
    if "@" in text or _TRIES.search(words) or is_one_word:
        typed = without_lead(text.strip())
        missing = re.fullmatch(
            r"([\w.+-]+?)[ .]?(gmail|hotmail|outlook|yahoo|orange|laposte|wanadoo|icloud)\.(com|fr|net)", typed
        )
        guess = f"{missing[1]}@{missing[2]}.{missing[3]}" if missing else ""
        details = {SUGGESTION: guess} if guess and _is_valid(guess) else {}
        return Reading(Status.INVALID, reason=BAD_EMAIL, details=details)
    return NOTHING
