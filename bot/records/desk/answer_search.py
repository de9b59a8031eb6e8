"""Search of words in answers: they are encrypted, so a search decrypts them. Masked words are never found."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base.text import fold_any_script
from bot.notes.masking import masking
from bot.records.models import Note

MIN_WORD_LENGTH, MAX_WORD_LENGTH = 2, 60
_BATCH = 200


def words_of(text: str) -> list[str]:
    """Normalised words of a text, without those too short to search for."""
    return [
        word[:MAX_WORD_LENGTH]
        for word in fold_any_script(text).replace("_", " ").split()
        if len(word) >= MIN_WORD_LENGTH
    ]


def shown_texts(answer: str | None, followup: str | None, masks: list[dict[str, object]]) -> list[str]:
    """The answer and the follow-up's answer of a note as recruiters read them."""
    parts = ((answer, masking.ANSWER), (followup, masking.FOLLOWUP))
    return [masking.apply_masks(said, masks or [], part) for said, part in parts if said]


def scan(session: Session, ids: list[str], words: list[str]) -> list[str]:
    """Candidates with answers where each word starts a word."""
    return [
        candidate_id
        for start in range(0, len(ids), _BATCH)
        for candidate_id, said in _words_by_candidate(session, ids[start : start + _BATCH])
        if all(any(one.startswith(word) for one in said) for word in words)
    ]


def _words_by_candidate(session: Session, ids: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
    texts: dict[str, list[str]] = {}
    rows = select(Note.candidate_id, Note.answer, Note.followup_answer, Note.masks)
    for row in session.execute(rows.where(Note.candidate_id.in_(list(ids)), Note.answer.is_not(None))):
        texts.setdefault(row.candidate_id, []).extend(shown_texts(row.answer, row.followup_answer, row.masks))
    for candidate_id, said in texts.items():
        yield candidate_id, set(words_of(" ".join(said).replace(masking.LABEL, " ")))
