"""No name of a session stands in the id of the message that opened it, and hashes of resume codes are keyed."""

import re

import sqlalchemy as sa
from alembic import op

from bot.records.models import new_conversation_id
from bot.records.conversations.resume import keyed

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# It was `open-NAME`; moved to another conversation, `NUMBER-open-NAME`.
OPENING, IS_OPENING = "open-", re.compile(r"(?:[0-9]+-)?open-.+")
MESSAGE_IDS = (("conversation_events", "message_id"), ("inbound_messages", "message_id"), ("inbound_messages", "joined_to"))
HASHES = (("resume_codes", "code_hash"), ("resume_tries", "address_hash"))


def upgrade() -> None:
    """Applies the change: a session's name, signed, is all that opens its file."""
    connection = op.get_bind()
    made: dict[tuple[str, str], str] = {}
    for name, column in MESSAGE_IDS:
        table = sa.table(name, *map(sa.column, ("conversation_id", column)))
        of_it, own = table.c.conversation_id, table.c[column]
        found = connection.execute(sa.select(of_it, own).where(own.contains(OPENING)).distinct()).all()
        changes = [
            {"here": here, "old": old, "new": made.setdefault((here, old), OPENING + new_conversation_id())}
            for here, old in found
            if IS_OPENING.fullmatch(old)
        ]
        if changes:
            this = (of_it == sa.bindparam("here")) & (own == sa.bindparam("old"))
            connection.execute(sa.update(table).where(this).values({column: sa.bindparam("new")}), changes)
    for name, column in HASHES:
        table = sa.table(name, sa.column(column))
        found = connection.execute(sa.select(table.c[column]).distinct()).scalars().all()
        changes = [{"old": old, "new": keyed(old)} for old in found]
        if changes:
            this = table.c[column] == sa.bindparam("old")
            connection.execute(sa.update(table).where(this).values({column: sa.bindparam("new")}), changes)


def downgrade() -> None:
    """Cannot be taken back.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("Hashes of codes cannot be had back: restore the backup made before.")
