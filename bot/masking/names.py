"""Names of people in an answer: after a title, beside who they are to the person, or listed first names.

A capital alone makes no name. Written small, a word is one only where a name is announced and lists know it.
"""

import csv
import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.masking.name_words import (
    can_be_in_name,
    fold_name,
    is_first_name,
    is_particle,
    is_surname_like,
    is_word,
    is_word_surname,
    read_words,
)
from bot.masking.phrases import Span, levelled, not_people
from bot.settings import DATA

_WORD = re.compile(r"[^\W\d_]+(?:['’][A-ZÀ-Ý][^\W\d_]+)?(?:-[^\W\d_]+)*")
_TITLE = re.compile(
    r"(?<!\w)(?:(?:monsieur|m'sieur|msieur|madame|mademoiselle|docteur|(?:mme|mlle|melle|mr|dr|mrs)\.?|m\.)(?:[ \t]+(?:de|du|des|d'))?"
    r"|maitre|soeur|pere|tonton|tata|tatie|papi|papy|mamie|mamy)[ \t]*$"
)
_RELATIONS = (
    r"voisine?|collegue|amie?|copine?|copain|pote|mari|femme|epoux|epouse|compagne|compagnon|conjointe?|frere|soeur|cousine?|oncle|tante|neveu|niece|mere|pere|maman|"
    r"papa|fils|fille|grand-mere|grand-pere|mamie|papi|papy|belle-mere|beau-pere|beau-frere|belle-soeur|ex|cheffe?|patronn?e?|responsable|directeur|directrice|tuteur|tutrice|"
    r"formateur|formatrice|prof|professeure?|medecin|docteure?|maitre|eleve|stagiaire|cliente?|patiente?|usagere?|usager|beneficiaire|apprenante?|habitante?|retraitee?|"
    r"dame|monsieur|personne|participante?|binome|animateur|animatrice|camarade|assistante? sociale|infirmiere?|conseillere?|conseiller|secretaire|psy|marraine|parrain|filleule?"
)
_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:mon|ma|mes|notre|un|une|son|sa|le|la|cette|ce|d'une|l')\s?(?:petite?|grande?|vieille|vieux|jeune|ancienne?|meilleure?|ex)?\s?(?:{_RELATIONS})s?(?P<comma>,? \(?)$"
)
_CLOSE = re.compile(
    rf"(?<!\w)(?:mon|ma|mes|notre)\s?(?:petite?|grande?|vieux|vieille|ancienne?|meilleure?)?\s?(?:{_RELATIONS})s? $"
)
_CALLED = re.compile(
    r"(?:s'appell?e|s'appelait|(?<!\w)sappel|se nomme|se prenomme|prenommee?|nommee?|denommee?|surnommee?|du nom de|au nom de) (?:aussi )?$"
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:;«\"“»\n(–—*•-])[\s\"«“]*$")
_NO_PERSON_BEFORE = re.compile(
    r"(?<!\w)(?:rue|avenue|boulevard|place|quai|lycee|college|ecole|universite|hopital|saint|sainte|st|ste|la saint|methode|logiciel|application|appli|site|marque|"
    r"station|gare|stade|fondation|institut|centre|salle|espace|maison|mediatheque|bibliotheque|maladie de|loi|prix|ville de|commune de|pays de|entreprise|societe)[ -]$"
)
_PLACE_BEFORE = re.compile(r"(?<!\w)(?:a|en|vers|sur|depuis|pres de|autour de|mairie de|region de) $")
_GLUED = re.compile(r"[\d+_/@#&=]")  # a key, a password, an address
_TOWN_OF_NOTE = 10_000
_ALIKE = 0.74
_LONGEST_ACRONYM = 5


@dataclass(frozen=True)
class _Word:
    """A word of the text; `level` is it without capitals or accents."""

    text: str
    level: str
    start: int
    end: int

    @property
    def has_capital(self) -> bool:
        return self.text[0].isupper()


def find_names(text: str, level: str, familiar: str) -> list[Span]:
    """Returns the names of people in a text.

    Args:
        text: the text.
        level: it levelled.
        familiar: words of the scenarios and the candidate's own name: their people are nobody's secret.
    """
    words = [_Word(match[0], level[match.start() : match.end()], *match.span()) for match in _WORD.finditer(text)]
    known = frozenset(levelled(word[0]) for word in _WORD.finditer(familiar) if word[0][0].isupper())
    is_shouted = _is_shouted(words)
    found: list[Span] = []
    position = 0
    while position < len(words):
        after = _name_from(words, position, level, known, is_shouted=is_shouted)
        if after > position:
            found.append((words[position].start, words[after - 1].end, "name"))
        position = max(after, position + 1)
    return found


def _is_shouted(words: Sequence[_Word]) -> bool:
    """Returns whether capitals tell nothing: most words are written in them."""
    long = [word for word in words if len(word.text) > 1]
    return sum(word.text.isupper() for word in long) * 2 > len(long)


def _name_from(words: Sequence[_Word], position: int, level: str, known: frozenset[str], *, is_shouted: bool) -> int:
    """Returns the position after the name that begins here, or this one if none does."""
    word = words[position]
    before = level[max(0, word.start - 60) : word.start]
    glued = level[max(0, word.start - 1) : word.start] + level[word.end : word.end + 1]
    if (
        _GLUED.search(glued)
        or _is_nobody(word, known)
        or _NO_PERSON_BEFORE.search(before)
        or not _is_name(word, before, is_shouted=is_shouted)
    ):
        return position
    after = position + 1
    while after < len(words) and _goes_on(words, after, level, is_shouted=is_shouted):
        after += 1
    while after > position + 1 and is_particle(words[after - 1].level):
        after -= 1
    return after


def _is_nobody(word: _Word, known: frozenset[str]) -> bool:
    """Returns whether a word names nobody, or somebody of the scenario or the candidate, misspelt perhaps."""
    if word.level in not_people() or len(word.text) < 2:
        return True
    return any(
        other == word.level
        or (other[0] == word.level[0] and difflib.SequenceMatcher(None, other, word.level).ratio() >= _ALIKE)
        for other in known
    )


def _is_name(word: _Word, before: str, *, is_shouted: bool) -> bool:
    capital = word.has_capital and not is_shouted
    listed = is_first_name(word.text) or _is_family_name(word.level)
    common = is_word(word.text)
    if _TITLE.search(before):
        return (capital and (not common or listed)) or (listed and not common)
    if _is_acronym(word, is_shouted=is_shouted):
        return False
    if (announced := _ANNOUNCED.search(before)) is not None:
        has_comma = "," in announced["comma"]
        return (capital and not common and (listed or not has_comma)) or (
            not common and is_first_name(word.text) and bool(_CLOSE.search(before))
        )
    if _CALLED.search(before):
        return listed and (capital or not common)
    if not capital or not listed or (_PLACE_BEFORE.search(before) and word.level in _towns()):
        return False
    return is_first_name(word.text) and not (common and _BEGINS_SENTENCE.search(before))


def _goes_on(words: Sequence[_Word], position: int, level: str, *, is_shouted: bool) -> bool:
    """Returns whether a word belongs to the name before it: "Karim Ben Salah", "lefevre"."""
    word, earlier = words[position], words[position - 1]
    between = level[earlier.end : word.start]
    if between not in {" ", "  ", " d'", " l'"}:
        return False
    follows = position + 1 < len(words) and words[position + 1].has_capital
    if is_particle(word.level):
        return (word.has_capital or follows) and not is_shouted
    if word.level in not_people():
        return False
    if word.has_capital and not is_shouted:
        return can_be_in_name(word.text)
    listed = _is_family_name(word.level) or is_first_name(word.text)
    return listed and not is_word(word.text) and not earlier.has_capital


def _is_family_name(level: str) -> bool:
    return level in _family_names() or is_surname_like(level) or is_word_surname(level)


def _is_acronym(word: _Word, *, is_shouted: bool) -> bool:
    return word.text.isupper() and len(word.text) <= _LONGEST_ACRONYM and not is_shouted


@functools.cache
def _family_names() -> frozenset[str]:
    return frozenset(levelled(name) for name in read_words("family_names.txt")) - {""}


@functools.cache
def _towns() -> frozenset[str]:
    """Returns the names of towns that are spoken of by name alone."""
    with (DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["population"] or 0) >= _TOWN_OF_NOTE]
    return frozenset(fold_name(row["nom"]) for row in rows)
