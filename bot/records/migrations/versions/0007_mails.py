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
    _say_who_acts("candidate | recruiter:<id> | operator | purge | gateway")


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("human_requests") as table:
        for name in COLUMNS:
            table.drop_column(name)
    _say_who_acts("candidate | recruiter:<id> | operator | purge")


def _say_who_acts(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments, and would copy the table
        op.alter_column("audit_entries", "actor", existing_type=sa.String(80), existing_nullable=False, comment=comment)
