"""conversation_events: what was said, once; the inbox keeps no answers; indexes of what is read at each message."""

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Data = dict[str, Any]
OLD, NEW = "conversation_events", "conversation_events_new"
MARKS = ("aside", "held", "person", "reminder")
ROWS_AT_ONCE = 1_000


def upgrade() -> None:
    """Applies the change: all of it or, when it is stopped, nothing."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # its driver begins no transaction for changes of tables
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    op.create_table(
        NEW,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("type_name", sa.String(length=10), nullable=False, comment="user | bot"),
        sa.Column("timestamp", sa.Double(), nullable=False),
        sa.Column("message_id", sa.String(length=80), comment="on user messages: the inbound message's id"),
        sa.Column(
            "mark", sa.String(length=10),
            comment="said without Rasa, which never reads it: aside | held | person | reminder",
        ),
        sa.Column(
            "data", sa.JSON(), nullable=False,
            comment="text, intent, actions of a person's turn; text, buttons (titles) of the bot",
        ),
        sa.Column(
            "undo", sa.JSON(),
            comment="on user messages: what the turn changed of slots and open form, as it was before; null: there was nothing",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.add_column("conversations", sa.Column("revision", sa.BigInteger(), comment="another with each state: who read an older one stores nothing"))
    for name in ("written_at", "silence_told_at"):
        op.add_column("human_requests", sa.Column(name, sa.DateTime(timezone=True), comment=_OF_REQUESTS[name]))
    op.add_column("inbound_messages", sa.Column("receipt", sa.Text(), comment="of an erasure by this message: its answer, should the turn be cut short; gone once answered"))
    _copy(connection)
    _move_receipts(connection)
    _remember_silences(connection)
    _replace(connection, is_sqlite)
    with op.batch_alter_table("conversations") as table:
        table.alter_column("revision", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column(
            "state", existing_type=sa.JSON(), comment="slots and open form after the last turn; null until Rasa took a message",
        )  # fmt: skip
    with op.batch_alter_table("inbound_messages") as table:
        table.drop_column("answer")
        table.alter_column(
            "answered_at", existing_type=sa.DateTime(timezone=True), comment="the answer is what the conversation holds"
        )
    op.drop_index("ix_outbound_messages_channel", "outbound_messages")
    _index("ix_events_conversation", OLD, ["conversation_id", "id"])
    _index("ix_events_message", OLD, ["conversation_id", "message_id"], "message_id IS NOT NULL")
    _index("ix_inbound_received", "inbound_messages", ["conversation_id", "received_at"])
    _index("ix_inbound_waiting", "inbound_messages", ["conversation_id", "joined_to"], "answered_at IS NULL")
    _index("ix_inbound_to_hand_over", "inbound_messages", ["channel", "id"], "answered_at IS NULL AND text IS NOT NULL")
    _index("ix_outbound_to_deliver", "outbound_messages", ["channel", "id"], "sent_at IS NULL AND abandoned_at IS NULL")


_OF_REQUESTS = {
    "written_at": "when they last wrote",
    "silence_told_at": "when the person was told that nobody writes",
}


def _index(name: str, table: str, columns: list[str], where: str | None = None) -> None:
    few = {} if where is None else {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, table, columns, **few)


def _table(name: str, *columns: str) -> sa.TableClause:
    json_columns = {"data", "undo", "state", "answer"}
    return sa.table(name, *(sa.column(each, sa.JSON(none_as_null=True) if each in json_columns else None) for each in columns))


def _copy(connection: sa.Connection) -> None:
    """Copies what was said, some rows at a time, and numbers the conversations' states."""
    new = _table(NEW, "id", "conversation_id", "type_name", "timestamp", "message_id", "mark", "data", "undo")
    conversations = _table("conversations", "id", "state", "revision")
    batch: list[Data] = []
    for conversation_id in connection.scalars(sa.select(conversations.c.id)).all():
        state = connection.scalar(sa.select(conversations.c.state).where(conversations.c.id == conversation_id))
        number = sa.update(conversations).where(conversations.c.id == conversation_id)
        connection.execute(number.values(revision=secrets.randbits(63)))
        batch += _said(connection, conversation_id, state)
        if len(batch) >= ROWS_AT_ONCE:
            connection.execute(sa.insert(new), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(new), batch)


def _said(connection: sa.Connection, conversation_id: str, state: Data | None) -> Iterator[Data]:
    """Yields the new rows of a conversation, the last one first.

    The state before a turn is what the next turn's message kept, or what the conversation has.
    """
    old = _table(OLD, "id", "conversation_id", "type_name", "timestamp", "message_id", "data", "state")
    rows = sa.select(old).where(old.c.conversation_id == conversation_id).order_by(old.c.id.desc())
    actions: list[str] = []
    for row in connection.execute(rows).all():
        data = row.data
        if row.type_name == "action" and data["name"] not in {"action_listen", "action_extract_slots"}:
            actions.insert(0, data["name"])
        if row.type_name not in {"user", "bot"}:
            continue
        metadata = data.get("metadata") or {}
        mark = next((each for each in MARKS if metadata.get(each)), None)
        common = {
            "id": row.id, "conversation_id": conversation_id, "type_name": row.type_name, "timestamp": row.timestamp,
            "mark": mark,
        }  # fmt: skip
        if row.type_name == "bot":
            yield {**common, "message_id": None, "data": _of_the_bot(data), "undo": None}
            continue
        undo: Data | None = {}
        if mark is None:
            undo, state = _undo(row.state, state or {}), row.state
        kept = {"text": data.get("text") or "", "intent": ((data.get("parse_data") or {}).get("intent") or {}).get("name"), "actions": actions}
        kept = {name: value for name, value in kept.items() if value or name == "text"}
        if metadata.get("withdrawn"):
            kept["withdrawn"] = True
        yield {**common, "message_id": row.message_id, "data": kept, "undo": undo}
        actions = []


def _of_the_bot(data: Data) -> Data:
    carried = data.get("data") or {}
    titles = [button["title"] for button in carried.get("buttons") or []]
    more = {name: value for name, value in carried.items() if value and name != "buttons"}
    return {"text": data.get("text") or "", **({"buttons": titles} if titles else {}), **({"more": more} if more else {})}


def _undo(before: Data | None, after: Data) -> Data | None:
    if before is None:
        return None
    old, new = before.get("slots") or {}, after.get("slots") or {}
    slots = {name: old.get(name) for name in {**old, **new} if old.get(name) != new.get(name)}
    undo: Data = {"slots": slots} if slots else {}
    if before.get("active_loop") != after.get("active_loop"):
        undo["active_loop"] = before.get("active_loop")
    return undo


def _move_receipts(connection: sa.Connection) -> None:
    """Keeps the receipts of erasures whose turn is not over; other answers are what the conversation holds."""
    inbound = _table("inbound_messages", "id", "answered_at", "answer", "receipt")
    waiting = sa.select(inbound.c.id, inbound.c.answer).where(inbound.c.answered_at.is_(None))
    for row in connection.execute(waiting).all():
        if row.answer:
            receipt = sa.update(inbound).where(inbound.c.id == row.id).values(receipt=row.answer[0]["text"])
            connection.execute(receipt)


def _remember_silences(connection: sa.Connection) -> None:
    """Notes when a person of the team who holds a conversation last wrote."""
    requests = sa.table("human_requests", sa.column("id"), sa.column("conversation_id"), sa.column("taken_at"), sa.column("handled_at"), sa.column("written_at", sa.DateTime(timezone=True)))
    new = _table(NEW, "conversation_id", "mark", "timestamp")
    held = sa.select(requests.c.id, requests.c.conversation_id).where(requests.c.taken_at.is_not(None), requests.c.handled_at.is_(None))
    for row in connection.execute(held).all():
        written = sa.select(sa.func.max(new.c.timestamp)).where(new.c.conversation_id == row.conversation_id, new.c.mark == "person")
        if (moment := connection.scalar(written)) is not None:
            connection.execute(sa.update(requests).where(requests.c.id == row.id).values(written_at=datetime.fromtimestamp(moment, UTC)))


def _replace(connection: sa.Connection, is_sqlite: bool) -> None:
    """Puts the new table in the place of the old one; ids are never used again."""
    if is_sqlite:
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (OLD,)).scalar() or 0
        op.drop_table(OLD)
        op.rename_table(NEW, OLD)
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (OLD,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (OLD, last))
        return
    last = connection.exec_driver_sql(f"SELECT last_value FROM {OLD}_id_seq").scalar()
    op.drop_table(OLD)
    op.rename_table(NEW, OLD)
    connection.exec_driver_sql(f"ALTER SEQUENCE {NEW}_id_seq RENAME TO {OLD}_id_seq")
    connection.exec_driver_sql(f"ALTER INDEX {NEW}_pkey RENAME TO {OLD}_pkey")
    connection.exec_driver_sql(f"SELECT setval('{OLD}_id_seq', {last})")


def downgrade() -> None:
    """Cannot be taken back: what nobody read is gone.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("What this revision left out of conversation_events is gone: restore the backup made before it.")
