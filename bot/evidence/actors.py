"""Who acts: the candidate (je, on, nous, an infinitive, nobody named), or somebody else (the learner, colleagues)."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from bot.evidence.tokens import STOP, Token

_CANDIDATE = frozenset(("je", "on", "nous", "moi"))
_OTHERS = frozenset(("il", "elle", "ils", "elles", "certains", "certaines"))
_IMPERSONAL = frozenset(
    [
        "faut",
        "fallait",
        "faudra",
        "faudrait",
        "vaut",
        "vaudrait",
        "suffit",
        "suffirait",
        "convient",
        "s",
        "arrive",
        "m",
        "y",
        "est",
    ]
)
_OBJECT_BEFORE = frozenset(("je", "on", "nous", "ne", "pour", "a", "de", "vais", "peux", "va"))
_PERSON_NOUNS = frozenset(
    [
        "collegue",
        "collegues",
        "gens",
        "formateur",
        "formateurs",
        "educateur",
        "monsieur",
        "madame",
        "dame",
        "femme",
        "participant",
        "participante",
        "apprenant",
        "apprenante",
        "personne",
        "personnes",
        "usager",
        "usagere",
        "jeunes",
        "jeune",
        "fille",
        "mari",
        "enfants",
        "autres",
        "agriculteur",
    ]
)
_BACKWARD = 14
# « je lui demande de rester calme »: the learner would stay calm.
_ORDER = re.compile(
    r"\b(?:demand|conseill|ordonn|pri|invit|suppli|somm|di(?:s|t|re|rai|rais|rait|sons|sant)\b)\w* (?:\w+ ){0,4}"
    r"(?:de|a)(?: ne)?(?: pas| plus| jamais)?(?: me| se| le| la| les| lui)?$"
)


def _is_impersonal(tokens: Sequence[Token], index: int) -> bool:
    """Tells « il faut », « il ne faut pas », « il y a »."""
    following = [token.norm for token in tokens[index + 1 : index + 3]]
    if following and following[0] == "ne":
        following = following[1:]
    return bool(following) and following[0] in _IMPERSONAL and tokens[index].norm == "il"


def _pronoun_actor(tokens: Sequence[Token], index: int) -> bool | None:
    """Returns whether the candidate acts, judged by the word at `index`; None if it is no subject."""
    norm = tokens[index].norm
    before = tokens[index - 1].norm if index else ""
    if norm in _CANDIDATE:
        return None if norm in ("nous", "moi") and before in ("a", "avec", "chez", "pour", "a", "que") else True
    if norm in _OTHERS:
        if before in ("chez", "avec", "pour", "d", "de", "comme", "sur"):
            return None
        return _is_impersonal(tokens, index)
    if norm in ("vous", "tu"):
        return None if before in _OBJECT_BEFORE else False
    if norm == "qui":
        return None if before in ("ce", "a", "pour", "de", "") else before == "moi"
    return None


def _verb_of(doc: Doc, start: int, end: int) -> int:
    """Returns the first verb of the span, or its first token."""
    return next((i for i in range(start, end) if doc[i].pos_ in ("VERB", "AUX")), start)


def _subject(doc: Doc, verb: int) -> int | None:
    """Returns the subject that the parse gives a verb; « Mon collègue soupirait et levait les yeux »: the first verb's."""
    token = doc[verb]
    while True:
        found = next((child.i for child in token.children if child.dep_ == "nsubj" and child.i < token.i), None)
        if found is not None or token.dep_ != "conj" or token.head.i >= token.i:
            return found
        token = token.head


def candidate_acts(tokens: Sequence[Token], doc: Doc, clause_start: int, start: int, end: int) -> bool:
    """Tells whether the candidate does what tokens `start` to before `end` say.

    Args:
        tokens: the answer's tokens.
        doc: its parse, one spaCy token per token.
        clause_start: first token of the clause.
        start: first token of the match.
        end: token after the match.
    """
    verb = _verb_of(doc, start, end)
    if _ORDER.search(" ".join(token.norm for token in tokens[clause_start:start])):
        return False
    judged = _nearest_subject(tokens, verb, clause_start - 1)
    if judged is not None:
        return judged
    subject = _subject(doc, verb)
    if subject is not None and tokens[subject].norm in _PERSON_NOUNS:
        return False
    finite = doc[verb].pos_ in ("VERB", "AUX") and not (
        "Inf" in doc[verb].morph.get("VerbForm") or "Imp" in doc[verb].morph.get("Mood")
    )
    # « Certains collègues soupirent et lui prennent la souris »: the subject stands in an earlier clause.
    earlier = _nearest_subject(tokens, clause_start - 1, max(-1, clause_start - _BACKWARD)) if finite else None
    return earlier is not False


def _nearest_subject(tokens: Sequence[Token], start: int, stop: int) -> bool | None:
    """Returns whether the subject nearest before token `start`, down to after `stop`, is the candidate; None: none."""
    for index in range(start, stop, -1):
        if tokens[index].norm == STOP:
            return None
        if tokens[index].norm == "collegues":
            return False
        judged = _pronoun_actor(tokens, index)
        if judged is not None:
            return judged
    return None
