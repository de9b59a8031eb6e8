"""Telephone numbers as candidates write them, to E.164."""

import re
import unicodedata
from itertools import pairwise

import phonenumbers

from bot.reading.chat_words import plain
from bot.reading.choices import Span, meant
from bot.reading.contact_refusals import has_forgotten, has_none_yet, refuses_calls, refuses_in_other_words
from bot.reading.declining import declines, does_not_know, prefers_another_way
from bot.reading.number_words import digits_for_words
from bot.reading.phone_prefixes import with_beginning
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status

BAD_PHONE = "bad_phone"
SUGGESTION = "suggestion"

_MOST_CHARACTERS = 600
_CANDIDATE = re.compile(r"(?<![\w@])(?<!\d\.)(?:\+|00)?[\s(]*\d(?:[\s.\-/()_·,;'’–+]{0,3}\d){5,}(?![\w@])")
_LETTER_O = re.compile(
    r"(?<![^\W\d_])[oO\d]*(?:\d[oO]|[oO]\d)[oO\d]*(?![^\W\d_])|(?<=\d[\s.\-])[oO]{2}(?=[\s.\-][\doO]|$)"
)
_SPOKEN_O = re.compile(r"(?<!\w)[oô](?= (?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)\b)", re.IGNORECASE)
_DOUBLE = re.compile(r"\b(?:double|(?:deux|2) fois(?: le)?) ([\w-]+)", re.IGNORECASE)
_TRIPLE = re.compile(r"\b(?:triple|(?:trois|3) fois(?: le)?) ([\w-]+)", re.IGNORECASE)
# A colon before a whole number announces it ("le mien finit par 12 : 06…"), another one parts its digits.
_ASIDES = re.compile(
    r"(?<!\w)(?:e+u+h+|he+u+|ensuite|puis|virgule|point|tiret)(?!\w)|(?<=\d)\s*(?:[*|]+|:+(?!\s*(?:\+33\s?|0)[1-9](?:[\s.\-/:]{0,2}\d){8}(?!\s?\d)))\s*(?=\d)",
    re.IGNORECASE,
)
# A short number that a mark parts from a whole one is none of its digits ("je suis dans le 62, 06…").
_NUMBER_AHEAD = re.compile(r"\A\d{1,4}\s*[,;.]\s+(?=0[1-9])")
_BRACKET_BEHIND = re.compile(r"\s*\(\d{1,4}\Z")
_KIND_AHEAD = re.compile(
    r"(?<!\d)(?<!\d )0[67]\s*(?::|=|c'?est(?: le)?)\s*(?=\+|0\s*\d)|(?<![\d.])\b\d\s*[:)]\s*(?=\+|0\s*\d)"
)  # "mon 06 : 06…"
_DATE = re.compile(r"\b\d{1,2}([/.\-])\d{1,2}\1(?:\d{2}|\d{4})\b|\b\d{4}-\d\d-\d\d\b")
_TRIES = re.compile(r"\d{2}\D{0,3}\d{2}")
_HAS_ONE = re.compile(r"\b(?:par c(?:oe|œ)ur|plus mon)\b")
_MOBILE = re.compile(r"\+(?:33[67]|262(?:69|63)|590(?:69)|594(?:69)|596(?:69))")
_KEPT_KIND = re.compile(
    r"\b(?:prenez|mettez|notez|gardez|plutot|appelez|preferez|preference|joindre|mieux)\b(?: \w+){0,4} (portable|mobile|fixe)\b(?!.*\b(?:portable|mobile|fixe)\b)"
)
_OTHER_END = re.compile(
    r"\b(?:non|pardon|oups|mince|zut|erreur|euh|plutot|enfin)\b.*?(?:\b(\d{2}(?: \d{2})?) (?:a la fin|pour finir|au bout|en dernier)|(?:finit|termine|fini) par (\d{2}(?: \d{2})?)(?! ?\d)|\b(?:derniers(?: chiffres)?|fin) (?:c est|sont|est)(?: le)? (\d{2})(?! ?[\dh]))"
)
_SLIPS = 2  # digits by which a number and its correction differ
_REGIONS = {"FR": 33, "RE": 262, "YT": 262, "GP": 590, "GF": 594, "MQ": 596, "PM": 508}
_PREFIXES = (
    (re.compile(r"0(?:262|263|692|693|269)"), 262), (re.compile(r"0(?:590|690|691)"), 590), (re.compile(r"0(?:594|694)"), 594),
    (re.compile(r"0(?:596|696|697)"), 596), (re.compile(r"0(?:508|708)"), 508),
)  # fmt: skip
_FRENCH_FAMILY = frozenset(_REGIONS.values())


def read_phone(text: str, asked: bool = True) -> Reading:
    """Reads the telephone number that a text gives.

    Args:
        text: what the candidate wrote.
        asked: whether the number was asked; otherwise only a whole, valid number counts.

    Returns:
        A reading whose value is the number in E.164 ("+33639980001"; overseas départements by their own codes). INVALID
        `bad_phone` when digits are missing or too many.
    """
    written = " ".join(unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS]).split())
    written = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in written)
    written = _SPOKEN_O.sub("zéro", written)
    written = with_beginning(_KIND_AHEAD.sub("", written))
    written = _ASIDES.sub(" ", _DOUBLE.sub(r"\1 \1", _TRIPLE.sub(r"\1 \1 \1", written)))
    heard = _LETTER_O.sub(lambda found: re.sub("[oO]", "0", found.group()), written)
    written = digits_for_words(heard)
    numbers = _numbers_in(written)
    if numbers:
        return Reading(Status.VALUE, _chosen(numbers, written), sure=True)
    if asked and (dictated := digits_for_words(heard, fewest=1)) != heard:
        if numbers := _numbers_in(dictated):
            return Reading(Status.VALUE, _chosen(numbers, dictated), sure=True)
        if whole := _without_zero(dictated, heard):
            return Reading(Status.VALUE, whole[0], sure=True)
    if not asked:
        return NOTHING
    digits = re.sub(r"\D", "", written)
    if len(digits) >= 4 and _TRIES.search(written) and not (_DATE.search(written) and len(digits) <= 8):
        guess = _as_e164("0" + digits) if len(digits) == 9 and digits[0] in "67" else None
        return Reading(Status.INVALID, reason=BAD_PHONE, details={SUGGESTION: guess} if guess else {})
    if digits and re.fullmatch(r"[\s\d]+", written):
        return Reading(Status.INVALID, reason=BAD_PHONE)
    return _without_number(text)


def _numbers_in(written: str) -> list[tuple[str, Span]]:
    """Returns the numbers of a text in E.164, with where they stand."""
    found = [_number_in(run) for run in _CANDIDATE.finditer(written)]
    return [number for number in found if number]


def _number_in(run: re.Match[str]) -> tuple[str, Span] | None:
    """Returns the number that a run of digits is, apart from a short one ahead or in a bracket behind; None without."""
    digits = run.group()
    ahead, behind = _NUMBER_AHEAD.match(digits), _BRACKET_BEHIND.search(digits)
    spans = [(0, len(digits)), (ahead.end() if ahead else 0, behind.start() if behind else len(digits))]
    for start, end in spans:
        if number := _as_e164(digits[start:end]):
            return number, (run.start() + start, run.start() + end)
    return None


def _without_zero(dictated: str, heard: str) -> list[str]:
    """Returns the number that was dictated without its first zero ("six, trente-neuf, …")."""
    found = [re.sub(r"\D", "", run) for run in _CANDIDATE.findall(dictated) if "+" not in run]
    is_spoken = not re.search(r"\d", heard)
    whole = [_as_e164("0" + digits) for digits in found if len(digits) == 9 and digits[0] in "1234567"]
    return [number for number in whole if number] if is_spoken else []


def _without_number(text: str) -> Reading:
    if (does_not_know(text) and _HAS_ONE.search(plain(text))) or has_none_yet(text):
        return Reading(Status.UNKNOWN)
    if declines(text) or (prefers_another_way(text, "phone") and not text.rstrip().endswith("?")):
        return Reading(Status.DECLINED)
    if looks_like_question(text):
        return NOTHING
    if refuses_in_other_words(text):
        return Reading(Status.DECLINED)
    if does_not_know(text) or has_forgotten(text):
        return Reading(Status.UNKNOWN)
    return Reading(Status.DECLINED) if refuses_calls(text) else NOTHING


def _chosen(numbers: list[tuple[str, Span]], written: str) -> str:
    """Returns the number meant: as the words around tell, the repaired one of two nearly the same, else the first."""
    if len(numbers) == 1:
        return _with_other_end(numbers[0][0], written[numbers[0][1][1] :])
    rest = plain(
        " ".join(written[end:start] for (_, (_, end)), (_, (start, _)) in pairwise([*numbers, ("", (len(written), 0))]))
    )
    if kind := _KEPT_KIND.search(rest):
        fitting = [number for number, _ in numbers if bool(_MOBILE.match(number)) is (kind[1] != "fixe")]
        if len(fitting) == 1:
            return fitting[0]
    rank = meant(written, [span for _, span in numbers])
    if rank is None and all(_are_near(numbers[0][0], number) for number, _ in numbers[1:]):
        rank = len(numbers) - 1
    return numbers[rank or 0][0]


def _are_near(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= _SLIPS


def _with_other_end(number: str, after: str) -> str:
    """Returns a number with the end that is mended behind it ("… 34, non pardon 35 à la fin")."""
    end = _OTHER_END.search(plain(after))
    digits = re.sub(r"\D", "", (end[1] or end[2] or end[3]) if end else "")
    return number[: len(number) - len(digits)] + digits if digits else number


def _as_e164(written: str) -> str | None:
    written = re.sub(r"\+\s*(\d{1,3})\s*\(0\)", r"+\1", written.strip())
    written = re.sub(r"^00(\s?\d{1,3})\s*\(0\)", r"00\1", written)
    is_foreign = "+" in written
    digits = re.sub(r"\D", "", written)
    if is_foreign and not written.lstrip(" (").startswith("+"):
        return None
    if not is_foreign and digits.startswith("00"):
        is_foreign, digits = True, digits[2:]
    if not is_foreign and len(digits) == 11 and digits.startswith("33"):
        is_foreign = True
    return _international(digits) if is_foreign else _national(digits)


def _national(digits: str) -> str | None:
    if len(digits) == 20 and digits[10] == "0":  # two numbers, one after the other
        digits = digits[:10]
    if not re.fullmatch(r"0[1-79]\d{8}", digits):
        return None
    for pattern, code in _PREFIXES:
        if pattern.match(digits):
            return f"+{code}{digits[1:]}"
    mayotte = phonenumbers.parse(digits, "YT")
    code = 262 if phonenumbers.is_valid_number_for_region(mayotte, "YT") else 33
    return f"+{code}{digits[1:]}"


def _international(digits: str) -> str | None:
    for code in _FRENCH_FAMILY:
        rest = digits.removeprefix(str(code))
        if rest == digits:
            continue
        significant = rest.removeprefix("0") if len(rest) in {7, 10} else rest
        if code == 508 and len(significant) == 6:
            return f"+508{significant}"
        return f"+{code}{significant}" if re.fullmatch(r"[1-79]\d{8}", significant) else None
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
