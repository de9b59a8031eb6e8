"""E-mail addresses as candidates write them: typed, dictated ("arobase", "point"), with slips of the finger."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from bot.reading.chat_words import plain
from bot.reading.declining import declines, does_not_know
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
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|＠|﹫|@)\s*|\s+(?:arr?obas+[eé]?|arob[ae]se|at symbol|a commercial|à commercial)\s+|\s+at\s+(?=\w[\w-]*\s*(?:\.|point|dot)\s*\w)", re.IGNORECASE)  # fmt: skip
_SPOKEN_SIGNS = (
    (re.compile(r"(?:\s+|(?<=\W))(?:tiret du bas|tiret bas|under ?score|sous[- ]?tiret|soulign[ée])(?:\s+|(?=\W))", re.IGNORECASE), "_"),
    (re.compile(r"\s+(?:tiret(?: du (?:six|6|milieu))?|trait d['’ ]union|moins)\s+", re.IGNORECASE), "-"),
    (re.compile(r"(?:\s*[(\[](?:point|dot)[)\]]\s*)|\s+(?:point|poin|dot|pt)\s+|(?<=\w)\s+\.\s*(?=\w)|(?<=\w)\.\s+(?=(?:com|fr|net|org|eu|me)\b)", re.IGNORECASE), "."),
)  # fmt: skip
_LEAD = re.compile(
    r"^.*?(?:\b(?:e ?-?mails?|mails?|courriels?|m[ée]l|adresse|adress|mailto|contact|l['’]adresse)\b(?:\s+(?:électronique|e-?mail|mail|perso|personnelle?|pro|principale?))*\s*(?:est|c['’ ]?est|sera|:|=|,|-|->)*\s*"
    r"|\b(?:c['’ ]?est|cest|voici|voilà|voila|écrivez[- ]moi (?:à|sur)|sur|bonjour|oui|alors|donc|prenez|notez|mettez|plutôt|plutot|non)\b[\s,:]*)+",
    re.IGNORECASE,
)
_SPELT = re.compile(r"(?<![\w.])(?:\w ){2,}\w(?=@)")
_CHOICE = re.compile(r"\b(?:pas|non|plutot|mais|plus)\b")
_TRIES = re.compile(r"(?:\w\.\w|\b(?:point|arobase?|arobaz)\b|@|\b(?:" + "|".join(map(re.escape, sorted(_PROVIDER_NAMES - {"free", "live", "orange", "neuf"}))) + r")\b)")  # fmt: skip
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
    dictated = _written_out(" ".join(unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]).split()))
    found = [address.strip(".'’*_`-…").removeprefix("mailto:") for address in _ADDRESS.findall(dictated)]
    addresses = list(dict.fromkeys(address for address in found if "@" in address.strip("@")))
    if addresses:
        return _chosen([_checked(address) for address in addresses], text)
    return _without_address(text) if asked else NOTHING


def _chosen(readings: list[Reading], text: str) -> Reading:
    valid = [reading for reading in readings if reading.status is not Status.INVALID]
    if not valid:
        return readings[0]
    if len(valid) == 1 or all(reading.status is Status.AMBIGUOUS for reading in valid):
        return valid[-1]
    if _CHOICE.search(plain(text)):
        is_first_kept = bool(re.search(r"@\S+,? (?:et )?(?:pas|plus|non)\b(?!.*\bmais\b)", plain(text)))
        return valid[0] if is_first_kept else valid[-1]
    values = tuple(value for reading in valid for value in (reading.candidates or (reading.value,)))
    return Reading(Status.AMBIGUOUS, candidates=tuple(dict.fromkeys(values)), sure=True)


def _written_out(text: str) -> str:
    """Returns a text with its dictated signs as signs and no spaces inside the address."""
    signs = _AT.sub("@", text)
    if "@" not in signs:
        return text
    for spoken, sign in _SPOKEN_SIGNS:
        for _ in range(2):
            signs = spoken.sub(sign, signs)
    signs = re.sub(r"@([\w-]+),(com|fr|net|org)\b", r"@\1.\2", signs)
    signs = re.sub(r"@([\w-]+) (com|fr|net|org)\b", r"@\1.\2", signs)
    signs = _SPELT.sub(lambda letters: letters.group().replace(" ", ""), signs)
    return _joined_local(text, signs)


def _joined_local(text: str, signs: str) -> str:
    """Joins the words before the sign when the sign was dictated or stood apart: "lucie berard arobase…"."""
    if not re.search(r"\s@|\w\s+(?:arr?ob|\(at|\[at)", text, re.IGNORECASE) or signs.count("@") != 1:
        return signs
    before, _, after = signs.partition("@")
    local = _LEAD.sub("", before)
    words = local.split()
    if 1 < len(words) <= 4 and all(re.fullmatch(r"[\w.+-]+", word) for word in words):
        return f"{before[: len(before) - len(local)]} {''.join(words)}@{after}"
    return signs


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _checked(address: str) -> Reading:
    local, _, domain = address.rpartition("@")
    typed = f"{local}@{domain.lower()}"
    likely = _likely_domain(domain.lower())
    suggestion = f"{_unaccented(local)}@{likely or _unaccented(domain.lower())}"
    if _is_valid(typed):
        if suggestion != typed and _is_valid(suggestion):
            return Reading(Status.AMBIGUOUS, candidates=(suggestion, typed), sure=True)
        return Reading(Status.VALUE, typed, sure=True)
    details = {SUGGESTION: suggestion} if suggestion != typed and _is_valid(suggestion) else {}
    return Reading(Status.INVALID, reason=BAD_EMAIL, details=details, sure=True)


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
    if declines(text):
        return Reading(Status.DECLINED)
    if looks_like_question(text):
        return NOTHING
    if does_not_know(text):
        return Reading(Status.UNKNOWN)
    is_one_word = len(words.split()) == 1 and words.strip(".!…") not in _CHAT and re.search(r"\w\w\w", words)
    if "@" in text or _TRIES.search(words) or is_one_word:
        typed = _LEAD.sub("", text.strip())
        missing = re.fullmatch(
            r"([\w.+-]+?)[ .]?(gmail|hotmail|outlook|yahoo|orange|laposte|wanadoo|icloud)\.(com|fr|net)", typed
        )
        guess = f"{missing[1]}@{missing[2]}.{missing[3]}" if missing else ""
        details = {SUGGESTION: guess} if guess and _is_valid(guess) else {}
        return Reading(Status.INVALID, reason=BAD_EMAIL, details=details)
    return NOTHING
