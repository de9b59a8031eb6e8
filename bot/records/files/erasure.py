"""Erasing a person for good: everything of theirs is deleted, and its receipt given once nothing of it can be read back."""

import time
from dataclasses import dataclass

from bot.records.files import candidates, erasure_verification
from bot.records.store import audit, full_text
from bot.records.store.database import Database

MAX_WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Receipt:
    """What is told of an erasure.

    Attributes:
        number: of the receipt.
        was_registered: there was a file, not only a conversation.
        is_verified: database, its log and its files were read back, and nothing of it is there. If not, somebody was reading
            what was stored before: a sealed copy stays in SQLite's log until they have done, and the next purge.
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
    """Erases everything about the person of a conversation; nobody else waits for it.

    Args:
        database: where.
        conversation_id: whose.
        actor: who erases, for the audit log.
        message_id: the person's own message that asks for it, if any (`candidates.erase`).
        patience: for how many seconds others who read what was stored before are waited for.
    """
    with database.session_scope() as session:
        was_registered = candidates.find(session, conversation_id) is not None
        before = erasure_verification.ciphertext_prefixes(session, conversation_id)
        indexed = full_text.find_indexed(session, conversation_id)
        number = candidates.erase(session, conversation_id, actor=actor, message_id=message_id)
        session.flush()
        # The words that ask for it, and those behind them where they were written, are answered yet, then forgotten.
        before -= erasure_verification.ciphertext_prefixes(session, conversation_id, only="inbound_messages")
    is_verified = _is_gone(database, conversation_id, before, indexed, time.monotonic() + patience)
    if is_verified:
        with database.session_scope() as session:
            audit.record(session, actor=actor, act="erasure_verified", subject=number)
    return Receipt(number, was_registered, is_verified)


def _is_gone(
    database: Database, conversation_id: str, before: frozenset[bytes], indexed: tuple[int, str] | None, until: float
) -> bool:
    with database.session_scope() as session:
        if full_text.is_still_indexed(session, indexed):
            return False
    while not (database.scrub() and not erasure_verification.are_still_stored(database, conversation_id, before)):
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True
