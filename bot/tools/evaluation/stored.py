"""Contents of a database as plain objects."""

from datetime import date
from typing import Any

from sqlalchemy import select

from bot.records.models import Base
from bot.records.store.database import Database

SECRETS = {
    "recruiters": ("password_hash",), "recruiter_sessions": ("token_hash", "csrf"), "invitations": ("token_hash",),
    "second_factors": ("secret",), "recovery_codes": ("code_hash",), "resume_codes": ("code_hash",),
    "api_tokens": ("token_hash",), "webhook_endpoints": ("secret", "old_secret"),
}  # fmt: skip


def dump(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without secrets."""
    stored = {}
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            hidden = SECRETS.get(table.name, ())
            rows = connection.execute(select(table)).mappings()
            stored[table.name] = [
                {key: _plain(value) for key, value in row.items() if key not in hidden} for row in rows
            ]
    return stored


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def empty(database: Database) -> None:
    """Delete every row."""
    with database.session_scope() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
