"""Files as recruiters and operators find them: by words of names and towns, all of them, and who waits for a person."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, delete, insert, select
from sqlalchemy.orm import Session, selectinload

from bot.base.registration import NAMES
from bot.base.text import fold_any_script
from bot.records.desk.visibility import Viewer, visible
from bot.records.models import Candidate, Note, SearchWord

_AT_A_TIME = 100
SEARCHED = frozenset({*NAMES, "town"})
SHORTEST_WORD = 2  # letters of a word that is being typed


def index_words(session: Session, candidate: Candidate) -> None:
    """Keeps by which words a file is found: those of its names and its town, and the beginnings of these."""
    town = candidate.town or {}
    named = (candidate.first_name, candidate.last_name, town.get("commune"), town.get("departement"))
    session.execute(delete(SearchWord).where(SearchWord.candidate_id == candidate.id))
    beginnings = {
        word[:length]
        for word in fold_any_script(" ".join(filter(None, named))).split()
        for length in range(min(SHORTEST_WORD, len(word)), len(word) + 1)
    }
    if beginnings:
        session.execute(insert(SearchWord), [{"candidate_id": candidate.id, "word": word} for word in beginnings])


def search_candidates(session: Session, search: str) -> list[Candidate]:
    """Returns the candidates of whose names and town each word of a search begins a word, newest first; none without a word."""
    conditions = named(search)
    rows = select(Candidate).where(*conditions).order_by(Candidate.created_at.desc(), Candidate.id)
    return list(session.scalars(rows)) if conditions else []


def named(search: str) -> list[ColumnElement[bool]]:
    """Returns the conditions on `Candidate` that each word of a search begins a word of names or town; none without a word."""
    return [
        Candidate.id.in_(select(SearchWord.candidate_id).where(SearchWord.word == word))
        for word in fold_any_script(search).split()
    ]


def files(session: Session, ids: Sequence[str]) -> Iterator[Candidate]:
    """Yields the files of these ids in the same order, with all that is exported of them, a few at a time."""
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        found = {row.id: row for row in session.scalars(_whole().where(Candidate.id.in_(some)))}
        yield from (found[candidate_id] for candidate_id in some if candidate_id in found)
        session.expunge_all()


def every_candidate(session: Session, me: Viewer) -> Iterator[Candidate]:
    """Yields all candidates that somebody may see in order of registration, a few at a time."""
    yield from session.scalars(
        _whole()
        .where(visible(session, me))
        .order_by(Candidate.created_at, Candidate.id)
        .execution_options(yield_per=_AT_A_TIME)
    )


def _whole() -> "Select[Candidate]":
    """Returns candidates with their notes, and what belongs to these: not one question a note."""
    notes = selectinload(Candidate.notes)
    return select(Candidate).options(notes.selectinload(Note.earlier), notes.selectinload(Note.comments))
