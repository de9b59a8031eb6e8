"""Which of several names is to be written: "Georges, Marcel, Auguste : le dernier est celui que j'utilise"."""

import re

from bot.reading.name_candidates import Weight, weigh
from bot.reading.name_phrases import strip_fillers, take_words
from bot.reading.name_words import has_telling_capital, is_first_name

_MOST_NAMES = 6
_RANKS = {
    "premier": 0, "1er": 0, "premiere": 0, "deuxieme": 1, "2e": 1, "2eme": 1, "second": 1, "troisieme": 2, "3e": 2, "3eme": 2, "quatrieme": 3,
    "dernier": -1,
}  # fmt: skip
_RANK = re.compile(
    r"(?<!\w)(?:le|au|du|mon|que le|seul le|juste le)\s+(?:tout )?(?P<rank>premier|1er|deuxi[èe]me|2e|2[èe]me|second|troisi[èe]me|3e|3[èe]me|quatri[èe]me|dernier)(?: pr[ée]nom)?(?! nom)(?!\w)",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"(?<!\w)(?:usage|usuel|courant|utilis\w+|gard\w+|sers|app?el\w+|celui|bon|compte|suffi\w+|not(?:ez|e|er)|mett?\w+|pren\w+|inscri\w+|[ée]cri\w+|reten\w+|choisi\w+|seulement|uniquement|r[ée]ponds|connu\w*|quotidien|vie|tous les jours|officiel|principal)(?!\w)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"(?<!\w)(?:n['’]|ne |pas |jamais |sauf )", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"^\W*(?:(?:j['’]?ai|il y a|avec|mes|les|ce sont)\s+)*(?:(?:deux|trois|quatre|cinq|plusieurs|[2-5])\s+)?pr[ée]noms?(?: sont| :|:|,)?\s*[:,]?\s*(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|/|;|\bet\b|\bpuis\b)\s*", re.IGNORECASE)


def chosen_by_rank(text: str) -> str | None:
    """Returns the name that a text chooses among those it begins by, by its place; None when it chooses none."""
    rank = _RANK.search(text)
    if not rank:
        return None
    clause_start = max((text.rfind(mark, 0, rank.start()) for mark in ",.;:!"), default=-1)
    clause = text[clause_start + 1 :]
    if not _CHOOSES.search(clause) or _DENIES.search(clause):
        return None
    names = _names(_ANNOUNCED.sub("", text[: clause_start + 1]).strip(" ,.;:!("))
    place = _RANKS[re.sub("[èé]", "e", rank["rank"].lower())]
    return names[place] if 1 < len(names) <= _MOST_NAMES and place < len(names) else None


def _names(said: str) -> list[str]:
    parts = [strip_fillers(part) for part in _BETWEEN.split(said) if re.search(r"\w", part)]
    if len(parts) == 1:
        parts = parts[0].split()
    return parts if all(_is_one_name(part) for part in parts) else []


def _is_one_name(part: str) -> bool:
    words = take_words(part)
    is_whole = bool(words.words) and words.end >= len(part.rstrip())
    is_name = weigh(words) is Weight.NAME or all(is_first_name(w) or has_telling_capital(w) for w in words.words)
    return is_whole and is_name
