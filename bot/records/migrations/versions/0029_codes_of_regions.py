"""codes of regions have three characters overseas (988: New Caledonia)."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _to(length: int) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite asks for no length
        op.alter_column("candidates", "region", type_=sa.String(length), existing_comment="code, of the town")


def upgrade() -> None:
    """Applies the change."""
    _to(3)


def downgrade() -> None:
    """Takes the change back; who lives in such a place is then in no region."""
    op.execute(sa.text("UPDATE candidates SET region = NULL WHERE length(region) > 2"))
    _to(2)
