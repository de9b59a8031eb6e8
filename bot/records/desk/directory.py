"""Search of candidates by name and town, and loading of whole dossiers for export."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, delete, insert, select
from sqlalchemy.orm import Session, selectinload

from bot.base.registration import NAMES
from bot.base.text import fold_any_script
from bot.records.desk.visibility import Viewer, visible_candidates_filter
from bot.records.models import Candidate, Note, SearchWord

_BATCH_SIZE = 100
INDEXED_FIELDS = frozenset({*NAMES, "town"})
MIN_PREFIX_LENGTH = 2  # characters


def index_words(session: Session, candidate: Candidate) -> None:
    """Rebuild the search index of a candidate: every prefix of the words of their names and town."""
    town = candidate.town or {}
    texts = (candidate.first_name, candidate.last_name, town.get("commune"), town.get("departement"))
    session.execute(delete(SearchWord).where(SearchWord.candidate_id == candidate.id))
    prefixes = {
        word[:length]
        for word in fold_any_script(" ".join(filter(None, texts))).split()
        for length in range(min(MIN_PREFIX_LENGTH, len(word)), len(word) + 1)
    }
    if prefixes:
        session.execute(insert(SearchWord), [{"candidate_id": candidate.id, "word": word} for word in prefixes])


def search_candidates(session: Session, search: str) -> list[Candidate]:
    """Candidates whose names or town match every word as a prefix, newest first; none for an empty search."""
    conditions = matches_names(search)
    rows = select(Candidate).where(*conditions).order_by(Candidate.created_at.desc(), Candidate.id)
    return list(session.scalars(rows)) if conditions else []


def matches_names(search: str) -> list[ColumnElement[bool]]:
    """One condition on `Candidate` for each word of the search, matched as a prefix of a name or of the town."""
    return [
        Candidate.id.in_(select(SearchWord.candidate_id).where(SearchWord.word == word))
        for word in fold_any_script(search).split()
    ]


def load_dossiers(session: Session, ids: Sequence[str]) -> Iterator[Candidate]:
    """Dossiers with these ids, in the same order, loaded in batches with all that is exported."""
    for start in range(0, len(ids), _BATCH_SIZE):
        batch_ids = ids[start : start + _BATCH_SIZE]
        batch = {row.id: row for row in session.scalars(_select_dossiers().where(Candidate.id.in_(batch_ids)))}
        yield from (batch[candidate_id] for candidate_id in batch_ids if candidate_id in batch)
        session.expunge_all()


def iterate_visible(session: Session, me: Viewer) -> Iterator[Candidate]:
    """Every candidate that the viewer may see, in order of registration, loaded in batches."""
    yield from session.scalars(
        _select_dossiers()
        .where(visible_candidates_filter(session, me))
        .order_by(Candidate.created_at, Candidate.id)
        .execution_options(yield_per=_BATCH_SIZE)
    )


def _select_dossiers() -> "Select[Candidate]":
    """Candidates with notes, versions and comments, loaded in one query per relation."""
    notes = selectinload(Candidate.notes)
    return select(Candidate).options(notes.selectinload(Note.earlier), notes.selectinload(Note.comments))
