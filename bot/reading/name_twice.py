"""Names said twice: whole, and then the part that is one of the two ("Paul André. Paul c'est mon nom de famille").

The second saying tells which words of the whole are the last name and which the first, hyphens and blanks apart.
"""

import re

from bot.reading.name_order import FullName
from bot.reading.name_phrases import Label, after_presentation, find_labels, strip_fillers, take_words
from bot.reading.name_words import fold_name

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´\-‐‑][^\W\d_]+)*")
_ENDS_CLAUSE = re.compile(r"[.;!?()\[\]]|\s[–—-]\s")
_ENDS_WHOLE = re.compile(rf",|{_ENDS_CLAUSE.pattern}")
_ORDER = re.compile(
    r"(?<!\w)(?:(?P<first>pr[ée]nom)|nom(?: de famille)?)(?:\s*(?:,|/|-|et|puis|suivi du)\s*|\s+)(?:(?:le|mon|de)\s+)?(?(first)nom(?: de famille)?|pr[ée]nom)\W*$",
    re.IGNORECASE,
)
_WHOLE_NAME = re.compile(r"complet|entier", re.IGNORECASE)
_MOST_LABELS = 6
_Shares = tuple[tuple[str, ...], tuple[str, ...]]  # the part that is named, and the rest
_PLACES = {
    0: re.compile(r"(?<!\w)(?:en |le |au )?(?:premier|1er|tout début|début)(?! prénom| nom)(?!\w)", re.IGNORECASE),
    -1: re.compile(r"(?<!\w)(?:en |le |à la |la )?(?:deuxi[èe]me|2e|2[èe]me|second|dernier|fin)(?! prénom| nom)(?!\w)", re.IGNORECASE),
}  # fmt: skip


def read_said_twice(text: str) -> FullName | None:
    """Reads a whole name of which a label repeats a part; None when the text has no such thing."""
    labels = find_labels(text)
    if not labels or len(labels) > _MOST_LABELS:
        return None
    start = 0
    if _WHOLE_NAME.search(text[labels[0].start : labels[0].end]):
        start = labels.pop(0).end
    said = text[start : labels[0].start] if labels else ""
    run = _whole_name(strip_fillers(after_presentation(said) or said))
    if len(run) < 2:
        return None
    if len(run) == 2 and (order := _ORDER.search(text, labels[0].start)):
        return FullName(tuple(run[:1]), tuple(run[1:])) if order["first"] else FullName(tuple(run[1:]), tuple(run[:1]))
    for label in labels:
        clause_start = max((found.end() for found in _ENDS_CLAUSE.finditer(text, start, label.start)), default=start)
        after = _up_to_end(text, label, labels)
        told_before = _shared_before(run, text[clause_start : label.start])
        told_after = _shared(run, take_words(strip_fillers(after), told=True).words)
        shared = (told_after or told_before) if label.linked else (told_before or told_after)
        shared = shared or _shared_by_place(run, after)
        if shared:
            named, others = shared
            return FullName(named, others) if label.kind == "first" else FullName(others, named)
    return None


def _whole_name(said: str) -> list[str]:
    """Returns the run of words that begins a text, up to the comma or the stop that follows a whole name."""
    for found in _ENDS_WHOLE.finditer(said):
        words = take_words(said[: found.start()], told=True).words
        if len(words) > 1:
            return list(words)
    return list(take_words(said, told=True).words)


def _up_to_end(text: str, label: Label, labels: list[Label]) -> str:
    end = min((other.start for other in labels if other.start > label.start), default=len(text))
    found = _ENDS_CLAUSE.search(text, label.end, end)
    return text[label.end : found.start() if found else end]


def _compact(words: tuple[str, ...]) -> str:
    return re.sub(r"[\s'-]", "", "".join(fold_name(word) for word in words))


def _shared(run: list[str], told: tuple[str, ...]) -> _Shares | None:
    """Returns the part told, as it is told, if it begins or ends the run, and the other words."""
    for cut in range(1, len(run)):
        before, after = tuple(run[:cut]), tuple(run[cut:])
        if _compact(told) == _compact(before):
            return told, after
        if _compact(told) == _compact(after):
            return told, before
    return None


def _shared_before(run: list[str], before: str) -> _Shares | None:
    """Returns the same when the part is told before the label ("Paul, c'est mon nom"), the whole name left out."""
    told = [found.group() for found in _WORD.finditer(before)]
    whole = [fold_name(word) for word in run]
    for start in range(len(told) - len(run), -1, -1):
        if [fold_name(word) for word in told[start : start + len(run)]] == whole:
            told = told[start + len(run) :]
            break
    for length in range(min(len(told), len(run)), 0, -1):
        for start in range(len(told) - length, -1, -1):
            if shared := _shared(run, tuple(told[start : start + length])):
                return shared
    return None


def _shared_by_place(run: list[str], after: str) -> _Shares | None:
    """Returns the same when only its place is told ("le nom de famille c'est le premier")."""
    if len(run) != 2:
        return None
    for place, pattern in _PLACES.items():
        if pattern.search(after):
            return (run[place],), (run[-1 - place],)
    return None
