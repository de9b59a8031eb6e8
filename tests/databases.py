"""What tests do with databases, whichever they are."""

from bot.records.models import Base
from bot.records.store.database import Database


def empty(database: Database) -> None:
    """Deletes every row."""
    with database.session_scope() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
