"""Verified erasure of a candidate: delete everything, then check that no trace is left on disk.

Every ciphertext begins with a key id and a unique nonce. This prefix is found wherever the value is stored: in a table
page, a free page or the write-ahead log. So the database and, for SQLite, its files are searched for the prefixes that
the erased values had.
"""

import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.records.files import candidates
from bot.records.models import Base, Candidate, Note, Rating
from bot.records.store import audit
from bot.records.store.database import Database
from bot.records.store.encrypted_types import DeterministicText
from bot.records.store.keys import ID_BYTES, NONCE_BYTES
from bot.records.store.reencryption import encrypted_columns, raw_table

MAX_WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.1
_ENDINGS = ("", "-wal", "-journal")
_AT_ONCE = 1 << 18  # bytes read at once


@dataclass(frozen=True)
class Receipt:
    """Result of an erasure.

    Attributes:
        number: receipt number.
        was_registered: there was a dossier, not only a conversation.
        is_verified: nothing is left in the database and its files. False if a concurrent reader kept SQLite's log from
            being truncated: an encrypted copy stays there until the next purge.
    """

    number: str
    was_registered: bool
    is_verified: bool


def erase(
    database: Database,
    conversation_id: str,
    *,
    actor: str,
    message_id: str | None = None,
    patience: float = MAX_WAIT_SECONDS,
) -> Receipt:
    """Erase everything about a candidate and verify it.

    Args:
        message_id: the candidate's message that requests it (`candidates.erase`).
        patience: seconds to wait for concurrent readers.
    """
    with database.session_scope() as session:
        was_registered = candidates.find(session, conversation_id) is not None
        before = ciphertext_prefixes(session, conversation_id)
        number = candidates.erase(session, conversation_id, actor=actor, message_id=message_id)
        session.flush()
        # The words that ask for it, and those behind them where they were written, are answered yet, then forgotten.
        before -= ciphertext_prefixes(session, conversation_id, only="inbound_messages")
    is_verified = _is_gone(database, conversation_id, before, time.monotonic() + patience)
    if is_verified:
        with database.session_scope() as session:
            audit.record(session, actor=actor, act="erasure_verified", subject=number)
    return Receipt(number, was_registered, is_verified)


def _is_gone(database: Database, conversation_id: str, before: frozenset[bytes], until: float) -> bool:
    while not (database.scrub() and not are_still_stored(database, conversation_id, before)):
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def ciphertext_prefixes(session: Session, conversation_id: str, *, only: str | None = None) -> frozenset[bytes]:
    """Prefixes of all randomly encrypted values of a conversation.

    Args:
        only: name of the one table to read.
    """
    prefixes: set[bytes] = set()
    own_notes = sa.select(Note.id).where(Note.conversation_id == conversation_id)
    own_file = sa.select(Candidate.id).where(Candidate.conversation_id == conversation_id)
    owners: dict[str, tuple[str, Any]] = {
        "conversations": ("id", [conversation_id]), "note_versions": ("note_id", own_notes),
        "note_comments": ("note_id", own_notes), "private_notes": ("candidate_id", own_file),
        "ratings": ("note_id", own_notes),
        "rating_conclusions": ("note_id", own_notes),
        "rating_versions": ("rating_id", sa.select(Rating.id).where(Rating.note_id.in_(own_notes))),
    }  # fmt: skip
    for table in Base.metadata.sorted_tables:
        names = [name for name, kind in encrypted_columns(table).items() if not isinstance(kind, DeterministicText)]
        owner, values = owners.get(table.name, ("conversation_id", [conversation_id]))
        if not names or owner not in table.columns or only not in {None, table.name}:
            continue
        rows = sa.select(*raw_table(table, *names).columns).where(sa.column(owner).in_(values))
        prefixes |= {bytes(value[: ID_BYTES + NONCE_BYTES]) for row in session.execute(rows) for value in row if value}
    return frozenset(prefixes)


def are_still_stored(database: Database, conversation_id: str, traces: frozenset[bytes]) -> bool:
    """Whether any of the prefixes read before an erasure can still be found."""
    with database.session_scope() as session:
        if ciphertext_prefixes(session, conversation_id) & traces:
            return True
    if not database.is_sqlite:  # its files belong to the server; what they still hold is encrypted
        return False
    paths = [f"{database.url.database}{ending}" for ending in _ENDINGS]
    return _files_contain([path for path in paths if Path(path).exists()], traces)


def _files_contain(paths: Sequence[str], traces: frozenset[bytes]) -> bool:
    """Whether files contain any of the prefixes.

    A child process reads them: closing a SQLite file drops every lock that the process's own connections hold on it.
    """
    beginnings = {trace[:ID_BYTES] for trace in traces}
    length = ID_BYTES + NONCE_BYTES
    with subprocess.Popen(["cat", "--", *paths], stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        end = b""  # of the previous chunk: a value may begin there
        while part := reading.stdout.read(_AT_ONCE):
            content = end + part
            if any(content[at : at + length] in traces for at in _positions(content, beginnings)):
                reading.kill()
                return True
            end = content[-length:]
    return False


def _positions(content: bytes, beginnings: set[bytes]) -> Iterator[int]:
    for beginning in beginnings:
        at = content.find(beginning)
        while at >= 0:
            yield at
            at = content.find(beginning, at + 1)
