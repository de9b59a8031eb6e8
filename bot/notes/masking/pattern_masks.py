"""Pattern masks: telephone numbers, e-mail addresses, bank details, social security numbers, street addresses."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.notes.masking.learned_masks import Span

_PUBLIC = frozenset({
    PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
})  # fmt: skip
_FRANCE = "FR"
_PHONE = re.compile(r"[+0][\d\s().\-/]+")
_ADDRESS = re.compile(r"(?<![^\s@])[^\s@]{1,64}@[^\s@]+")
_TEN_DIGITS = re.compile(r"(?<![\d+])(?:0|(?:\+|00)33\s?(?:\(0\))?\s?)[1-79](?:[\s.\-/]{0,2}\d{2}){4}(?!\d)")
_EMAIL = re.compile(
    r"(?:\w{1,64}\s(?:point|tiret|underscore)\s){0,6}[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\sarobase\s|\sarobas\s)\s?[\w-]{1,190}"
    r"(?:\s?\.\s?|\spoint\s)[a-z]{2,}(?:\.[a-z]{2,})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.])@\w[\w.]{2,}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)
_CARD = re.compile(r"(?<!\d)\d{4}(?:[\s-]?\d{4}){3}(?!\d)")
_SOCIAL_SECURITY = re.compile(
    r"(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:num[ée]ro|n°|matricule|identifiant|compte|dossier|allocataire|carte|badge)(?:\s[\w']{1,40}){0,3}?\s?:?\s?"
    r"(?P<number>\d(?:[\s.-]?\d){5,60})(?!\d)",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:mon|ton|son) (?:mot de passe|mdp|code(?: secret| pin| de carte)?)\s?(?:est|c'est|:|=)\s?(?P<secret>(?=\S*\d)\S{4,})",
    re.IGNORECASE,
)
_CERTAIN_STREET = (
    r"rue|avenue|av\.|boulevard|bd|bld|impasse|all[ée]es?|quai|faubourg|r[ée]sidence|lotissement|hameau|ruelle|venelle"
)
_LIKELY_STREET = r"place|route|chemin|square|passage|sentier|cit[ée]|mont[ée]e"
_NAME = r"[A-ZÀ-Ý][\w'’-]*"
# "de la" is two of them, so that "de la de la" matches in one way only.
_SMALL = r"(?:de|du|des|la|le|les|d['’]|l['’]|et|en)"
_SMALL_WORDS = rf"(?:{_SMALL}\s?){{0,4}}"
_STREET = re.compile(
    rf"(?<![\w,])\d{{1,4}}\s?(?:bis|ter|[abc]\b)?,?\s(?:(?:{_CERTAIN_STREET})\s{_SMALL_WORDS}[\w'’-]+(?:\s{_SMALL_WORDS}{_NAME})*"
    rf"|(?:{_LIKELY_STREET})\s{_SMALL_WORDS}{_NAME}(?:\s{_SMALL_WORDS}{_NAME})*)(?:,?\s(?:à\s)?\d{{5}}(?:\s{_NAME})*)?"
)  # fmt: skip
_BORN = re.compile(
    r"\bn[ée]+e?s? (?:le |en )(?P<date>\d{1,2}(?:er)?[\s/.-](?:\d{1,2}|[a-zéû]+)[\s/.-](?:19|20)?\d{2}\b)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[re.Pattern[str], str | int], ...] = (
    (_EMAIL, 0), (_HANDLE, 0), (_IBAN, 0), (_CARD, 0), (_SOCIAL_SECURITY, 0), (_TEN_DIGITS, 0), (_NUMBERED, "number"),
    (_SECRET, "secret"), (_STREET, 0), (_BORN, "date"),
)  # fmt: skip


def find_contacts(text: str) -> list[Span]:
    """Spans of telephone numbers and e-mail addresses only."""
    return [(start, end) for start, end in find_personal_numbers(text)[0] if is_contact(text[start:end])]


def is_contact(words: str) -> bool:
    """Whether a masked text is exactly a telephone number or an e-mail address."""
    if _ADDRESS.fullmatch(words) is not None:
        return True
    try:  # bank and social security numbers start differently, or are longer
        return _PHONE.fullmatch(words) is not None and phonenumbers.is_possible_number(
            phonenumbers.parse(words, _FRANCE)
        )
    except phonenumbers.NumberParseException:
        return False


def find_personal_numbers(text: str) -> tuple[list[Span], list[Span]]:
    """Spans of personal numbers and addresses, and spans of public service telephone numbers."""
    own = [match.span(group) for pattern, group in _PATTERNS for match in pattern.finditer(text)]
    public: list[Span] = []
    for match in phonenumbers.PhoneNumberMatcher(text, _FRANCE, leniency=phonenumbers.Leniency.VALID):
        is_public = phonenumbers.number_type(match.number) in _PUBLIC
        (public if is_public else own).append((match.start, match.end))
    return own, public
