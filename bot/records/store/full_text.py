"""Full-text search in answers, by an index where the operator allows it (`settings().full_text`).

A row holds the distinct words of a candidate's answers as recruiters may read them: masked and withdrawn text is left out.
Accents are folded here, so that SQLite and PostgreSQL match alike. The words are stored unencrypted, without their order.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, cast, delete, func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session
from sqlalchemy.sql import column, table

from bot.base.settings import settings
from bot.base.text import fold_any_script
from bot.notes.masking import masking
from bot.records.files.change_listeners import ANSWERS_CHANGED
from bot.records.models import AnswerWords, Candidate, Note

MIN_WORD_LENGTH, MAX_WORD_LENGTH = 2, 60  # characters of a word
_BATCH = 200
_FTS = table("answer_words_index", column("rowid"))


def words_of(text: str) -> list[str]:
    """Words as they are compared, without those too short to search."""
    return [
        word[:MAX_WORD_LENGTH]
        for word in fold_any_script(text).replace("_", " ").split()
        if len(word) >= MIN_WORD_LENGTH
    ]


def shown_texts(answer: str | None, followup: str | None, masks: list[dict[str, object]]) -> list[str]:
    """Answer and follow-up answer of a note as recruiters read them."""
    parts = ((answer, masking.ANSWER), (followup, masking.FOLLOWUP))
    return [masking.apply_masks(text, masks or [], part) for text, part in parts if text]


def _bag(texts: Iterable[str]) -> str:
    return " ".join(sorted(set(words_of(" ".join(texts).replace(masking.LABEL, " ")))))


def _bags(session: Session, ids: Iterable[str]) -> Iterator[dict[str, str]]:
    texts: dict[str, list[str]] = {}
    rows = select(Note.candidate_id, Note.answer, Note.followup_answer, Note.masks)
    for row in session.execute(rows.where(Note.candidate_id.in_(list(ids)), Note.answer.is_not(None))):
        texts.setdefault(row.candidate_id, []).extend(shown_texts(row.answer, row.followup_answer, row.masks))
    for candidate_id, answers in texts.items():
        if bag := _bag(answers):
            yield {"candidate_id": candidate_id, "words": bag}


def write_pending(session: Session) -> None:
    """Index the answers changed in a transaction before it commits."""
    if session.in_nested_transaction():
        return
    session.flush()
    ids: set[str] = session.info.pop(ANSWERS_CHANGED, set())
    if ids:
        _index(session, sorted(ids))


def _index(session: Session, ids: list[str]) -> None:
    session.execute(delete(AnswerWords).where(AnswerWords.candidate_id.in_(ids)))
    rows = list(_bags(session, ids)) if settings().full_text else []
    if rows:
        session.execute(insert(AnswerWords), rows)


def synchronise(session: Session) -> int:
    """Fill or empty the index according to the setting; returns the number of rows.

    Existing rows are trusted: they change with the answers.
    """
    if not settings().full_text:
        session.execute(delete(AnswerWords))
        return 0
    is_indexed = select(AnswerWords.id).where(AnswerWords.candidate_id == Note.candidate_id)
    missing = select(Note.candidate_id).where(Note.answer.is_not(None), ~is_indexed.exists()).distinct()
    ids = list(session.scalars(missing))
    for start in range(0, len(ids), _BATCH):
        _index(session, ids[start : start + _BATCH])
    return session.scalar(select(func.count()).select_from(AnswerWords)) or 0


def rebuild(session: Session) -> int:
    """Rebuild the whole index; returns the number of rows."""
    session.execute(delete(AnswerWords))
    return synchronise(session)


def matches_index(session: Session, words: list[str]) -> ColumnElement[bool]:
    """Condition on `Candidate` that each word starts a word of an answer, by the index."""
    rows = select(AnswerWords.candidate_id)
    if session.get_bind().dialect.name == "sqlite":
        wanted = " AND ".join(f'"{word}"*' for word in words)
        matching = select(_FTS.c.rowid).where(sql("answer_words_index MATCH :wanted").bindparams(wanted=wanted))
        return Candidate.id.in_(rows.where(AnswerWords.id.in_(matching)))
    wanted = " & ".join(f"'{word}':*" for word in words)
    return Candidate.id.in_(rows.where(AnswerWords.words.op("@@")(cast(wanted, TSQUERY))))


def scan(session: Session, ids: list[str], words: list[str]) -> list[str]:
    """Candidates with answers where each word starts a word. Without an index: decrypts all answers."""
    matching = []
    for start in range(0, len(ids), _BATCH):
        for row in _bags(session, ids[start : start + _BATCH]):
            indexed = row["words"].split()
            if all(any(one.startswith(word) for one in indexed) for word in words):
                matching.append(row["candidate_id"])
    return matching


def find_indexed(session: Session, conversation_id: str) -> tuple[int, str] | None:
    """The index row of a conversation's candidate, to check after an erasure that it is gone."""
    rows = select(AnswerWords.id, AnswerWords.words).join(Candidate, Candidate.id == AnswerWords.candidate_id)
    row = session.execute(rows.where(Candidate.conversation_id == conversation_id)).first()
    return (row.id, str(row.words)) if row else None


def is_still_indexed(session: Session, before: tuple[int, str] | None) -> bool:
    """Whether anything of a `find_indexed` row is left."""
    if before is None:
        return False
    row_id, words = before
    if session.scalar(select(AnswerWords.id).where(AnswerWords.id == row_id)) is not None:
        return True
    if session.get_bind().dialect.name != "sqlite":
        return False
    wanted = " OR ".join(f'"{word}"' for word in words.split())
    same = sql("answer_words_index MATCH :wanted").bindparams(wanted=wanted)
    return session.execute(select(_FTS.c.rowid).where(_FTS.c.rowid == row_id, same)).first() is not None
