"""What a writer takes back: a joke (« je change de pays. Non je rigole »), a fault of the past that they have since left.

« Avant, je faisais à leur place. Maintenant je me mets les mains dans le dos » tells of somebody who has learned: the
first sentence is nothing to hold against them.
"""

import re
from collections.abc import Sequence

from bot.evidence.clauses import Clause
from bot.evidence.tokens import Token

_JOKE = re.compile(
    r"^(?:(?:non|nan|mais|bon|enfin|allez|la|bref|euh) ){0,3}"
    r"(?:j(?:e )?(?:rigol|plaisant|deconn|blagu|galej|taquin)\w*|ce (?:est|etait) (?:une (?:blague|plaisanterie)|pour (?:rire|rigoler|blaguer)|de le humour)"
    r"|blague a part|(?:treve de|sans) plaisanteries?|plus serieusement|(?:pour etre|redevenons|soyons) serieux|humour)\b"
)
_DENIES_JOKE = re.compile(r"\b(?:pas|jamais|rien)\b")
_HAS = r"(?:ai|avais|a|avait|avons|avions|suis|etais|est|etait)"
_BETWEEN = r"(?:(?:ne|me|te|se|le|la|les|lui|leur|l|y|en|nous|vous|pas|deja|meme|aussi|souvent|toujours) ){0,3}"
# « je faisais », not « je ferais », nor the presents « je fais », « je sais ».
_PAST = re.compile(
    rf"\b(?:je|on|nous) {_BETWEEN}(?:{_HAS} {_BETWEEN}\w+(?:e|ee|es|i|is|it|u|us|t|ert|ort)\b"
    r"|(?!(?:fais|vais|sais|connais|reconnais|parais|plais|tais|nais|fait|sait|plait|connait|parait)\b)\w+(?<!r)(?:ais|ait|ions)\b"
    r")"
)
_ME = r"(?:je|on|nous|ce est|ca|plus)"
_SINCE = re.compile(
    rf"^(?:(?:et|mais|donc|alors|sauf que|seulement) )?(?:(?:maintenant|aujourd hui|desormais|dorenavant|a present|depuis|depuis (?:ce jour|cette fois|lors|ca|cela))\b(?=(?: \w+)?$| {_ME}\b)"
    r"|plus jamais\b|jamais plus\b|(?:avec le temps )?je (?:ai|avais) (?:bien |vite |fini par )?(?:appris|compris|change|arret\w*|apprendre|comprendre)\b"
    r"|je (?:ne )?(?:le |la |les |y |me y )?(?:fais|ferai|ferais|prends|recommence\w*) plus\b|je (?:me en |le )?(?:veux|regrett\w+)\b)"
)
_JOKE_ALONE = 6  # words of a clause that says no more than that it was a joke
_REACH = 6  # clauses behind a fault in which a change is told


def _said(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.norm for token in tokens[start:end] if token.is_word)


def find_disowned(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[frozenset[int], frozenset[int]]:
    """Returns the numbers of the clauses that are taken back: (wholly, as a joke; as faults, since left).

    Args:
        tokens: the answer's tokens.
        clauses: its clauses, in order.
    """
    said = [_said(tokens, clause.start, clause.end) for clause in clauses]
    jokes: set[int] = set()
    left: set[int] = set()
    for number, words in enumerate(said):
        if _JOKE.match(words) and not _DENIES_JOKE.search(words):
            jokes |= _before_joke(clauses, number)
            if len(words.split()) <= _JOKE_ALONE:
                jokes.add(number)
        if _PAST.search(words):
            following = said[number + 1 : number + 1 + _REACH]
            if any(_SINCE.match(later) for later in following):
                left.add(number)
    return frozenset(jokes), frozenset(left)


def _before_joke(clauses: Sequence[Clause], joke: int) -> set[int]:
    """Returns the clauses that « je rigole » takes back: of its sentence, or of the one before if it begins one."""
    own = {number for number in range(joke) if clauses[number].sentence == clauses[joke].sentence}
    if own or not joke:
        return own
    before = clauses[joke - 1].sentence
    return {number for number in range(joke) if clauses[number].sentence == before}
