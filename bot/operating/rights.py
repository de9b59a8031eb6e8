"""The rights of access and erasure, exercised by an operator on a person's demand."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.operating.errors import OperatingError
from bot.operating.tables import check_tables
from bot.records import audit, conversations, erasing
from bot.records.database import default_database
from bot.records.models import Base, Candidate

PATIENCE_SECONDS = 30.0


def find_by_email(session: Session, email: str) -> Candidate:
    """Returns who is registered with an address.

    Raises:
        OperatingError: nobody is.
    """
    candidate = session.scalar(select(Candidate).where(Candidate.email_key == email.strip().lower()))
    if candidate is None:
        raise OperatingError("Nobody is registered with this e-mail address: check the spelling.")
    return candidate


def _as_dict(row: Base) -> dict[str, Any]:
    columns = inspect(type(row)).columns.keys()
    values = {name: getattr(row, name) for name in columns}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def show(email: str, say: Callable[[str], None]) -> None:
    """Says everything stored about a person, as JSON."""
    check_tables()
    with default_database().session_scope() as session:
        candidate = find_by_email(session, email)
        audit.record(session, actor="operator", act="exported", subject=candidate.id)
        whole = {
            "candidate": _as_dict(candidate),
            "notes": [
                {
                    **_as_dict(note),
                    "earlier": [_as_dict(version) for version in note.earlier],
                    "comments": [_as_dict(comment) for comment in note.comments],
                }
                for note in candidate.notes
            ],
            "conversation": conversations.transcript(session, candidate.conversation_id),
            **{
                name: [_as_dict(row) for row in rows]
                for name, rows in conversations.rows_beside(session, candidate.conversation_id).items()
            },
        }
    say(json.dumps(whole, ensure_ascii=False, indent=2))


def erase(email: str, say: Callable[[str], None]) -> None:
    """Erases everything about a person and says the receipt."""
    check_tables()
    with default_database().session_scope() as session:
        conversation_id = find_by_email(session, email).conversation_id
    receipt = erasing.erase(default_database(), conversation_id, actor="operator", patience=PATIENCE_SECONDS)
    say(f"Erased. Receipt: {receipt.number}")
    if receipt.is_verified:
        say("The database and its files were read back: nothing of it is left.")
    else:
        say("Somebody reads what was stored before: a sealed copy stays in the write-ahead log until the next purge.")
