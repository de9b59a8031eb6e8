"""E-mail addresses as typed or dictated: "lucie point berard arobase exemple point fr"."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.base.text import plain, without_accents
from bot.understanding.reading.data_files import load_yaml
from bot.understanding.reading.days.numbers import number_at, parse_number
from bot.understanding.reading.names.letters import letter_of

_MAX_CHARACTERS = 400
_MAX_PHRASE_WORDS = 4
_MAX_LOCAL_WORDS = 14  # before the @
_MAX_DOMAIN_WORDS = 3  # before the first dot
_MIN_TYPO_LETTERS = 6
_ADDRESS_CHARACTERS = frozenset("@._-+")
_LINKS = frozenset({"at", "chez"})  # an @ only if a domain follows
_BRACKETED = re.compile(r"[(\[{<*_~]\s?(a|at|arr?obase?|point|dot)\s?[)\]}>*_~]", re.IGNORECASE)
_HYPHENED = re.compile(r"(?<=\w)[-–](point|arr?obase?|tiret|underscore)[-–](?=\w)", re.IGNORECASE)
_COMMA_SUFFIX = re.compile(r",(?=\s?(?:com|fr|net|org)\b)", re.IGNORECASE)
_NO_ACCENT = re.compile(r"\bsans (?:les |aucun )?accents?\b")
_PUNCTUATION = "<>()[]{}\"«»“”;:!?…*`',’"
_SPLITS = re.compile(r"[:;,()<>\"/|\\\[\]{}=]")
_WIDE_SIGNS = str.maketrans({"＠": "@", "﹫": "@", "．": "."})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, or the character that it dictates."""

    text: str
    is_glued: bool = False  # no space before it
    is_sign: bool = False


def mail_words() -> Any:
    """Content of `mail_words.yml`."""
    return load_yaml("reading/mail_words.yml")


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Character that each phrase dictates, "" for fillers."""
    data = mail_words()
    signs = {tuple(phrase.split()): sign for sign, phrases in data["signs"].items() for phrase in phrases}
    return {tuple(phrase.split()): "" for phrase in data["asides"]} | signs


def find_addresses(text: str) -> list[str]:
    """Addresses that a text gives, typed or dictated, in order. They may be invalid."""
    words = _dictated_words(text)
    addresses: list[str] = []
    begin = 0
    for position in [at for at, word in enumerate(words) if word.text == "@"]:
        domain, used = _domain(words[position + 1 :])
        addresses.append(f"{_local(words[begin:position], is_typed=words[position].is_glued)}@{domain}")
        begin = position + 1 + used
    return [without_accents(address, "NFKD") for address in addresses] if _NO_ACCENT.search(plain(text)) else addresses


def dictates_address(text: str) -> bool:
    """Whether a text without "@" dictates a character of an address."""
    return any(word.is_sign for word in _dictated_words(text))


def _dictated_words(text: str) -> list[_Word]:
    """Words of a text, with dictated characters replaced and fillers dropped."""
    normal = unicodedata.normalize("NFC", text[:_MAX_CHARACTERS]).translate(_WIDE_SIGNS).replace("mailto:", "")
    normal = _BRACKETED.sub(lambda matches: " @ " if matches[1][0] in "aA" else " . ", normal)
    normal = _HYPHENED.sub(r" \1 ", normal)
    normal = _COMMA_SUFFIX.sub(".", normal) if "@" in normal else normal.replace(",", " ")
    matches = list(re.finditer(r"@+|[^\s@]+", normal))
    words = [
        _Word(one[0], one.start() > 0 and not normal[one.start() - 1].isspace(), one[0] in _ADDRESS_CHARACTERS)
        for one in matches
    ]
    folded = [re.sub(r"['’-]", " ", plain(word.text)).strip(_PUNCTUATION + " .") for word in words]
    dictated: list[_Word] = []
    position = 0
    while position < len(words):
        character, used = _character_at(folded, position, is_typed="@" in normal)
        if not used:
            dictated.append(words[position])
        elif character:
            dictated.append(_Word(character, is_sign=True))
        position += used or 1
    return dictated


def _character_at(folded: list[str], position: int, *, is_typed: bool) -> tuple[str, int]:
    """Character dictated at a position ("" for a filler) and the number of words it takes, 0 if none."""
    phrases = _phrases()
    for size in range(_MAX_PHRASE_WORDS, 0, -1):
        words = tuple(" ".join(folded[position : position + size]).split())
        if not all(folded[position : position + size]) or position + size > len(folded) or words not in phrases:
            continue
        character = phrases[words]
        is_link = words[0] in _LINKS and (
            is_typed or not any("point" in word or "." in word for word in folded[position:])
        )
        return ("", 0) if (character == "@" and is_typed) or is_link else (character, size)
    word = folded[position]
    if not is_typed and len(word) >= _MIN_TYPO_LETTERS:
        for (name, *more), character in phrases.items():
            if (
                character in {"@", "_"}
                and not more
                and len(name) >= _MIN_TYPO_LETTERS
                and OSA.distance(word, name) <= 1
            ):
                return character, 1
    return "", 0


def _local(words: list[_Word], *, is_typed: bool) -> str:
    """Part before the @: the word attached to it, or all dictated words after the lead-in."""
    start = len(words)
    while start and len(words) - start < _MAX_LOCAL_WORDS and _belongs(words, start - 1, is_typed=is_typed):
        start -= 1
    parts = [word.text if word.is_sign else _SPLITS.split(word.text.rstrip(_PUNCTUATION))[-1] for word in words[start:]]
    return "".join(_as_digits(_join_letters(parts))).strip("'’*`…")


def _belongs(words: list[_Word], at: int, *, is_typed: bool) -> bool:
    """Whether a word before the @ belongs to the address, given that the following words do."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    if following is None:
        is_behind_sign = at > 0 and words[at - 1].is_sign
        return is_typed or word.is_sign or is_behind_sign or plain(word.text).strip(",") not in mail_words()["leads"]
    if word.is_sign or following.is_sign:
        return True
    is_letter = len(word.text.strip(",")) == 1
    if word.text[-1] in ":;!?" or _SPLITS.search(following.text.rstrip(_PUNCTUATION)):
        return False
    if is_letter and len(following.text.strip(",")) == 1:
        return True
    if is_typed:
        return word.text[-1] in "._-" or following.text[0] in "._-"
    is_behind_sign = at > 0 and words[at - 1].is_sign  # "yann point le goff"
    return is_behind_sign or plain(word.text).strip(",").replace("’", "'") not in mail_words()["leads"]


def _join_letters(parts: list[str]) -> list[str]:
    """Replace names of letters between other single letters ("dé point martin")."""
    alone = [len(part) == 1 for part in parts]
    letters = list(parts)
    for at, part in enumerate(parts):
        is_framed = (at == 0 or alone[at - 1]) and at + 1 < len(parts) and alone[at + 1]
        if len(part) > 1 and is_framed and (letter := letter_of(part)):
            letters[at] = letter
    return letters


def _as_digits(parts: list[str]) -> list[str]:
    """Replace number words after the first part ("marie quatre vingt deux" → "marie", "82")."""
    folded = [plain(part) for part in parts]
    written, position = parts[:1], 1
    while position < len(parts):
        number: int | None
        number, used = number_at(folded, position)
        number = number if used else parse_number(parts[position])  # "quarante-huit" is one word
        written.append(parts[position] if number is None or parts[position].isdecimal() else str(number))
        position += used or 1
    return written


def _domain(words: list[_Word]) -> tuple[str, int]:
    """The domain at the start of the words, and how many of them it takes."""
    domain = ""
    suffixes = mail_words()["suffixes"]
    for used, word in enumerate(words):
        text = word.text if word.is_sign else word.text.strip(_PUNCTUATION)
        is_end = not word.is_sign and word.text[-1] in ",;:!?)>]"
        label = domain.rpartition(".")[2]
        opens = not domain or domain[-1] in "._-"
        has_more = "." not in domain and any(later.text == "." for later in words[used : used + _MAX_DOMAIN_WORDS])
        is_spelt = len(text) == 1 and len(label) < 3 and words[used - 1].text in {label, label[-1:]}
        if word.text == "@" or (word.is_sign and opens and used == 0):
            return domain, used
        if word.is_sign or opens or is_spelt or (has_more and not is_end):
            domain += text
        elif "." not in domain and text.lower() in suffixes:
            domain += f".{text}"
        else:
            return domain.rstrip(".-_"), used
        following = words[used + 1].text.strip(_PUNCTUATION).lower() if used + 1 < len(words) else ""
        if is_end or (text.endswith(".") and not word.is_sign and following not in suffixes):
            return domain.rstrip("."), used + 1
    return domain.rstrip("-_'’"), len(words)
