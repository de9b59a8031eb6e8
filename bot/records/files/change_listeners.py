"""Session listeners that record changes to what recruiters read: a changed dossier is unread again."""

from collections.abc import Iterable, Iterator

from sqlalchemy import func, inspect, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.registration import FIELDS
from bot.records.models import Candidate, Note, table_of

_UNCOUNTED = "uncounted"  # in `Session.info`: ids of candidates whose answers the current flush changes
_FILES, _NOTES = table_of(Candidate), table_of(Note)
_READ = frozenset({*FIELDS, "declined", "remark", "confirmed_at"})
_WORDS = frozenset({"answer", "followup_answer", "masks", "withdrawn_at", "skipped"})


def on_before_flush(session: Session, _context: object, _instances: object) -> None:
    """Timestamp the dossiers that the flush changes."""
    gone = {row.id for row in session.deleted if isinstance(row, Candidate)}
    for candidate_id, is_reworded in list(_changed(session)):
        if candidate_id in gone:
            continue
        if is_reworded:
            session.info.setdefault(_UNCOUNTED, set()).add(candidate_id)
        candidate = session.get(Candidate, candidate_id)
        if candidate is not None:
            candidate.changed_at = clock.now()


def on_after_flush(session: Session, _context: object) -> None:
    """Update the number of answers of the dossiers whose answers the flush changed."""
    ids: set[str] = session.info.pop(_UNCOUNTED, set())
    if ids:
        number = select(func.count()).where(_NOTES.c.candidate_id == _FILES.c.id, _NOTES.c.answer.is_not(None))
        files = update(_FILES).where(_FILES.c.id.in_(sorted(ids)))
        session.connection().execute(files.values(answers=number.scalar_subquery(), updated_at=_FILES.c.updated_at))


def _changed(session: Session) -> Iterator[tuple[str, bool]]:
    """(candidate id, whether answers changed) for each pending change."""
    for row in session.dirty:
        if isinstance(row, Candidate) and _differs(row, _READ):
            yield row.id, False
    rows: Iterable[object] = (*session.new, *session.dirty, *session.deleted)
    for row in (row for row in rows if isinstance(row, Note)):
        if row in session.new or row in session.deleted or _differs(row, _WORDS):
            yield row.candidate_id or row.candidate.id, True
        elif _differs(row, frozenset({"comments"})):
            yield row.candidate_id, False


def _differs(row: object, names: frozenset[str]) -> bool:
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in names)  # type: ignore[union-attr]
