"""Handles of games and networks ("xX_DarkGamer63_Xx", "insta : lea.mtn"), which are no one's name."""

import re
from functools import lru_cache

from bot.reading.name_roles import is_last_name_only
from bot.reading.name_words import fold_name, is_first_name, is_particle, is_word, is_word_surname, read_words

_TOKEN = re.compile(r"\S+")
_EDGES = ' \t,;:!?…()"«»*'
_ACCOUNT = re.compile(
    r"(?<!\w)(?:mon |sur )?(?:insta(?:gram)?|snap(?:chat)?|discord|tik ?tok|twitch|psn|steam|fortnite|gamertag)(?:\s*:|\s+c['’ ]?est)\s*(?=\S)",
    re.IGNORECASE,
)
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
_AGE_OR_RANK = re.compile(r"\d+(?:ans?|er|ère|e|ème|eme|km|h\d*|bis|ter|nd|nde)\W*", re.IGNORECASE)
_MANY_MARKS = re.compile(r"_{2,}|^_+\w+|\w_+$|~\W?~")
_ONLY_X = re.compile(r"x{2,}", re.IGNORECASE)
_BETWEEN_X = re.compile(r"[xX]{2}.{2,}[xX]{2}")
_NUMBERED = re.compile(r"\w+#\d+")
_ORNAMENTS = re.compile(r"(?P<open>[~*•★☆♡♥°^<>|=-]{2,}).+[~*•★☆♡♥°^<>|=-]{2,}")
_HUMPS = re.compile(r"[A-ZÀ-Þ]+(?![a-zà-ÿ])|[A-ZÀ-Þ]?[a-zà-ÿ]+")
_TITLED = re.compile(r"\W*(?P<article>la|le|l['’])\s*(?P<word>[^\W\d_]{3,})\W*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _handle_words() -> frozenset[str]:
    return read_words("handle_words.txt")


def is_handle(text: str) -> bool:
    """Returns whether a text is nothing but a handle, or the name of an account."""
    if _ACCOUNT.search(text):
        return True
    tokens = _TOKEN.findall(text)
    if len(tokens) == 1 and _ORNAMENTS.fullmatch(text):
        return True
    return len(tokens) == 1 and _looks_like_handle(tokens[0].strip(_EDGES))


def is_title(text: str) -> bool:
    """Returns whether a text is a word with its article, which is no first name ("la Princesse")."""
    titled = _TITLED.fullmatch(text)
    return bool(
        titled and is_word(titled["word"]) and not is_first_name(titled["word"]) and not is_word_surname(titled["word"])
    )


def _has_played_humps(token: str) -> bool:
    """Returns whether a word is of several with capitals, as handles are ("DarkSniper", "theRealMoha"), not "McDonald" or "LouAnn"."""
    humps = _HUMPS.findall(token)
    if len(humps) < 2 or "".join(humps) != token:
        return False
    if len(humps) == 2 and is_particle(humps[0]) and (is_last_name_only(humps[1]) or is_word_surname(humps[1])):
        return False  # "LeBeau"
    return any(fold_name(hump) in _handle_words() and not is_particle(hump) for hump in humps)


def _looks_like_handle(token: str) -> bool:
    is_emphasised = re.fullmatch(r"_[^\W_]+_", token) is not None
    parts = [part for part in re.split(r"[_.\-]+", token) if part]
    if _AGE_OR_RANK.fullmatch(token) or not re.search(r"[^\W\d_]{2}", token) or is_emphasised:
        return False
    if _BETWEEN_X.fullmatch(token) or _NUMBERED.fullmatch(token) or _has_played_humps(token):
        return True
    if not set("._").isdisjoint(token) and len(parts) > 1 and any(fold_name(part) in _handle_words() for part in parts):
        return True
    if _DIGIT_INSIDE.search(token) or _MANY_MARKS.search(token) or ("_" in token and any(map(str.isdigit, parts))):
        return True
    if len(parts) > 1 and (any(part.isdigit() for part in parts) or parts[0] == parts[-1] == "x"):
        return True
    if len(parts) > 1 and any(_ONLY_X.fullmatch(part) for part in parts):
        return True
    return "_" in token and not (len(parts) == 2 and any(map(is_first_name, parts)) and not all(map(is_word, parts)))
