"""The register of erasures: whose data was erased, as nobody can tell who does not hold the keys and the data itself.

A line is a moment and a keyed hash of the conversation's random id. With it a restored backup forgets again, by itself,
whoever was erased since it was made. It is kept twice: in the database, and in a file beside it (`places.erasures_path`),
which outlives a lost database.
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
# Backups are deleted after 30 days, as operators are told: one that was forgotten for ten months still forgets.
RETENTION = timedelta(days=365)


@dataclass(frozen=True, order=True)
class ErasureEntry:
    """One line: when, and whose conversation, as `KEY:HASH` in hexadecimal digits."""

    at: datetime
    subject: str


def _subjects(ring: Keyring, conversation_id: str) -> Iterator[str]:
    """Yields how each of the keys names a conversation, the current key last."""
    return (f"{key.id.hex()}:{key.digest(conversation_id).hex()}" for key in ring.keys)


def record(session: Session, conversation_id: str) -> None:
    """Notes an erasure, which is made when the session's transaction is committed (`write_pending`)."""
    *_, subject = _subjects(keyring(), conversation_id)
    line = ErasureEntry(clock.now(), subject)
    session.add(Erasure(at=line.at, subject=line.subject))
    session.info.setdefault(_PENDING, []).append(line)


def write_pending(session: Session) -> None:
    """Writes the lines of a session to the file before its transaction is committed: no crash makes an erasure without its line."""
    if not session.in_nested_transaction() and (lines := session.info.pop(_PENDING, [])):
        _add_to_file(lines)


def read_all(session: Session) -> set[ErasureEntry]:
    """Returns the lines of the database and of the file."""
    return _stored(session) | read_file()


def _stored(session: Session) -> set[ErasureEntry]:
    return {ErasureEntry(row.at, row.subject) for row in session.scalars(select(Erasure))}


def read_file() -> set[ErasureEntry]:
    """Returns the lines of the file; one that was cut short is left out."""
    try:
        text = places.erasures_path().read_text(encoding="ascii")
    except FileNotFoundError:
        return set()
    pairs = (line.split(" ") for line in text.split("\n")[:-1])
    return {ErasureEntry(datetime.fromisoformat(pair[0]), pair[1]) for pair in pairs if len(pair) == 2}


def replay_erasures(session: Session, lines: Iterable[ErasureEntry]) -> int:
    """Forgets again, in a restored database, whoever was erased since; returns how many conversations.

    Args:
        session: of the restored database, whose register becomes whole, and the file's too.
        lines: of the register as the replaced database and the file have it.
    """
    lines = set(lines)
    stored = _stored(session)
    session.add_all(Erasure(at=line.at, subject=line.subject) for line in sorted(lines - stored))
    _add_to_file(sorted((lines | stored) - read_file()))
    again = _erased_after_they_began(session, lines | stored)
    for conversation_id in again:
        redaction.delete_dossier(session, conversation_id)
    return len(again)


def _erased_after_they_began(session: Session, lines: Iterable[ErasureEntry]) -> list[str]:
    latest = {line.subject: line.at for line in sorted(lines)}
    began = dict(session.execute(select(Candidate.conversation_id, Candidate.consented_at)).tuples().all())
    began |= dict(session.execute(select(Conversation.id, Conversation.created_at)).tuples().all())
    ring = keyring()
    return [
        conversation_id
        for conversation_id, moment in began.items()
        if any(moment <= latest[subject] for subject in _subjects(ring, conversation_id) if subject in latest)
    ]


def purge_old(session: Session) -> int:
    """Deletes the lines of erasures before which no backup is left; returns how many rows.

    The file is gone through with the next erasure.
    """
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
            file.seek(len(whole) + 1 if whole else 0)  # one that was cut short gives way
            file.truncate()
        file.writelines(map(_as_text, lines))
        file.flush()
        os.fsync(file.fileno())
