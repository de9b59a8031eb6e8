"""Telephone numbers as candidates write them, to E.164."""

import re
import unicodedata

import phonenumbers

from bot.reading.chat_words import plain
from bot.reading.declining import declines, does_not_know, prefers_another_way
from bot.reading.number_words import digits_for_words
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status

BAD_PHONE = "bad_phone"
SUGGESTION = "suggestion"

_MOST_CHARACTERS = 600
_CANDIDATE = re.compile(r"(?<![\w@])(?<!\d\.)(?:\+|00)?[\s(]*\d(?:[\s.\-/()_·,–+]{0,3}\d){5,}(?![\w@])")
_LETTER_O = re.compile(
    r"(?<![^\W\d_])[oO\d]*(?:\d[oO]|[oO]\d)[oO\d]*(?![^\W\d_])|(?<=\d[\s.\-])[oO]{2}(?=[\s.\-][\doO]|$)"
)
_DOUBLE = re.compile(r"\bdouble (z[ée]ro|\w+)\b", re.IGNORECASE)
_ASIDES = re.compile(
    r"(?<!\w)(?:e+u+h+|he+u+|ensuite|puis|virgule|point|tiret)(?!\w)|(?<=\d)\s*[*:|]+\s*(?=\d)", re.IGNORECASE
)
_DATE = re.compile(r"\b\d{1,2}([/.\-])\d{1,2}\1(?:\d{2}|\d{4})\b|\b\d{4}-\d\d-\d\d\b")
_TRIES = re.compile(r"\d{2}\D{0,3}\d{2}")
_HAS_ONE = re.compile(r"\b(?:par c(?:oe|œ)ur|plus mon)\b")
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
    written = _ASIDES.sub(" ", _DOUBLE.sub(r"\1 \1", written))
    heard = _LETTER_O.sub(lambda found: re.sub("[oO]", "0", found.group()), written)
    written = digits_for_words(heard)
    numbers = _numbers_in(written)
    if not numbers and asked and (dictated := digits_for_words(heard, fewest=1)) != heard:
        numbers = _numbers_in(dictated) or _without_zero(dictated, heard)
    if numbers:
        return Reading(Status.VALUE, _chosen(numbers, text), sure=True)
    if not asked:
        return NOTHING
    digits = re.sub(r"\D", "", written)
    if len(digits) >= 4 and _TRIES.search(written) and not (_DATE.search(written) and len(digits) <= 8):
        guess = _as_e164("0" + digits) if len(digits) == 9 and digits[0] in "67" else None
        return Reading(Status.INVALID, reason=BAD_PHONE, details={SUGGESTION: guess} if guess else {})
    if digits and re.fullmatch(r"[\s\d]+", written):
        return Reading(Status.INVALID, reason=BAD_PHONE)
    return _without_number(text)


def _numbers_in(written: str) -> list[str]:
    return [number for number in (_as_e164(found) for found in _CANDIDATE.findall(written)) if number]


def _without_zero(dictated: str, heard: str) -> list[str]:
    """Returns the number that was dictated without its first zero ("six, trente-neuf, …")."""
    found = [re.sub(r"\D", "", run) for run in _CANDIDATE.findall(dictated) if "+" not in run]
    is_spoken = not re.search(r"\d", heard)
    whole = [_as_e164("0" + digits) for digits in found if len(digits) == 9 and digits[0] in "1234567"]
    return [number for number in whole if number] if is_spoken else []


def _without_number(text: str) -> Reading:
    if does_not_know(text) and _HAS_ONE.search(plain(text)):
        return Reading(Status.UNKNOWN)
    if declines(text) or (prefers_another_way(text, "phone") and not text.rstrip().endswith("?")):
        return Reading(Status.DECLINED)
    return Reading(Status.UNKNOWN) if does_not_know(text) and not looks_like_question(text) else NOTHING


def _chosen(numbers: list[str], text: str) -> str:
    """Returns the number meant: the last of "pas le 06… mais le 07…", else the first."""
    return numbers[-1] if re.search(r"\b(?:pas|non|plutot|mais)\b", plain(text)) else numbers[0]


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
