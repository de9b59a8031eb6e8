"""human_requests: an e-mail that says that a person of the team has answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = {
    "mail_agreed_at": (sa.DateTime(timezone=True), "when the person agreed to an e-mail that says that they were answered"),
    "mail_due_at": (sa.DateTime(timezone=True), "of an e-mail not sent yet: when to try"),
    "mail_tries": (sa.Integer(), "of the latest e-mail"),
    "mailed_at": (sa.DateTime(timezone=True), "when the latest e-mail was sent"),
}


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("human_requests") as table:
        for name, (kind, comment) in COLUMNS.items():
            table.add_column(sa.Column(name, kind, nullable=True, comment=comment))


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("human_requests") as table:
        for name in COLUMNS:
            table.drop_column(name)
