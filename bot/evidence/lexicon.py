"""French word forms, without accents: which words exist and how verbs are conjugated.

Built from the tables of the spaCy lemmatizer, completed with the regular conjugation in -er.
"""

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ER_ENDINGS = [
    "er",
    "e",
    "es",
    "ons",
    "ez",
    "ent",
    "ais",
    "ait",
    "ions",
    "iez",
    "aient",
    "ai",
    "as",
    "a",
    "erai",
    "eras",
    "era",
    "erons",
    "erez",
    "eront",
    "erais",
    "erait",
    "erions",
    "eriez",
    "eraient",
    "ant",
    "é",
    "és",
    "ée",
    "ées",
]


@functools.lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Returns the word in lower case, without accents or ligatures."""
    lowered = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def regular_forms(verb: str) -> set[str]:
    """Returns the unaccented forms of a regular verb in -er, spellings « nous mangeons », « j'appelle » included."""
    stem = verb[:-2]
    forms = {plain(stem + ending) for ending in _ER_ENDINGS}
    if stem.endswith("g"):
        forms |= {plain(stem + "e" + ending) for ending in ("ons", "ais", "ait", "aient", "ant", "a", "ai")}
    if stem.endswith(("l", "t")):
        forms |= {plain(stem + stem[-1] + ending) for ending in ("e", "es", "ent", "erai", "era", "erais", "erait")}
    if stem.endswith("y"):
        forms |= {plain(stem[:-1] + "i" + ending) for ending in ("e", "es", "ent", "erai", "era", "erais", "erait")}
    return forms


@dataclass(frozen=True)
class Lexicon:
    """Unaccented French forms.

    Attributes:
        words: every known form.
        verbs: forms of the irregular verbs, by unaccented infinitive.
    """

    words: frozenset[str]
    verbs: Mapping[str, frozenset[str]]

    def forms(self, verb: str) -> frozenset[str]:
        """Returns the forms of a verb given by its infinitive, accents optional."""
        name = plain(verb)
        known = self.verbs.get(name, frozenset())
        generated = regular_forms(name) if name.endswith("er") and name != "aller" else set()
        return known | generated | {name}


def lexicon_of(tables: Mapping[str, Mapping[str, Iterable[str]]], index: Mapping[str, Iterable[str]]) -> Lexicon:
    """Returns the lexicon of a lemmatizer's exceptions (form → lemmas, by part of speech) and index (lemmas)."""
    words: set[str] = set()
    verbs: dict[str, set[str]] = {}
    for part, forms in tables.items():
        for form, lemmas in forms.items():
            short = plain(form)
            words.add(short)
            if part in ("verb", "aux"):
                for lemma in lemmas:
                    verbs.setdefault(plain(lemma), set()).add(short)
    for part, lemmas in index.items():
        for lemma in lemmas:
            short = plain(lemma)
            words.add(short)
            if part == "verb" and short.endswith("er"):
                words |= regular_forms(short)
            elif part == "noun":
                words.add(short + "s")
    return Lexicon(frozenset(words), {verb: frozenset(forms) for verb, forms in verbs.items()})
