"""Telephone numbers as typed or dictated, in E.164."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import phonenumbers

from bot.understanding.reading.days.numbers import numbers_as_digits
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span

BAD_PHONE = "bad_phone"
SUGGESTION = "suggestion"

_MAX_CHARACTERS = 300
_MIN_DIGITS = 4  # of an attempt
_MAX_DIFFERENCES = 2  # between a number and its correction
_RUN = re.compile(r"\+?\d(?:[^\w+]{0,3}\d)*")
_PLUS = re.compile(r"\bplus (?=\d)|(?<![\d\s])\s*\+\s*|^\s*\+\s*")
_TRUNK_ZERO = re.compile(r"\(0\)")
_LETTER_O = re.compile(r"(?<![^\W\d_])o{0,2}\d[\do]*|(?<=\d[ .-])oo?(?=[ .-]|$)")
_REPEATED = re.compile(r"\b(double|2 fois(?: le)?|triple|3 fois(?: le)?) (\d+)")
_SPOKEN = re.compile(r"[\W\d_]*$")
# Dialling codes of overseas France, with the prefixes of national numbers.
_OVERSEAS = {
    "262": ("0262", "0263", "0692", "0693", "0269"),
    "590": ("0590", "0690", "0691"),
    "594": ("0594", "0694"),
    "596": ("0596", "0696", "0697"),
    "508": ("0508", "0708"),
}


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve the telephone number.

    Returns:
        VALUE in E.164 ("+33639980001", overseas France with its own codes): the first of several, the last of nearly
        identical ones. INVALID `bad_phone` if digits are missing or too many, with a `suggestion` in the details if
        only the leading zero is missing. A short number after a complete one replaces its end ("… 34, non 35").
    """
    del today, slots
    whole: list[str] = []
    attempt: Resolution = NOTHING
    for span in spans:
        if span.label != Label.PHONE or span.role not in {Role.OWN, Role.DENIED}:
            continue
        numbers = find_numbers(span.text)
        if span.role == Role.OWN and not numbers:
            mended = _with_end(_last_complete(spans, before=span), span)
            numbers = [mended] if mended else []
            attempt = attempt if numbers else _invalid_attempt(span.text)
        whole += numbers if span.role == Role.OWN else []
    if not whole:
        return attempt
    is_repaired = all(_are_similar(whole[0], number) for number in whole)
    return Resolution(Status.VALUE, whole[-1] if is_repaired else whole[0])


def find_numbers(text: str) -> list[str]:
    """Numbers of a text in E.164, in order."""
    figures = _as_digits(text)
    runs = _RUN.findall(figures)
    digits = [re.sub(r"[^\d+]", "", run) for run in runs]
    numbers = [number for run in digits for number in _e164_of_run(run)]
    if numbers:
        return numbers
    beginning = next((run for run in digits if run.lstrip("+0") == "33" or run == "0"), "")
    is_dictated = _SPOKEN.match(unicodedata.normalize("NFKC", text)) is None and not re.search(r"\d\D?\d", text)
    short = [run for run in digits if len(run) == 9 and run[0] in "1234567"]
    return [number for run in short if beginning or is_dictated for number in _e164_of_run("0" + run)]


def _as_digits(text: str) -> str:
    """Text with digits for number words and letters O, doubled numbers written twice."""
    normal = unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS])
    figures = numbers_as_digits("".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in normal))
    figures = _LETTER_O.sub(lambda match: match[0].replace("o", "0"), _TRUNK_ZERO.sub("", figures))
    figures = _REPEATED.sub(lambda match: " ".join([match[2]] * (3 if match[1][0] in "t3" else 2)), figures)
    return _PLUS.sub(" +", " ".join(figures.split()))


def _e164_of_run(digits: str) -> list[str]:
    if len(digits) == 20 and digits[0] == digits[10] == "0":
        return [number for half in (digits[:10], digits[10:]) for number in _e164_of_run(half)]
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if len(digits) == 11 and digits.startswith("33"):
        digits = "+" + digits
    number = _foreign(digits) if digits.startswith("+") else _french(digits)
    return [number] if number else []


def _french(digits: str) -> str | None:
    """E.164 of a number dialled within France. Mayotte shares its 0639 with mainland France."""
    if not re.fullmatch(r"0[1-79]\d{8}", digits):
        return None
    code = next((code for code, beginnings in _OVERSEAS.items() if digits.startswith(beginnings)), "33")
    if phonenumbers.is_valid_number_for_region(phonenumbers.parse(digits, "YT"), "YT"):
        code = "262"
    return f"+{code}{digits[1:]}"


def _foreign(digits: str) -> str | None:
    try:
        number = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or not re.search(r"[1-9]", str(number.national_number)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _invalid_attempt(text: str) -> Resolution:
    """INVALID if a text without a complete number seems to try to give one."""
    runs = [re.sub(r"\D", "", run) for run in _RUN.findall(_as_digits(text))]
    if sum(map(len, runs)) < _MIN_DIGITS and not (runs and re.fullmatch(r"[\W\d]+", text)):
        return NOTHING
    guess = next(
        (number for run in runs if len(run) == 9 and run[0] in "67" for number in _e164_of_run("0" + run)), None
    )
    return Resolution(Status.INVALID, reason=BAD_PHONE, details={SUGGESTION: guess} if guess else {})


def _last_complete(spans: Sequence[Span], before: Span) -> str | None:
    """The author's last complete number before a span, even if negated since."""
    earlier = [span for span in spans if span.label == Label.PHONE and span.start < before.start]
    numbers = [number for span in earlier if span.role in {Role.OWN, Role.DENIED} for number in find_numbers(span.text)]
    return numbers[-1] if numbers else None


def _with_end(number: str | None, span: Span) -> str | None:
    """The number with its end replaced by the digits of a short span."""
    digits = re.sub(r"\D", "", _as_digits(span.text))
    return number[: -len(digits)] + digits if number and 1 < len(digits) < 9 else None


def _are_similar(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= _MAX_DIFFERENCES
