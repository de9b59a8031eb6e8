"""First and last names as candidates write them."""

import re
from typing import Literal

from bot.reading.declining import declines
from bot.reading.name_case import tidy_name
from bot.reading.name_order import FullName, split_full_name
from bot.reading.name_phrases import (
    Label,
    Words,
    after_both_labels,
    after_presentation,
    around_nickname,
    find_labels,
    is_weakly_presented,
    normalise,
    repaired,
    says_i_am,
    strip_fillers,
    take_words,
    without_denied,
)
from bot.reading.name_spelling import SpellingHint, apply_hint, join_spelt, split_hints
from bot.reading.name_words import fold_name, is_first_name, is_homograph
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status

Asked = Literal["last_name", "first_name"]

LAST_NAME: Asked = "last_name"
FIRST_NAME: Asked = "first_name"
BIRTH_NAME = "birth_name"
NICKNAME = "nickname"

_MOST_CHARACTERS = 400
_LONGEST_NAME = 60
_CONTACT = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_ECHO = re.compile(r"^\s*(?:mon |votre |le )?(?:nom(?: de famille)?|pr[ée]nom)\s*\?+\s*(?=\w)", re.IGNORECASE)
_MARRIAGE = re.compile(
    r"[\s,;(\-–]*(?<!\w)(?:(?P<birth>née|nee|né|n[ée]\(e\)|(?:de |mon )?nom de (?:naissance|jeune fille)(?: est| c['’ ]est|\s*:)?)|"
    r"(?P<wed>[ée]pouse|[ée]p\.|[ée]pse|[ée]pou[sx]e?|[ée]p|veuve|vve|divorc[ée]e|mari[ée]e(?: à| a)?|femme|nom d['’ ]usage(?: est|\s*:)?|nom marital(?: est|\s*:)?))(?![\w'’])[\s:]*",
    re.IGNORECASE,
)


def read_names(text: str, asked: Asked) -> Reading:
    """Reads the names that a text gives.

    Args:
        text: what the candidate wrote.
        asked: the name that was asked; a single word is taken as that one.

    Returns:
        A reading whose value holds `last_name`, `first_name` or both, as far as said. Details may hold `birth_name`
        ("Dupont épouse Martin"). INVALID with reason `nickname` for a name that only others use. `sure` when a phrase
        or a label says that it is a name.
    """
    cleaned = _ECHO.sub("", normalise(text, _MOST_CHARACTERS))
    presented, hints = split_hints(join_spelt(cleaned))
    reading = _read(presented, asked, hints) if not _CONTACT.search(text) else NOTHING
    if reading.answers:
        return reading
    if declines(text) and not looks_like_question(text):
        return Reading(Status.DECLINED)
    return NOTHING


def _read(text: str, asked: Asked, hints: tuple[SpellingHint, ...]) -> Reading:
    around = around_nickname(text)
    if around is not None:
        return _read_beside_nickname(*around, asked)
    married = _read_marriage(text, asked)
    if married is not None:
        return married
    named = _from_labels(text, asked)
    if named is None and (presented := after_presentation(text)) is not None:
        named = _in_order(take_words(repaired(strip_fillers(presented) or presented)), asked, told=True)
    is_sure = named is not None
    if named is None and not looks_like_question(text):
        named = _from_bare(text, asked)
        is_sure = named is not None and is_weakly_presented(text) and _is_plain_full_name(named)
    if named is None:
        return NOTHING
    return _as_reading(named, asked, hints, sure=is_sure)


def _read_beside_nickname(before: str, after: str, asked: Asked) -> Reading:
    real = _read(before, asked, ())
    if real.status is Status.VALUE:
        return real
    later = _from_labels(after, asked)
    if later is not None:
        return _as_reading(later, asked, (), sure=True)
    return Reading(Status.INVALID, reason=NICKNAME)


def _read_marriage(text: str, asked: Asked) -> Reading | None:
    """Reads "Dupont épouse Martin" and "Martin née Dupont": the used name, the birth name among the details."""
    found = _MARRIAGE.search(text)
    if not found:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if found["birth"] and not before.strip() and (wed := _MARRIAGE.search(after)) and wed["wed"]:
        before, after = after[wed.end() :], after[: wed.start()]  # "nom de jeune fille Dupont, nom marital Martin"
    right = take_words(after)
    left = _read(before, LAST_NAME, ()) if re.search(r"\w", before) else NOTHING
    if not right.words:
        return left if left.status is Status.VALUE and not found["wed"] else None
    given: dict[str, str] = dict(left.value) if left.status is Status.VALUE else {}
    if before.strip() and not given and find_labels(before) == []:
        return None
    other = split_full_name(list(right.words), asked_first=False, told=False, comma=right.comma)
    other_last = tidy_name(" ".join(other.last), is_last_name=True)
    if other.first and FIRST_NAME not in given:
        given[FIRST_NAME] = tidy_name(" ".join(other.first), is_last_name=False)
    if not other_last:
        return None
    birth, used = (other_last, given.get(LAST_NAME)) if found["birth"] else (given.get(LAST_NAME), other_last)
    given[LAST_NAME] = used or other_last
    details = {BIRTH_NAME: birth} if birth and birth != given[LAST_NAME] else {}
    return Reading(Status.VALUE, given, details=details, sure=True)


def _from_labels(text: str, asked: Asked) -> FullName | None:
    both = after_both_labels(text)
    if both is not None:
        rest, last_first = both
        words = take_words(strip_fillers(rest))
        if len(words.words) == 2 and words.comma is None and not any(word.isupper() for word in words.words):
            one, two = ((words.words[0],), (words.words[1],))
            return FullName(two, one) if last_first and not is_first_name(one[0]) else FullName(one, two)
        return _in_order(words, asked, told=not last_first)
    labels = find_labels(text)
    if not labels:
        return None
    is_backward = not labels[0].linked and bool(_before(text, labels[0], 0).words)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    for position, label in enumerate(labels):
        words = (
            _before(text, label, labels[position - 1].end if position else 0)
            if is_backward
            else _after(text, labels, position)
        )
        if not words.words:
            continue
        if label.kind == "first":
            shared = _unlabelled_rest(words, labels, "first")
            first, last = shared.first or words.words, last or shared.last
        elif label.kind == "last":
            shared = _unlabelled_rest(words, labels, "last")
            last, first = shared.last or words.words, first or shared.first
        elif label.kind == "family":
            last = words.words
    kinds = {label.kind for label in labels}
    if labels[0].linked and not is_backward and len(kinds) == 1:  # "Durand, et mon prénom c'est Zoé"
        other = _before(text, labels[0], 0).words
        first, last = (first, last or other) if "first" in kinds else (first or other, last)
    return FullName(first, last) if first or last else None


def _before(text: str, label: Label, start: int) -> Words:
    clause = re.split(r"[,;.!?]\s|\bet\b", text[start : label.start].rstrip(" ,;(-–:"))[-1]
    clause = re.sub(r"\s*(?:c['’ ]?est|est|comme|pour)\s*$", "", strip_fillers(clause), flags=re.IGNORECASE)
    words = take_words(clause)
    return words if words.end >= len(clause.rstrip()) - 1 else Words(())


def _after(text: str, labels: list[Label], position: int) -> Words:
    end = labels[position + 1].start if position + 1 < len(labels) else len(text)
    words = take_words(repaired(strip_fillers(without_denied(text[labels[position].end : end]))))
    return Words(words.words[: words.comma]) if words.comma else words


def _unlabelled_rest(words: Words, labels: list[Label], kind: str) -> FullName:
    """Shares "mon nom c'est Lucie Bérard" out when the other name has no label of its own."""
    other = {"first": {"last", "family"}, "last": {"first"}}[kind]
    known = [is_first_name(word) for word in words.words]
    if len(words.words) < 2 or other & {label.kind for label in labels} or not any(known) or all(known):
        return FullName()
    return split_full_name(list(words.words), asked_first=kind == "first", told=True)


def _from_bare(text: str, asked: Asked) -> FullName | None:
    """Reads a text that is nothing but a name, greetings and fillers apart."""
    rest = strip_fillers(repaired(without_denied(text)))
    if not rest or len(rest) > _LONGEST_NAME * 2:
        return None
    words = take_words(rest)
    if not words.words:
        return FullName(last=(rest,)) if is_homograph(rest) and rest.isalpha() else None
    is_being = says_i_am(text)
    named = _in_order(words, asked, told=is_being or (is_weakly_presented(text) and len(words.words) > 1))
    if named is None or (is_being and not _looks_like_person(words)):
        return None
    remainder = rest[words.end :]
    if re.search(r"\w", remainder) and not _may_go_on(named, remainder, asked):
        return None
    return named


def _may_go_on(named: FullName, remainder: str, asked: Asked) -> bool:
    """Returns whether a name is plain enough for the text to go on with something else ("Lucie Bérard, 35 ans")."""
    if not re.match(r"\s*[,;.(]|\s+j(?:e\b|['’])", remainder):
        return False
    return _is_plain_full_name(named) or (
        asked == FIRST_NAME and not named.last and all(map(is_first_name, named.first))
    )


def _in_order(words: Words, asked: Asked, *, told: bool) -> FullName | None:
    if not words.words or all(fold_name(word) in {"de", "d", "du", "des"} for word in words.words):
        return None
    before_comma = words.words[: words.comma]
    if (
        len(before_comma) > 1
        and words.comma
        and not all(map(is_first_name, before_comma))
        and any(map(is_first_name, before_comma))
    ):
        words = Words(before_comma)  # a whole name; something else follows the comma
    return split_full_name(list(words.words), asked_first=asked == FIRST_NAME, told=told, comma=words.comma)


def _looks_like_person(words: Words) -> bool:
    return any(is_first_name(word) or word[:1].isupper() for word in words.words)


def _is_plain_full_name(name: FullName) -> bool:
    return bool(name.first and name.last) and is_first_name(name.first[0]) and name.last[-1][:1].isupper()


def _as_reading(name: FullName, asked: Asked, hints: tuple[SpellingHint, ...], *, sure: bool) -> Reading:
    value: dict[str, str] = {}
    for field, words in ((LAST_NAME, name.last), (FIRST_NAME, name.first)):
        if words:
            value[field] = tidy_name(" ".join(words), is_last_name=field == LAST_NAME)
    hinted: str = asked if asked in value else next(iter(value))
    for hint in hints:
        value[hinted] = apply_hint(value[hinted], hint)
    if any(len(text) > _LONGEST_NAME for text in value.values()):
        return NOTHING
    return Reading(Status.VALUE, value, sure=sure)
