"""Whether anything of what was erased is still somewhere: read back from the database and, of SQLite, from its files.

Every sealed value begins with its key's id and a nonce that no other value has: by it the value is found wherever it lies,
in a page of the table, a page that is free now, or the write-ahead log.
"""

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.records.models import Base, Candidate, Note, Rating
from bot.records.store.database import Database
from bot.records.store.encrypted_types import DeterministicText
from bot.records.store.keys import ID_BYTES, NONCE_BYTES
from bot.records.store.reencryption import encrypted_columns, raw_table

_ENDINGS = ("", "-wal", "-journal")
_AT_ONCE = 1 << 18  # bytes: others take their turn between


def ciphertext_prefixes(session: Session, conversation_id: str, *, only: str | None = None) -> frozenset[bytes]:
    """Returns the beginnings of all sealed values of a conversation that are unlike any other value's.

    Args:
        session: an open session.
        conversation_id: the conversation.
        only: the one table to look at, instead of all.
    """
    found: set[bytes] = set()
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
        found |= {bytes(value[: ID_BYTES + NONCE_BYTES]) for row in session.execute(rows) for value in row if value}
    return frozenset(found)


def are_still_stored(database: Database, conversation_id: str, traces: frozenset[bytes]) -> bool:
    """Returns whether any of the values that `traces_of` gave before an erasure can still be found after it."""
    with database.session_scope() as session:
        if ciphertext_prefixes(session, conversation_id) & traces:
            return True
    if not database.is_sqlite:  # its files are the server's; what it still holds in them is sealed
        return False
    paths = [f"{database.url.database}{ending}" for ending in _ENDINGS]
    return _hold([path for path in paths if Path(path).exists()], traces)


def _hold(paths: Sequence[str], traces: frozenset[bytes]) -> bool:
    """Returns whether files hold any of these values.

    Another process reads them: one that closes a file of SQLite loses every lock that its own connections have on it.
    """
    beginnings = {trace[:ID_BYTES] for trace in traces}
    length = ID_BYTES + NONCE_BYTES
    with subprocess.Popen(["cat", "--", *paths], stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        end = b""  # of the part before: a value may begin there
        while part := reading.stdout.read(_AT_ONCE):
            content = end + part
            if any(content[at : at + length] in traces for at in _places(content, beginnings)):
                reading.kill()
                return True
            end = content[-length:]
    return False


def _places(content: bytes, beginnings: set[bytes]) -> Iterator[int]:
    for beginning in beginnings:
        at = content.find(beginning)
        while at >= 0:
            yield at
            at = content.find(beginning, at + 1)
