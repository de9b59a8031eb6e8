"""Clauses of an answer: cut at marks, at connectors and before a new subject, so that poor punctuation does no harm."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.evidence.tokens import STOP, Token

CONNECTORS = frozenset(
    [
        "et",
        "mais",
        "puis",
        "donc",
        "alors",
        "ensuite",
        "car",
        "parce",
        "quand",
        "lorsque",
        "pendant",
        "tandis",
        "puisque",
        "comme",
        "sinon",
        "apres",
        "si",
        "afin",
    ]
)
SUBJECTS = frozenset(["je", "on", "nous", "il", "elle", "ils", "elles"])
_ASKING = ("demand", "savoir", "voir", "vois", "verifi", "regard")
_LINKS = frozenset(
    [
        "que",
        "qui",
        "ou",
        "si",
        "comme",
        "dont",
        "quand",
        "lorsque",
        "puisque",
        "parce",
        "quoi",
        "ne",
        "et",
        "mais",
        "puis",
    ]
)


@dataclass(frozen=True)
class Clause:
    """Tokens `start` to before `end`; `sentence` numbers the sentence that holds it."""

    start: int
    end: int
    sentence: int


def is_verb(doc: Doc, index: int) -> bool:
    """Tells whether the parse sees a verb at this token."""
    return bool(doc[index].pos_ in ("VERB", "AUX"))


def _opens_clause(tokens: Sequence[Token], doc: Doc, start: int, index: int, verb_after: Sequence[bool]) -> bool:
    """Tells whether a new clause begins at `index`, inside the clause begun at `start`."""
    norm = tokens[index].norm
    before = tokens[index - 1].norm
    if not any(is_verb(doc, i) for i in range(start, index)):
        return False
    if norm == "pour" and index + 1 < len(tokens) and tokens[index + 1].norm == "que":
        return True
    if norm in CONNECTORS and verb_after[index]:
        if norm == "quand" and tokens[index + 1 : index + 2] and tokens[index + 1].norm == "meme":
            return False
        if norm == "si" and before == "meme":
            return False
        asks = norm == "si" and any(t.norm.startswith(_ASKING) for t in tokens[max(start, index - 4) : index])
        return not asks and not (norm == "apres" and before == "le") and before not in _LINKS
    return norm in SUBJECTS and before not in _LINKS and verb_after[index] and not _is_inverted(doc, tokens, index)


def _is_inverted(doc: Doc, tokens: Sequence[Token], index: int) -> bool:
    """Tells « dit-il », « puis-je », « a-t-elle »: a subject glued to the verb before it."""
    if tokens[index - 1].norm == "t" and tokens[index - 1].end + 1 == tokens[index].start:
        return True
    return (
        is_verb(doc, index - 1)
        and tokens[index - 1].end + 1 == tokens[index].start
        and (doc[index].head.i == index - 1 and tokens[index].norm not in ("je", "on"))
    )


def segment(tokens: Sequence[Token], doc: Doc) -> list[Clause]:
    """Returns the clauses in order; marks belong to none. `doc` holds one spaCy token per token."""
    verb_after = [False] * (len(tokens) + 1)
    for index in range(len(tokens) - 1, -1, -1):
        verb_after[index] = tokens[index].is_word and (is_verb(doc, index) or verb_after[index + 1])
    clauses: list[Clause] = []
    sentence = 0
    start = 0
    for index, token in enumerate(tokens):
        if not token.is_word:
            if start < index:
                clauses.append(Clause(start, index, sentence))
            start = index + 1
            sentence += token.norm == STOP
        elif index > start and _opens_clause(tokens, doc, start, index, verb_after):
            clauses.append(Clause(start, index, sentence))
            start = index
    if start < len(tokens):
        clauses.append(Clause(start, len(tokens), sentence))
    return clauses


_FRAGMENT = 2


def join_fragments(clauses: Sequence[Clause], doc: Doc) -> list[Clause]:
    """Returns the clauses with fragments (« voilà », « Monsieur Armand », one or two words without a verb) joined.

    A fragment belongs to what follows it in its sentence; the last one to what stands before.
    """

    def is_fragment(clause: Clause) -> bool:
        span = range(clause.start, clause.end)
        return len(span) <= _FRAGMENT and not any(is_verb(doc, index) for index in span)

    joined: list[Clause] = []
    start: int | None = None
    for number, clause in enumerate(clauses):
        follows = number + 1 < len(clauses) and clauses[number + 1].sentence == clause.sentence
        first = clause.start if start is None else start
        start = None
        if is_fragment(clause) and follows:
            start = first
        elif is_fragment(clause) and joined and joined[-1].sentence == clause.sentence:
            joined[-1] = Clause(joined[-1].start, clause.end, clause.sentence)
        else:
            joined.append(Clause(first, clause.end, clause.sentence))
    return joined
