"""French numbers in words: "zéro six trente-neuf", "quinzaine", "trois"."""

import re

from bot.reading.chat_words import plain

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80, "huitante": 80, "nonante": 90}  # fmt: skip
_NUMBER_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 5  # fewer number words in a row are no telephone number

SMALL_NUMBER = (
    r"(?:\d{1,3}|"
    + "|".join([*sorted(_UNITS, key=len, reverse=True), "vingt", "trente", "quarante cinq", "soixante"])
    + ")"
)


def number_of(words: str) -> int | None:
    """Returns the number that digits or French words stand for ("12", "vingt et un"), None when they are no number."""
    if words.isdecimal():
        return int(words[:9])
    numbers = _numbers(plain(words).replace("-", " ").split())
    return numbers[0] if len(numbers) == 1 else None


def _numbers(words: list[str]) -> list[int]:
    """Returns the numbers of a run of number words, each taking as many words as it can; empty when one is unknown."""
    numbers: list[int] = []
    position = 0
    while position < len(words):
        number, used = _number_at(words, position)
        if not used:
            return []
        numbers.append(number)
        position += used
    return numbers


def _number_at(words: list[str], position: int) -> tuple[int, int]:
    word = words[position]
    following = words[position + 1] if position + 1 < len(words) else ""
    if word == "quatre" and following in {"vingt", "vingts"}:
        return _with_units(words, position + 2, 80, 2)
    if word in _TENS:
        return _with_units(words, position + 1, _TENS[word], 1)
    if word == "dix" and following in {"sept", "huit", "neuf"}:
        return 10 + _UNITS[following], 2
    if word in _UNITS:
        return _UNITS[word], 1
    return 0, 0


def _with_units(words: list[str], position: int, tens: int, used: int) -> tuple[int, int]:
    """Adds the units after tens: "et un", "neuf", or "dix-sept" after soixante and quatre-vingt."""
    if position < len(words) - 1 and words[position] == "et" and words[position + 1] in {"un", "une", "onze"}:
        return tens + _UNITS[words[position + 1]], used + 2
    if position >= len(words) or words[position] not in _UNITS:
        return tens, used
    if tens in {60, 80}:
        units, more = _number_at(words, position)
        return (tens + units, used + more) if 0 < units < 20 else (tens, used)
    units = _UNITS[words[position]]
    return (tens + units, used + 1) if 0 < units < 10 else (tens, used)


def digits_for_words(text: str, fewest: int = _FEWEST_WORDS) -> str:
    """Returns a text in which a long run of number words is written in digits, as a telephone number is dictated.

    Args:
        text: what was dictated.
        fewest: how many words make a long run.
    """
    pieces: list[str] = []
    run: list[re.Match[str]] = []
    end = 0
    for found in [*_NUMBER_WORD.finditer(text), None]:
        if found is not None and _belongs(found, run, text):
            run.append(found)
            continue
        pieces.append(_written(text, end, run, fewest))
        end = run[-1].end() if run else end
        run = [found] if found is not None and _is_start(found) else []
    return "".join(pieces) + text[end:]


def _is_start(found: re.Match[str]) -> bool:
    word = plain(found.group())
    return word in _UNITS or word in _TENS or word == "plus"


def _belongs(found: re.Match[str], run: list[re.Match[str]], text: str) -> bool:
    if not run or text[run[-1].end() : found.start()].strip(" -,.0123456789"):
        return False
    word = plain(found.group())
    return word in _UNITS or word in _TENS or word == "et"


def _written(text: str, end: int, run: list[re.Match[str]], fewest: int) -> str:
    if len(run) < fewest:
        return text[end : run[-1].end()] if run else ""
    pieces = [text[end : run[0].start()]]
    words: list[str] = []
    between = re.compile(r"\d+")
    previous = run[0].start()
    for found in run:
        if digits := between.findall(text[previous : found.start()]):
            pieces += [_spell(words), *(f"{digit} " for digit in digits)]
            words = []
        words.append(plain(found.group()))
        previous = found.end()
    return "".join([*pieces, _spell(words)])


def _spell(words: list[str]) -> str:
    sign = "+" if words[:1] == ["plus"] else ""
    return sign + "".join(f"{number} " for number in _numbers(words[1:] if sign else words)).rstrip() + " "
