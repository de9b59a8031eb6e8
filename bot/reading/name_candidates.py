"""The name in an answer that has no label: the text is cut into segments, and each run of words is weighed.

What counts: whether the words are names or ordinary words, how they are written, what stands before the run (nothing,
a remark) and after it (nothing, a remark apart, a remark that goes on). An ordinary word is a name only by itself.
"""

import re
from enum import IntEnum

from rapidfuzz.distance import OSA

from bot.reading.name_phrases import Words, has_civility, opens_by_introducing, says_i_am, strip_fillers, take_words
from bot.reading.name_roles import is_last_name_only
from bot.reading.name_words import (
    can_be_in_name,
    fold_name,
    has_telling_capital,
    is_chat,
    is_first_name,
    is_particle,
    is_word,
    is_word_surname,
)

_MOST_SEGMENTS = 8
_LONGEST_PREAMBLE = 8  # words
_LONGEST_QUESTION_BEFORE = 3
_LONGEST_BARE = 5

_BOUNDARY = re.compile(r"\s*[,;:!?…()]+\s*|(?<!\b\w)\.+\s+|\s+[-–—/=]+>?\s+")
_ENDS = re.compile(r"[\W_]*")
_APART = re.compile(r"\s*[,;:.!?…()\-–—/]|\s*[\U0001F300-\U0001FAFF☀-➿]")
_REMARK = re.compile(
    r"\s+(?:\d+|et|mais|avec|sans|comme|c['’ ]?est|c(?=\s)|[çc]a|pour|merci|mrc|d[ée]sol[ée]e?|pardon|bon courage|tout|tt|seulement|uniquement|sur|à|au|dans|depuis|voil[àa]|lol|mdr|en|"
    r"n[ée]e?|oui|svp|stp|s['’ ]il|aussi|donc|quoi|hein|euh|inch|j['’]?[ée]pelle|un nom|monsieur|madame|enchant|ravie?|bonne|bonjour|bonsoir|toujours|bien|non|plut[ôo]t|si|oups|pas (?:(?:le|la|les|comme|une?|des) |l['’])(?!peine|envie|dire|donner))(?!\w*['’]?\w*\?)",
    re.IGNORECASE,
)
_OWN_REMARK = re.compile(
    r"\s+(?:je(?!\w)|j['’ ]|on(?!\w)|(?:jh?abite?|jsuis?|jss|chuis?|jvis|jbosse|jrest|jviens|jcherche|jpeux?|jve(?:ux?)?)(?!\w))",
    re.IGNORECASE,
)
_ASKS_WHAT_IT_IS = re.compile(r"[\s,:;.]*(?:c['’ ]?est|c|cest) (?:quoi|koi|qui|ou|où|combien|quand|comment|possible|bien)\b", re.IGNORECASE)  # fmt: skip
_SAYING = re.compile(r"(?<!\w)(?:dis|dit|dire|dirais|dirai|disons|donne|encore|famille|c['’ ]?est|c|[ée]cri[ts]|marqu[ée]|not[ée]|toujours|simplement|veuve|r[ée]pondre|r[ée]p[èe]te)\s*:?\s+(?=\w)", re.IGNORECASE)  # fmt: skip
# A remark that holds one of these speaks of something else: what follows it may be a town, a trade…
_TOPICS = frozenset(
    [
        "habite",
        "habitons",
        "vis",
        "viens",
        "suis",
        "travaille",
        "cherche",
        "veux",
        "voudrais",
        "dispo",
        "disponible",
        "ville",
        "commune",
        "mobile",
        "km",
        "rue",
        "fils",
        "fille",
        "connais",
        "chez",
        "pres",
        "vers",
        "commence",
        "pourquoi",
        "combien",
        "quand",
        "quel",
        "quelle",
        "comment",
        "souhaite",
        "aimerais",
    ]
)
_INTERJECTIONS = frozenset({"bah", "ah", "oh", "eh", "hein"})
_OFTEN_MISTYPED = ("bonjour", "bonsoir", "pourquoi", "comment", "suivant", "inscription", "inscrire", "attendez", "continuer", "question", "formation", "disponible")  # fmt: skip


class Weight(IntEnum):
    """How much the words of a run look like a name."""

    WORD = 1  # ordinary words only
    BORNE = 2  # a word that many families or people bear as a name
    NAME = 3  # no word of the language


def weigh(words: Words) -> Weight:
    """Returns how much the words of a run look like a name."""
    own = [word for word in words.words if not is_particle(word)] or list(words.words)
    if any(not is_word(word) and not _is_mistyped(word) for word in own):
        return Weight.NAME
    if any(is_word_surname(word) or is_first_name(word) for word in own):
        return Weight.BORNE
    return Weight.WORD


def is_written_as_name(words: Words) -> bool:
    """Returns whether a word of the run has a capital that tells a name."""
    return any(has_telling_capital(word) for word in words.words)


def find_candidate(text: str) -> tuple[str, Words] | None:
    """Returns the words that are most probably the name, and the segment that they begin; None when nothing is.

    Args:
        text: the answer, its repairs made and its remarks on spelling gone.
    """
    starts = [0, *(found.end() for found in _BOUNDARY.finditer(text) if found.end() < len(text) and found.start())]
    for start in starts[:_MOST_SEGMENTS]:
        before = text[:start]
        if before and not _is_light(before):
            return None
        segment = text[start:]
        rest = strip_fillers(segment)
        words = take_words(rest)
        words = _without_lead_word(words)
        if words.words and _is_name(segment, rest, words, before):
            is_said_again = len(words.words) > 2 and words.words[0] == words.words[-1]  # "Bond. James Bond."
            return segment, Words(words.words[1:]) if is_said_again else words
    return _after_saying(text)


def _after_saying(text: str) -> tuple[str, Words] | None:
    """Returns the name at the end of a sentence that says it ("je vais dire Duval", "et la famille Santini")."""
    for found in _SAYING.finditer(text):
        words = _without_lead_word(take_words(text[found.end() :]))
        if not words.words or weigh(words) is not Weight.NAME or not _is_light(text[: found.end()]):
            continue
        after = text[found.end() + words.end :]
        if _ENDS.fullmatch(after) or (_APART.match(after) and "?" not in after):
            return text[found.end() :], words
    return None


def _without_lead_word(words: Words) -> Words:
    """Returns the run without the ordinary word that begins its sentence ("Disons Duval")."""
    start = words.comma or 0
    if len(words.words) > start + 1 and start == 1 and _is_only_word(words.words[0]) and not words.words[0].isupper():
        return Words(words.words[1:], None, words.end)  # "Enchanté, Gaspard Pelleray"
    first, *others = words.words or ("",)
    if fold_name(first) in _INTERJECTIONS and others and not is_first_name(others[0]):
        return Words(tuple(others), None, words.end)  # "Bah Quesnel", but "Bah Mariama"
    is_name = is_word_surname(first) or is_first_name(first) or is_particle(first) or is_last_name_only(first)
    is_lead = is_word(first) and not is_name and not first.isupper()
    if is_lead and others and words.comma is None and has_telling_capital(others[0]) and not is_word(others[0]):
        return Words(tuple(others), None, words.end)
    return words


def _is_only_word(word: str) -> bool:
    return is_word(word) and not (is_word_surname(word) or is_first_name(word) or is_last_name_only(word))


def _is_name(segment: str, rest: str, words: Words, before: str) -> bool:
    weight, after = weigh(words), rest[words.end :]
    is_capital = is_written_as_name(words)
    ends = bool(_ENDS.fullmatch(after))
    if all(is_particle(word) for word in words.words) and not (ends and is_capital):
        return False
    if opens_by_introducing(segment):
        if weight < Weight.NAME and not (is_capital and _is_single(words)):
            return False
        if says_i_am(segment) and weight is Weight.WORD and not has_civility(segment):
            return False  # "je suis Français"
        if says_i_am(segment) and not (is_capital or any(is_first_name(word) for word in words.words)):
            return False
    elif weight is Weight.WORD and not (ends and _is_word_alone(words, before)):
        return False
    if before and weight < Weight.NAME and not (ends and before.rstrip().endswith(":")) and not is_capital:
        return False
    if ends:
        return len(words.words) <= _LONGEST_BARE or is_capital
    if _ASKS_WHAT_IT_IS.match(after):
        return False
    if _APART.match(after):
        return True
    if weight is Weight.NAME and all(map(is_chat, re.findall(r"[^\W\d_]+", after))) and "?" not in after:
        return True  # "Pelleray ouais"
    is_plain = is_capital or any(is_first_name(word) for word in words.words)
    return (bool(_REMARK.match(after)) and (weight is Weight.NAME or is_capital)) or bool(
        _OWN_REMARK.match(after) and is_plain and weight is Weight.NAME
    )


def _is_single(words: Words) -> bool:
    return sum(not is_particle(word) for word in words.words) <= 1 or any(not is_word(word) for word in words.words)


def _is_word_alone(words: Words, before: str) -> bool:
    """Returns whether ordinary words are the whole answer and written as a name would be ("long", "La Suite")."""
    if before and not before.rstrip().endswith(":"):
        return False
    if len(words.words) == 1:
        return True
    return all(has_telling_capital(word) for word in words.words if fold_name(word) not in {"de", "du", "des", "d"})


def _is_light(before: str) -> bool:
    """Returns whether what stands before a segment is a remark that an answer may follow."""
    said = [fold_name(word) for word in re.findall(r"[^\W\d_]+", before)]
    most = _LONGEST_QUESTION_BEFORE if before.rstrip().endswith("?") else _LONGEST_PREAMBLE
    return (
        len(said) <= most
        and not _TOPICS & set(said)
        and all(is_word(word) or len(word) <= 2 or not can_be_in_name(word) for word in said)
    )


def _is_mistyped(word: str) -> bool:
    folded = fold_name(word)
    return any(abs(len(folded) - len(usual)) <= 1 and OSA.distance(folded, usual, score_cutoff=1) <= 1 for usual in _OFTEN_MISTYPED)  # fmt: skip
