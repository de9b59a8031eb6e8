"""French word forms, without accents: which words exist and how verbs are conjugated.

Built from the tables of the spaCy lemmatizer, completed with the regular conjugation in -er.
"""

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.evidence.hashed import HashedWords

_ER_ENDINGS = [
    "er", "e", "es", "ons", "ez", "ent", "ais", "ait", "ions", "iez", "aient", "ai", "as", "a", "erai", "eras", "era",
    "erons", "erez", "eront", "erais", "erait", "eriez", "eraient", "ant", "ee", "ees",
]  # fmt: skip


_FRENCH = str.maketrans(dict(zip("àâäéèêëîïôöùûüÿçœæ", [*"aaaeeeeiioouuuyc", "oe", "ae"], strict=True)))


@functools.lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Returns the word in lower case, without accents or ligatures."""
    lowered = word.lower()
    if not lowered.isascii() and not (lowered := lowered.translate(_FRENCH)).isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return lowered


def regular_forms(verb: str) -> set[str]:
    """Returns the forms of a regular verb in -er, all unaccented, spellings « nous mangeons », « j'appelle » included."""
    stem = verb[:-2]
    forms = {stem + ending for ending in _ER_ENDINGS}
    if stem.endswith("g"):
        forms |= {stem + "e" + ending for ending in ("ons", "ais", "ait", "aient", "ant", "a", "ai")}
    if stem.endswith(("l", "t")):
        forms |= {stem + stem[-1] + ending for ending in ("e", "es", "ent", "erai", "era", "erais", "erait")}
    if stem.endswith("y"):
        forms |= {stem[:-1] + "i" + ending for ending in ("e", "es", "ent", "erai", "era", "erais", "erait")}
    return forms


@dataclass(frozen=True)
class Lexicon:
    """Unaccented French forms.

    Attributes:
        words: every known form.
        verbs: forms of the irregular verbs, by unaccented infinitive.
    """

    words: HashedWords
    verbs: Mapping[str, frozenset[str]]

    def forms(self, verb: str) -> frozenset[str]:
        """Returns the forms of a verb given by its infinitive, accents optional."""
        name = plain(verb)
        known = self.verbs.get(name, frozenset())
        generated = regular_forms(name) if name.endswith("er") and name != "aller" else set()
        return known | generated | {name}


def lexicon_of(tables: Mapping[str, Mapping[str, Iterable[str]]], index: Mapping[str, Iterable[str]]) -> Lexicon:
    """Returns the lexicon of a lemmatizer's exceptions (form → lemmas, by part of speech) and index (lemmas)."""
    verbs: dict[str, set[str]] = {}
    for part in ("verb", "aux"):
        for form, lemmas in tables.get(part, {}).items():
            for lemma in lemmas:
                verbs.setdefault(plain(lemma), set()).add(plain(form))
    words = HashedWords.of(_words(tables, index))
    return Lexicon(words, {verb: frozenset(forms) for verb, forms in verbs.items()})


def _words(tables: Mapping[str, Mapping[str, Iterable[str]]], index: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for forms in tables.values():
        yield from map(plain, forms)
    for part, lemmas in index.items():
        for lemma in lemmas:
            short = plain(lemma)
            yield short
            if part == "verb" and short.endswith("er"):
                yield from regular_forms(short)
            elif part == "noun":
                yield short + "s"
