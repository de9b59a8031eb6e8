"""Find words of an earlier scene left in its follow-up or anchors.

« Monsieur Armand » below a scene that is now about Madame Lopez.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.base.text import fold
from bot.content.editing.fields import Values
from bot.content.interview import scenario_files

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BEFORE_A_SENTENCE = frozenset('.?!:…«»"“”(')
_MIN_NOUN_LETTERS = 5  # of a noun after an adjective: « un ancien maçon »
_TITLES = frozenset({"monsieur", "madame", "mademoiselle", "mme", "mlle"})
_NUMBERS = frozenset({
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "quinze", "vingt", "trente", "quarante", "cent",
})  # fmt: skip
_BEFORE_A_NOUN = frozenset({
    "le", "la", "l", "les", "un", "une", "du", "des", "au", "aux", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "votre",
    "vos",
})  # fmt: skip
_PRONOUNS = frozenset({"que", "qui", "dont", "quoi"})  # « ce que »


@dataclass(frozen=True)
class OldWords:
    """A text with words of an earlier scene.

    Attributes:
        part: `follow_up`, or a level of the anchors.
        text: the complete text.
        words: those of the earlier scene, as the text spells them.
    """

    scenario: str
    part: str
    text: str
    words: tuple[str, ...]


def old_words(given: Values, wordings: Sequence[Values], anchors: Mapping[str, Mapping[str, str]]) -> list[OldWords]:
    """The texts of changed scenarios that hold words only an earlier scene had.

    Args:
        given: the scenarios, by path.
        wordings: all earlier values, the current ones first.
        anchors: words by level, by scenario.
    """
    texts = []
    for name in scenario_files():
        scene, follow_up = f"{name}.text", f"{name}.follow_up"
        if all(given[path] == wordings[0][path] for path in (scene, follow_up)):
            continue
        gone, distinctive = set(), set()
        for wording in wordings:
            gone |= _all_words(wording[scene]) - _all_words(given[scene])
            distinctive |= {fold(word) for word in _telling_words(wording[scene])}
        for part, text in {"follow_up": given[follow_up], **anchors.get(name, {})}.items():
            telling = {fold(word) for word in _telling_words(text)} | distinctive
            words = [word for word in _WORD.findall(text) if fold(word) in gone & telling]
            if words:
                texts.append(OldWords(name, part, text, tuple(dict.fromkeys(words))))
    return texts


def _all_words(text: str) -> set[str]:
    return {fold(word) for word in _WORD.findall(text)}


def _telling_words(text: str) -> Iterator[str]:
    """Words that tell scenes apart: names, titles, numbers, and nouns after a determiner."""
    before = second_before = ""
    for match in _WORD.finditer(text):
        word, folded = match[0], fold(match[0])
        is_name = word[0].isupper() and not _begins_a_sentence(text[: match.start()])
        is_number = word.isdigit() or folded in _NUMBERS or folded.endswith("ieme")
        is_second = second_before in _BEFORE_A_NOUN and before not in _PRONOUNS and len(folded) >= _MIN_NOUN_LETTERS
        is_noun = (before in _BEFORE_A_NOUN or is_second) and folded not in _BEFORE_A_NOUN | _PRONOUNS
        if is_name or is_number or is_noun or folded in _TITLES:
            yield word
        before, second_before = folded, before


def _begins_a_sentence(text_before: str) -> bool:
    return not text_before.strip() or text_before.rstrip()[-1] in _BEFORE_A_SENTENCE
