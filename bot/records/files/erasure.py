"""Verified erasure of a candidate: delete everything, then check that no trace is left on disk."""

import time
from dataclasses import dataclass

from bot.records.files import candidates, erasure_verification
from bot.records.store import audit
from bot.records.store.database import Database

MAX_WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.1


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
        before = erasure_verification.ciphertext_prefixes(session, conversation_id)
        number = candidates.erase(session, conversation_id, actor=actor, message_id=message_id)
        session.flush()
        # The words that ask for it, and those behind them where they were written, are answered yet, then forgotten.
        before -= erasure_verification.ciphertext_prefixes(session, conversation_id, only="inbound_messages")
    is_verified = _is_gone(database, conversation_id, before, time.monotonic() + patience)
    if is_verified:
        with database.session_scope() as session:
            audit.record(session, actor=actor, act="erasure_verified", subject=number)
    return Receipt(number, was_registered, is_verified)


def _is_gone(database: Database, conversation_id: str, before: frozenset[bytes], until: float) -> bool:
    while not (database.scrub() and not erasure_verification.are_still_stored(database, conversation_id, before)):
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True
