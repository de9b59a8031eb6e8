"""An address on Matrix is a person, met in a room; before, it was a room with a person in it."""

import sqlalchemy as sa
from alembic import op

from bot.records.store.keys import keyring

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MATRIX = "matrix"
PLACE = "the address with where they were last met behind it, if that differs"
ADDRESSES = sa.table("addresses", *map(sa.column, ("channel", "address", "place", "last_used_at")))


def upgrade() -> None:
    """Applies the change; of a person's rooms the one that was last used leads to their conversation from now on."""
    op.add_column("addresses", sa.Column("place", sa.LargeBinary(), comment=PLACE))
    connection = op.get_bind()
    connection.execute(sa.update(ADDRESSES).values(place=ADDRESSES.c.address))
    of_matrix = ADDRESSES.c.channel == MATRIX
    rows = connection.execute(sa.select(ADDRESSES.c.address).where(of_matrix).order_by(sa.desc("last_used_at"))).all()
    taken: set[bytes] = set()
    for (sealed,) in rows:
        place = _turned(sealed)
        person = keyring().seal_alike(keyring().unseal_alike(place).partition(b"|")[0])
        this = of_matrix & (ADDRESSES.c.address == sealed)
        if person in taken:
            connection.execute(sa.delete(ADDRESSES).where(this))
        else:
            taken.add(person)
            connection.execute(sa.update(ADDRESSES).where(this).values(address=person, place=place))
    for name in ("inbound_messages", "outbound_messages"):
        table = sa.table(name, *map(sa.column, ("id", "channel", "address")))
        waiting = sa.select(table.c.id, table.c.address).where(table.c.channel == MATRIX, table.c.address.is_not(None))
        for row in connection.execute(waiting).all():
            connection.execute(sa.update(table).where(table.c.id == row.id).values(address=_turned(row.address)))
    with op.batch_alter_table("addresses") as batch:
        batch.alter_column("place", existing_type=sa.LargeBinary(), existing_comment=PLACE, nullable=False)


def _turned(sealed: bytes) -> bytes:
    """Returns `PERSON|ROOM` of what was `ROOM|PERSON`."""
    room, _, person = keyring().unseal_alike(sealed).partition(b"|")
    return keyring().seal_alike(person + b"|" + room)


def downgrade() -> None:
    """Cannot be taken back.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("Of several rooms of a person one is left: restore the backup made before.")
