"""candidates, resume_codes, link_mails: links back by e-mail, and addresses that were proved by one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

REASONS = "asked | not_understood"


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "link_mails",
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True, comment="null once sent or given up"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ix_link_mails_due_at", "link_mails", ["due_at"])
    with op.batch_alter_table("resume_codes") as table:
        table.add_column(
            sa.Column(
                "mailed", sa.Boolean(), nullable=False, server_default=sa.false(),
                comment="it is in an e-mail: who gives it reads what is sent to the file's address",
            )  # fmt: skip
        )
    with op.batch_alter_table("candidates") as table:
        table.add_column(
            sa.Column(
                "email_proved_at", sa.DateTime(timezone=True), nullable=True,
                comment="when somebody opened a link that was sent to this address; null: nobody has seen whose it is",
            )  # fmt: skip
        )
    _say_reasons(f"{REASONS} | objection")


def downgrade() -> None:
    """Takes the change back; objections become requests like others."""
    op.execute("UPDATE human_requests SET reason = 'asked' WHERE reason = 'objection'")
    _say_reasons(REASONS)
    with op.batch_alter_table("candidates") as table:
        table.drop_column("email_proved_at")
    op.execute("DELETE FROM resume_codes WHERE mailed")
    with op.batch_alter_table("resume_codes") as table:
        table.drop_column("mailed")
    op.drop_index("ix_link_mails_due_at", "link_mails")
    op.drop_table("link_mails")


def _say_reasons(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments, and would copy the table
        op.alter_column(
            "human_requests", "reason", existing_type=sa.String(40), existing_nullable=False, comment=comment
        )
