"""Everyday words written by ear: "vakanse", "semène prochène", "kontra", "kilomaitre", put into French by their sounds.

Only words of which the readers make something are mended, and only where no French word is written so.
"""

import re
from functools import lru_cache

from bot.reading.chat_words import SHORT_FORMS, plain
from bot.reading.french_sounds import Voice, heard_in, letters, skeleton, unlikeness
from bot.reading.name_words import common_words, is_first_name, is_word
from bot.reading.place_text import word_set

_WORDS = word_set(
    "semaine semaines quinzaine prochaine prochain mois trimestre semestre année vacances congés rentrée début milieu courant janvier février avril juillet septembre octobre novembre "
    "décembre lundi mardi mercredi jeudi vendredi samedi dimanche demain aujourd'hui maintenant immédiatement disponible disponibilité libre préavis contrat démission démissionne "
    "commencer partir après avant jusqu'à contrat chômage kilomètre kilomètres minutes heure voiture permis région département partout autour environs alentours maximum déplacer bouger "
    "mobile mobilité village commune agglomération métropole transports trottinette quartier distance travailler habite"
)
_SHORTEST = 5  # letters
_UNLIKE = 0.07  # a sound
_LONGEST = 10  # letters
_HELD = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _said() -> dict[str, list[tuple[str, str]]]:
    """Returns the words with what they sound like, by their consonants."""
    voice = Voice()
    said: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(_WORDS):
        sounds = voice.say(letters(word))
        said.setdefault(skeleton(sounds), []).append((sounds, word))
    return said


@lru_cache(maxsize=2048)
def _meant(word: str) -> str:
    bare = plain(word)
    if len(bare) < _SHORTEST or bare in SHORT_FORMS or is_word(word) or is_first_name(word):
        return word
    found = [
        (doubt + unlikeness(heard, sounds), meant)
        for heard, doubt in heard_in([word.lower()]).items()
        for sounds, meant in _said().get(skeleton(heard), ())
    ]
    cost, meant = min(found, default=(1.0, word))
    return meant if cost <= _UNLIKE * len(bare) else word


@lru_cache(maxsize=1)
def _french() -> frozenset[str]:
    voice = Voice()
    return frozenset(voice.say([word]).replace("H", "E") for word in common_words() if len(word) <= _LONGEST)


def sounds_french(word: str) -> bool:
    """Returns whether a word sounds like one of French, whatever its spelling ("salère", "bocou", "ouiii")."""
    voice = Voice()
    said = [voice.say([word.lower()]), *heard_in([_HELD.sub(r"\1", word.lower())])]
    return any(sounds.replace("H", "E") in _french() for sounds in said)


def spelt_right(text: str) -> str:
    """Returns a text with the everyday words that are written by ear spelt right."""
    return _WORD.sub(lambda found: found[0] if found[0][:1].isupper() and found.start() else _meant(found[0]), text)
