"""The one name in a sentence of ordinary words ("je crois que vous l'avez déjà mais c'est Vermeulen").

Each run of words that are none of the language's is weighed by how it is written, whether it is a listed name, and where it
stands. A last resort: the sentence has no label, no presentation, and does not begin by the name.
"""

import re
from dataclasses import dataclass

from bot.reading.chat_words import SHORT_FORMS
from bot.reading.name_phrases import Words
from bot.reading.name_roles import role
from bot.reading.name_words import (
    can_be_in_name,
    fold_name,
    has_telling_capital,
    is_first_name,
    is_particle,
    is_word,
    is_word_surname,
)

_ENOUGH = 3
_LISTED = 2.0
_SHORT = 5  # words
_MOST_WORDS = 40

_CLAUSE = re.compile(r"[^.!?…;,:()«»\"]+[.!?…;,:()«»\"]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´\-‐‑][^\W\d_]+)*")
_ELISION = re.compile(r"(?<![\w'’])(?:[jlmntsc]|qu)['’](?=\w)", re.IGNORECASE)

# What follows one of these is a place, a thing or somebody else.
_PLACING = frozenset({
    "a", "au", "aux", "chez", "vers", "en", "sur", "dans", "par", "pres", "depuis", "via", "avec", "du", "de", "des", "d", "sans", "entre", "et",
})  # fmt: skip
_OF_OTHERS = frozenset({
    "fils", "fille", "mari", "femme", "ami", "amie", "copain", "copine", "frere", "soeur", "mere", "pere", "maman", "papa", "cousin", "cousine",
    "voisin", "voisine", "collegue", "conseiller", "conseillere", "patron", "chef", "habite", "habitons", "habitais", "vis", "viens", "travaille",
    "travaillais", "cherche", "disponible", "ville", "commune", "mobile", "rue", "connais", "commence", "pourquoi", "combien", "quand", "comment",
    "chat", "chatte", "chien", "chienne", "bebe", "tante", "oncle", "mamie", "papi", "papy", "neveu", "niece", "prof", "medecin", "annonce", "facebook", "formation", "stage", "ecole",
})  # fmt: skip
_ORGANISATIONS = frozenset({
    "facebook", "linkedin", "google", "whatsapp", "instagram", "tiktok", "snapchat", "indeed", "leboncoin", "pix", "anct", "cv", "covid", "pole",
    "emploi", "france", "travail", "internet", "wifi", "windows", "android", "iphone", "apple", "microsoft", "chrome", "firefox", "gmail", "outlook",
    "zoom", "teams", "skype", "messenger", "youtube", "twitter", "caf", "cpam", "rsa", "smic", "cdi", "cdd", "bts", "cap", "bac", "rgpd", "cnil",
    "insee", "ia", "chatgpt", "noel",
})  # fmt: skip
_INTRODUCING = frozenset({
    "est", "sera", "serait", "suis", "appelle", "appellent", "signe", "repris", "reprends", "garde", "porte", "pour", "famille", "nomme", "note",
    "mets", "ecris", "veut", "dis", "voila",
})  # fmt: skip
_CIVILITIES = frozenset({"monsieur", "madame", "mademoiselle", "mme", "mlle", "mr", "m"})
_ACTS_ON_ME = re.compile(r"\s+(?:m['’]|me |nous |vous |t['’]|te |a |est |sont |ont |va |marche)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"\d\W*$")
_CHATTER = frozenset({
    "tkt", "frr", "wsh", "wesh", "mdr", "lol", "ptdr", "jsp", "askip", "dsl", "oklm", "bah", "beh", "ben", "pff", "pfff", "bjr", "slt", "cc",
    "coucou", "ok", "okay", "merci", "svp", "stp", "hein", "euh", "heu",
})  # fmt: skip
# Particles that are written small inside a sentence too.
_SMALL_IN_SENTENCE = frozenset({"de", "du", "des", "d", "van", "von", "der", "den", "el", "al", "da", "dos", "di"})


@dataclass(frozen=True, slots=True)
class _Run:
    words: tuple[str, ...]
    start: int
    end: int


def find_in_sentence(text: str) -> tuple[Words, bool] | None:
    """Returns the name that a sentence holds and whether it is introduced ("c'est …"); None when none is plain enough.

    Args:
        text: the answer, its repairs made and its remarks on spelling gone.
    """
    is_shouted = text.isupper()
    found_words = _WORD.findall(text)
    if is_shouted or len(found_words) > _MOST_WORDS:
        return None
    best, best_weight, is_introduced = None, 0.0, False
    for clause in _CLAUSE.findall(text):
        if "?" in clause or _OF_OTHERS & {fold_name(word) for word in _WORD.findall(_ELISION.sub("", clause))}:
            continue
        for run in _runs(clause):
            weight, introduced = _weight(run, clause, is_short=len(found_words) <= _SHORT)
            if weight > best_weight:
                best, best_weight, is_introduced = run, weight, introduced
    return (Words(best.words), is_introduced) if best and best_weight >= _ENOUGH else None


def _runs(clause: str) -> list[_Run]:
    runs: list[_Run] = []
    current: list[re.Match[str]] = []
    for found in [*_WORD.finditer(_ELISION.sub(lambda elided: " " * len(elided.group()), clause)), None]:
        is_beside = found is not None and not (current and clause[current[-1].end() : found.start()].strip(" -"))
        if (
            found is not None
            and is_beside
            and (_is_name_like(found.group()) or _is_small_particle(found.group(), bool(current)))
        ):
            current.append(found)
            continue
        while current and _is_small_particle(current[-1].group(), True):
            current.pop()
        if current:
            runs.append(_Run(tuple(word.group() for word in current), current[0].start(), current[-1].end()))
        current = [found] if found is not None and _is_name_like(found.group()) else []
    return runs


def _is_small_particle(word: str, is_inside: bool) -> bool:
    return is_particle(word) and (has_telling_capital(word) or (is_inside and fold_name(word) in _SMALL_IN_SENTENCE))


def _is_name_like(word: str) -> bool:
    folded = fold_name(word)
    if len(folded) < 2 or folded in _ORGANISATIONS or folded in _CHATTER or folded in SHORT_FORMS:
        return False
    if not can_be_in_name(word) or (is_particle(word) and not has_telling_capital(word)):
        return False
    is_borne = has_telling_capital(word) and (is_word_surname(word) or is_first_name(word))
    return is_borne or not is_word(word)


def _weight(run: _Run, clause: str, *, is_short: bool) -> tuple[float, bool]:
    before = [fold_name(word) for word in _WORD.findall(_ELISION.sub("", clause[: run.start]))]
    after = clause[run.end :]
    previous = before[-1] if before else ""
    if previous in _PLACING or _AFTER_NUMBER.search(clause[: run.start]) or _ACTS_ON_ME.match(after):
        return 0.0, False
    own = [word for word in run.words if not is_particle(word)]
    is_capital = any(has_telling_capital(word) or (word.isupper() and len(word) > 2) for word in own)
    is_introduced = previous in _INTRODUCING or previous in _CIVILITIES
    weight = 0.0
    if is_capital:
        weight += 2 if before else 1
    if any(is_first_name(word) or abs(role(word)) >= _LISTED for word in own):
        weight += 2
    weight += (previous in _CIVILITIES) + is_introduced + is_short + (not _WORD.search(after))
    return weight, is_introduced
