"""Names after labels ("nom : Bérard, prénom : Lucie"), before them ("Lucie, c'est mon prénom"), in any order."""

import re
from typing import Literal

from bot.reading.name_candidates import Weight, is_written_as_name, weigh
from bot.reading.name_order import FullName, split_full_name
from bot.reading.name_phrases import (
    Label,
    Words,
    after_both_labels,
    find_labels,
    repaired,
    strip_fillers,
    take_words,
    without_denied,
)
from bot.reading.name_roles import is_first_name_only
from bot.reading.name_words import (
    fold_name,
    has_telling_capital,
    is_first_name,
    is_ordinary,
    is_particle,
    is_word,
)

Asked = Literal["last_name", "first_name"]

_ARTICLES = frozenset({"le", "la"})

LAST_NAME: Asked = "last_name"
FIRST_NAME: Asked = "first_name"


def read_labelled(text: str, asked: Asked) -> FullName | None:
    """Reads the names that labels announce; None without a label that has a name.

    Args:
        text: the answer.
        asked: the name that was asked; a loose "nom" stands for it.
    """
    both = after_both_labels(text)
    if both is not None:
        rest, last_first = both
        words = take_words(strip_fillers(rest))
        if len(words.words) == 2 and words.comma is None and not any(word.isupper() for word in words.words):
            one, two = ((words.words[0],), (words.words[1],))
            return FullName(two, one) if last_first and not is_first_name(one[0]) else FullName(one, two)
        return in_order(words, asked, told=not last_first)
    labels = find_labels(text)
    if not labels:
        return None
    is_added = text[labels[0].start :].lower().startswith("et ") or _adds_by_label(
        text, labels
    )  # "Duval et mon prénom Chantal"
    goes_on = re.match(r"\s*(?!(?:et|mais|de|du|hein|oui|pas)\b)[a-zà-ÿ]+", text[labels[0].end :])
    is_followed = bool(goes_on and is_ordinary(goes_on.group().strip()))  # "Bruneau, prénom à suivre"
    is_backward = not (labels[0].linked or is_added or is_followed) and bool(_before(text, labels[0], 0).words)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    is_asked_anyway = asked == FIRST_NAME and len(labels) == 1 and not _before(text, labels[0], 0).words
    for position, label in enumerate(labels):
        # "Abdoul Karim c'est le nom, le prénom c'est Nadir"
        is_turned = is_backward and position == len(labels) - 1 > 0 and label.linked
        words = _after(text, labels, position) if is_turned or not is_backward else Words(())
        if is_backward and not words.words:
            words = _before(text, label, labels[position - 1].end if position else 0)
        if not words.words:
            continue
        if label.kind == "first":
            words = _without_article(words)
            shared = _unlabelled_rest(words, labels, "first")
            first, last = shared.first or words.words, last or shared.last
        elif label.kind == "last" and is_asked_anyway and len(words.words) == 1:
            first = words.words  # "moi nom Oleksandra": the name that was asked
        elif label.kind == "last":
            shared = _unlabelled_rest(words, labels, "last")
            last, first = shared.last or words.words, first or shared.first
        elif label.kind == "family":
            last = words.words
    if is_backward and len(labels) == 1:
        first, last = _with_twin(text[: labels[0].start], first, last)
    kinds = {label.kind for label in labels}
    if (labels[0].linked or is_added) and not is_backward and len(kinds) == 1:  # "Durand, et mon prénom c'est Zoé"
        other = _before(text, labels[0], 0).words
        if not any(has_telling_capital(word) or word.isupper() or is_first_name(word) for word in other):
            other = ()
        if [fold_name(word) for word in other] == [fold_name(word) for word in first or last]:
            other = ()  # "Bon. Mon nom c'est Bon."
        first, last = (first, last or other) if "first" in kinds else (first or other, last)
    return FullName(first, last) if first or last else None


def _adds_by_label(text: str, labels: list[Label]) -> bool:
    """Returns whether the one label is a "mon nom" that its name follows ("Gaspard, mon nom Pelleray")."""
    if len(labels) > 1 or labels[0].linked:
        return False
    words = take_words(text[labels[0].end :])
    ends = labels[0].end + words.end
    if words.comma:
        cut = re.search(r"\s*(?:,|\s[-‐‑–]|[-‐‑–])", text[labels[0].end :])
        words, ends = Words(words.words[: words.comma]), labels[0].end + (cut.start() if cut else words.end)
    if re.match(r"(?:mon|le) ", text[labels[0].start :], re.IGNORECASE):
        return is_written_as_name(words)
    before = text[: labels[0].start].rstrip()
    is_bare_pair = labels[0].kind == "first" and bool(words.words) and all(map(is_first_name, words.words))
    is_apart = before.endswith((",", ".", ";", ")", "-", "–", "/")) or (
        is_bare_pair and bool(before) and not is_first_name(before.split()[-1])
    )
    after = text[ends:]
    is_end = bool(words.words) and not (re.search(r"\w", after) and not re.match(r"\s*[,;.(–-]", after))
    return is_apart and is_end and (is_written_as_name(words) or is_first_name(words.words[0]))


def _with_twin(before: str, first: tuple[str, ...], last: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns both names of "Martin Paul, Martin étant le nom": what was said beside the labelled one is the other."""
    labelled = [fold_name(word) for word in first or last]
    run = take_words(strip_fillers(before)).words
    others = tuple(word for word in run[: len(run)] if fold_name(word) not in labelled)
    if (
        run
        and run[: len(others)] == others
        and re.search(r"\w\s*,\s*\w", before)
        and (first or weigh(Words(others)) is Weight.NAME)
    ):
        is_listed = any(has_telling_capital(word) or weigh(Words((word,))) is Weight.NAME for word in others)
        if is_listed and others and len(others) < len(run):  # "Quesnel, Fabien de son prénom"
            return (first, others) if first else (others, last)
    labelled_after_comma = rf"\w\s*,\s*(?:(?:et|puis|mais|alors)\s+)*{re.escape(' '.join(first or last))}\s+(?:pour|comme|en|de|c['’ ]?est)(?!\w)"
    if others and others == run and re.search(labelled_after_comma, before, re.IGNORECASE):
        return (first, others) if first else (others, last)  # "Ferrand, et Julie pour le prénom"
    is_said_twice = sum(fold_name(word) in labelled for word in re.findall(r"[^\W\d_][\w'’-]*", before)) > len(labelled)
    if not is_said_twice or not others or len(others) == len(run):
        return first, last
    return (first, others) if first else (others, last)


def _before(text: str, label: Label, start: int) -> Words:
    clause = re.split(r"[,;.!?]\s|\bet\b", text[start : label.start].rstrip(" ,;(-–:"))[-1]
    clause = re.sub(r"\s*(?<!\w)(?:c['’ ]?est|est|comme|pour|en)\s*$", "", strip_fillers(clause), flags=re.IGNORECASE)
    words = take_words(clause)
    if not words.words or words.end < len(clause.rstrip()) - 1:
        words, clause = _run_at_end(clause)
    if len(words.words) == 1 and not has_telling_capital(words.words[0]) and weigh(words) is not Weight.NAME:
        return Words(())
    return words if words.end >= len(clause.rstrip()) - 1 else Words(())


def _run_at_end(clause: str) -> tuple[Words, str]:
    """Returns the name that ends a clause ("Je signe Ouvrard"), and the clause from there."""
    for found in re.finditer(r"(?<=\s)(?=[^\W\d_])", clause):
        rest = clause[found.end() :]
        words = take_words(rest)
        is_whole = words.end >= len(rest.rstrip()) - 1
        is_name = weigh(words) is Weight.NAME or is_written_as_name(words)
        if words.words and is_whole and is_name and not is_ordinary(words.words[0]):
            return words, rest
    return Words(()), clause


def _after(text: str, labels: list[Label], position: int) -> Words:
    end = labels[position + 1].start if position + 1 < len(labels) else len(text)
    said = text[labels[position].end : end]
    words = take_words(repaired(strip_fillers(without_denied(said))), told=True)
    described, colon, told = said.partition(":")
    if colon and all(map(is_word, re.findall(r"[^\W\d_]+", described))) and re.search(r"\w", told):
        words = take_words(repaired(strip_fillers(told)), told=True)  # "mon nom est long : Andrianarivo"
    if (later := _after_description(said, words)) is not None:
        return later
    is_described = weigh(words) is Weight.WORD and not is_written_as_name(words)
    if is_described and not re.search(r"[:=>]", text[labels[position].start : labels[position].end]):
        return Words(())  # "mon prénom est rare"
    return Words(words.words[: words.comma]) if words.comma else words


def _after_description(said: str, words: Words) -> Words | None:
    """Returns the name that follows what is said of it ("mon nom est long mais le voilà, Ramanantsoa"); None without any."""
    cut = re.match(
        r"\s*(?:et |mais |tr[èe]s |assez |plut[ôo]t |bien )*[a-zà-ÿ]+\s+(?:et|mais|alors|donc)\s[^,:]*[,:]\s*(?=[A-ZÀ-Þ])",
        said,
    )
    if not cut or not words.words or not all(is_word(word) and word.islower() for word in words.words):
        return None
    told = take_words(strip_fillers(said[cut.end() :]), told=True)
    return told if told.words and weigh(told) is Weight.NAME else None


def _unlabelled_rest(words: Words, labels: list[Label], kind: str) -> FullName:
    """Shares "mon nom c'est Lucie Bérard" out when the other name has no label of its own."""
    other = {"first": {"last", "family"}, "last": {"first"}}[kind]
    known = [is_first_name(word) for word in words.words]
    if len(words.words) < 2 or other & {label.kind for label in labels} or not any(known) or all(known):
        return FullName()
    return split_full_name(list(words.words), asked_first=kind == "first", told=True)


def _without_article(words: Words) -> Words:
    """Returns a first name without the article of talk ("la Marie", "c'est le Bereket")."""
    is_article = len(words.words) > 1 and words.words[0] in _ARTICLES
    if is_article and (is_first_name(words.words[1]) or is_first_name_only(words.words[1])):
        return Words(words.words[1:], None, words.end)
    return words


def in_order(words: Words, asked: Asked, *, told: bool) -> FullName | None:
    """Shares a run of words out into first and last name; None when it is no name.

    Args:
        words: the run.
        asked: the name that was asked.
        told: whether a phrase presents the person, so that the first name comes first.
    """
    if not words.words or all(is_particle(word) and word.islower() for word in words.words):
        return None
    if asked == FIRST_NAME or len(words.words) > 2:
        words = _without_article(words)
    before_comma = words.words[: words.comma]
    if (
        len(before_comma) > 1
        and words.comma
        and not all(map(is_first_name, before_comma))
        and any(map(is_first_name, before_comma))
    ):
        words = Words(before_comma)  # a whole name; something else follows the comma
    return split_full_name(list(words.words), asked_first=asked == FIRST_NAME, told=told, comma=words.comma)
