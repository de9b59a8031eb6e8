"""Erasure log (tombstones): a restored backup uses it to erase again all candidates erased since it was made.

An entry is a timestamp and a keyed hash of the conversation's random id. It is kept in the database and in a file next
to it (`places.erasures_path`), which survives the loss of the database.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.base import clock, places
from bot.records.files import redaction
from bot.records.models import Candidate, Conversation, Erasure
from bot.records.store.keys import Keyring, keyring
from bot.records.store.sql_helpers import affected_rows

_PENDING = "erasures"
# Backups are deleted after 30 days, says the guide for operators: even one forgotten for ten months is covered.
RETENTION = timedelta(days=365)


@dataclass(frozen=True, order=True)
class ErasureEntry:
    """Timestamp and subject, `KEY:HASH` in hexadecimal."""

    at: datetime
    subject: str


def _subjects(ring: Keyring, conversation_id: str) -> Iterator[str]:
    """Subject of a conversation under each key, the current key last."""
    return (f"{key.id.hex()}:{key.digest(conversation_id).hex()}" for key in ring.keys)


def record(session: Session, conversation_id: str) -> None:
    """Add an entry, which `write_pending` writes to the file when the transaction commits."""
    *_, subject = _subjects(keyring(), conversation_id)
    line = ErasureEntry(clock.now(), subject)
    session.add(Erasure(at=line.at, subject=line.subject))
    session.info.setdefault(_PENDING, []).append(line)


def write_pending(session: Session) -> None:
    """Write the session's entries to the file before it commits, so that no erasure is committed without its entry."""
    if not session.in_nested_transaction() and (lines := session.info.pop(_PENDING, [])):
        _add_to_file(lines)


def read_all(session: Session) -> set[ErasureEntry]:
    """Entries of the database and of the file."""
    return _stored(session) | read_file()


def _stored(session: Session) -> set[ErasureEntry]:
    return {ErasureEntry(row.at, row.subject) for row in session.scalars(select(Erasure))}


def read_file() -> set[ErasureEntry]:
    """Entries of the file, without a truncated last line."""
    try:
        text = places.erasures_path().read_text(encoding="ascii")
    except FileNotFoundError:
        return set()
    pairs = (line.split(" ") for line in text.split("\n")[:-1])
    return {ErasureEntry(datetime.fromisoformat(pair[0]), pair[1]) for pair in pairs if len(pair) == 2}


def replay_erasures(session: Session, lines: Iterable[ErasureEntry]) -> int:
    """Erase again, in a restored database, the conversations erased since the backup; returns how many.

    Args:
        lines: entries of the replaced database and of the file. Missing ones are added to both logs.
    """
    lines = set(lines)
    stored = _stored(session)
    session.add_all(Erasure(at=line.at, subject=line.subject) for line in sorted(lines - stored))
    _add_to_file(sorted((lines | stored) - read_file()))
    again = _erased_since_begun(session, lines | stored)
    for conversation_id in again:
        redaction.delete_dossier(session, conversation_id)
    return len(again)


def _erased_since_begun(session: Session, lines: Iterable[ErasureEntry]) -> list[str]:
    latest = {line.subject: line.at for line in sorted(lines)}
    began = dict(session.execute(select(Candidate.conversation_id, Candidate.consented_at)).tuples().all())
    began |= dict(session.execute(select(Conversation.id, Conversation.created_at)).tuples().all())
    ring = keyring()
    return [
        conversation_id
        for conversation_id, begun_at in began.items()
        if any(begun_at <= latest[subject] for subject in _subjects(ring, conversation_id) if subject in latest)
    ]


def purge_old(session: Session) -> int:
    """Delete rows older than any backup; returns how many. The file is trimmed by the next erasure."""
    return affected_rows(session, delete(Erasure).where(Erasure.at < clock.now() - RETENTION))


def _as_text(line: ErasureEntry) -> str:
    return f"{line.at.isoformat()} {line.subject}\n"


def _add_to_file(lines: Iterable[ErasureEntry]) -> None:
    path = places.erasures_path()
    path.touch(mode=0o600)
    with path.open("r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = read_file()
        kept = {line for line in before if line.at >= clock.now() - RETENTION}
        if kept != before:
            file.truncate(0)
            lines = sorted(kept | set(lines))
        else:
            whole = file.read().rpartition("\n")[0]
            file.seek(len(whole) + 1 if whole else 0)  # overwrite a truncated last line
            file.truncate()
        file.writelines(map(_as_text, lines))
        file.flush()
        os.fsync(file.fileno())
