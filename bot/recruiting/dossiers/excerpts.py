"""Search excerpts: the words around a match in an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base.text import fold_any_script
from bot.records.desk import answer_search
from bot.records.models import Note

_CONTEXT = 50  # characters before and after the match
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """Part of an excerpt."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Excerpt:
    """An excerpt of the answer to one scenario."""

    question_id: str
    pieces: list[Piece]


def excerpts(session: Session, ids: Sequence[str], search: str) -> dict[str, Excerpt]:
    """An excerpt per candidate, around the first match in their answers."""
    words = answer_search.words_of(search)
    found: dict[str, Excerpt] = {}
    if not words:
        return found
    columns = select(Note.candidate_id, Note.question_id, Note.answer, Note.followup_answer, Note.masks)
    wanted = columns.where(Note.candidate_id.in_(ids), Note.answer.is_not(None))
    for row in session.execute(wanted.order_by(Note.asked_at)):
        if row.candidate_id not in found:
            for text in answer_search.shown_texts(row.answer, row.followup_answer, row.masks):
                if pieces := excerpt(text, words):
                    found[row.candidate_id] = Excerpt(row.question_id, pieces)
                    break
    return found


def excerpt(text: str, words: Sequence[str]) -> list[Piece]:
    """The excerpt around the first word that begins with a search word, split at matches; empty without a match."""
    hits = [
        hit.span() for hit in _WORD.finditer(text) if any(fold_any_script(hit[0]).startswith(word) for word in words)
    ]
    if not hits:
        return []
    start, end = max(0, hits[0][0] - _CONTEXT), min(len(text), hits[0][1] + _CONTEXT)
    start = text.find(" ", start, hits[0][0]) + 1 if start else 0
    end = text.rfind(" ", hits[0][1], end) if end < len(text) and " " in text[hits[0][1] : end] else end
    pieces, last = [Piece("… " if start else "", False)], start
    for first, behind in hits:
        if first >= start and behind <= end:
            pieces += [Piece(text[last:first], False), Piece(text[first:behind], True)]
            last = behind
    pieces += [Piece(text[last:end], False), Piece(" …" if end < len(text) else "", False)]
    return [piece for piece in pieces if piece.text]
