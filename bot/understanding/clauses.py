"""Splitting answers into clauses at punctuation, at connectors and before a new subject.

Connectors and subjects make up for missing punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bot.base.text import without_accents

MAX_TOKENS = 3_000  # words and marks that are read of an answer
_CONNECTORS = frozenset([
    "et", "mais", "puis", "donc", "alors", "ensuite", "car", "parce", "quand", "lorsque", "lorsqu", "pendant", "tandis",
    "puisque", "puisqu", "comme", "sinon", "apres", "si", "afin", "pour",
])  # fmt: skip
_SUBJECTS = frozenset(["je", "j", "on", "nous", "il", "elle", "ils", "elles", "tu", "vous"])
# Forms that lean on the word behind them, whether the apostrophe was typed or not.
_ELIDED = frozenset([
    "c", "d", "j", "k", "l", "m", "n", "s", "t", "qu", "lorsqu", "puisqu", "quoiqu", "jusqu", "quelqu", "presqu", "parcequ",
    "entr", "aujourd", "prud",
])  # fmt: skip
# A clause does not end with these.
_LINKS = _ELIDED | frozenset([
    "que", "qui", "ou", "si", "comme", "dont", "quand", "lorsque", "puisque", "parce", "quoi", "jusque", "ne", "et", "mais",
    "puis", "ke", "ki", "kan", "qd", "pcq", "pck", "psk",
])  # fmt: skip
# « à vous », « avec elle », « c'est nous »: no subject begins there.
_GOVERNING = frozenset([
    "a", "de", "avec", "chez", "sur", "devant", "derriere", "entre", "sans", "vers", "par", "pour", "contre", "selon",
    "envers", "est", "etait", "serait",
])  # fmt: skip
_CLITICS = frozenset(["nous", "vous"])  # « je vous montre »
_GOVERNED = _CLITICS | {"elle", "elles"}
_MIN_CLAUSE_WORDS = 3  # words before and behind a cut where no mark stands
_MAX_FRAGMENT_WORDS = 2  # words: « voilà », « Monsieur Armand »
_TOKEN = re.compile(r"[^\W_](?:(?!_)[\w\u0300-\u036f])*|[.!?…;:,()\n«»\"–—]")  # accents may stand by themselves
_PUNCTUATION_IN_WORD = re.compile(
    r"(?<=\d)[.,:](?=\d)"  # 2,5
    r"|(?<![^\W_])(?:m|mr|mme|mlle|dr)\.(?=[^\S\n]?[^\W\d_])"  # M. Armand
    r"|(?<![^\W_])[^\W\d_]\.(?=[^\W\d_](?![^\W_]))"  # C.A.F.
    r"|(?<=[^\W_])\.(?=(?:fr|com|org|net|gouv)(?![^\W_]))"  # caf.fr
    r"|(?<=[^\W_])\.(?:es?|x|t?rices?|euses?|ères?|(?<=n\.)nes?)(?:\.s)?(?![^\W_])"  # apprenant.e.s
    r"|(?<=[^\W_])\((?:es?|s|x|nes?|t?rices?|euses?|ères?)\)"  # apprenant(e)
    r"|(?<![^\W_])(?:[cdjlmnst]|(?:lors|puis|quoi|jus|quel|pres)?qu)[\",](?=[^\W\d_])",  # s"il, s,il: typed for an apostrophe
    re.IGNORECASE,
)  # marks that stand inside a word
_NO_LETTER = re.compile(r"[\W_]")
_STOPS = frozenset(".!?…\n;")


@dataclass(frozen=True)
class Clause:
    """A clause of an answer.

    Attributes:
        start, end: character offsets, end exclusive.
        sentence: index of its sentence.
        words: lower case without accents.
    """

    start: int
    end: int
    sentence: int
    words: tuple[str, ...]

    def joined(self, other: Clause) -> Clause:
        """This clause joined with the following one."""
        return Clause(self.start, other.end, other.sentence, (*self.words, *other.words))


def plain_words(text: str) -> tuple[str, ...]:
    """Words of a text, lower case without accents."""
    return tuple(_plain(match.group()) for match in _TOKEN.finditer(text) if match.group()[0].isalnum())


def split_clauses(text: str) -> list[Clause]:
    """Clauses in order, without punctuation except inside words."""
    text = _PUNCTUATION_IN_WORD.sub(lambda inside: _NO_LETTER.sub("'", inside.group()), text)  # as long as it was
    tokens = [(*match.span(), _plain(match.group())) for match in islice(_TOKEN.finditer(text), MAX_TOKENS)]
    words_left = [0] * (len(tokens) + 1)  # words from here to the next mark
    for index in range(len(tokens) - 1, -1, -1):
        words_left[index] = words_left[index + 1] + 1 if tokens[index][2][0].isalnum() else 0
    clauses: list[Clause] = []
    open_tokens: list[tuple[int, int, str]] = []
    sentence = 0

    def close() -> None:
        if open_tokens:
            clauses.append(
                Clause(open_tokens[0][0], open_tokens[-1][1], sentence, tuple(word for _, _, word in open_tokens))
            )
            open_tokens.clear()

    for index, (start, _, word) in enumerate(tokens):
        if not words_left[index]:
            close()
            sentence += word in _STOPS
            continue
        opens = word in _CONNECTORS or word in _SUBJECTS
        if opens and len(open_tokens) >= _MIN_CLAUSE_WORDS and words_left[index] >= _MIN_CLAUSE_WORDS:
            _, end, before = open_tokens[-1]
            if not _belongs(word, before) and any(sign.isspace() for sign in text[end:start]):
                close()
        open_tokens.append(tokens[index])
    close()
    return _without_fragments(clauses)


def _belongs(word: str, previous: str) -> bool:
    """Whether a word cannot be separated from the one before: « s'il », « avec elle », « que je vous »."""
    return previous in _LINKS or (
        word in _GOVERNED and (previous in _GOVERNING or (word in _CLITICS and previous in _SUBJECTS))
    )


def _without_fragments(clauses: Sequence[Clause]) -> list[Clause]:
    """Join clauses of one or two words to the next of their sentence, or else to the previous one."""
    joined: list[Clause] = []
    for clause in clauses:
        if joined and joined[-1].sentence == clause.sentence and len(joined[-1].words) <= _MAX_FRAGMENT_WORDS:
            joined[-1] = joined[-1].joined(clause)
        else:
            joined.append(clause)
    if len(joined) > 1 and joined[-2].sentence == joined[-1].sentence and len(joined[-1].words) <= _MAX_FRAGMENT_WORDS:
        joined[-2:] = [joined[-2].joined(joined[-1])]
    return joined


def _plain(word: str) -> str:
    return without_accents(word.lower()) or word
