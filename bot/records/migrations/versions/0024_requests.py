"""human_requests: what it is about, whom it is for, when it was first answered."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change; requests that were answered before keep when, for the time that an answer takes."""
    with op.batch_alter_table("human_requests") as table:
        table.add_column(sa.Column("topic", sa.LargeBinary(), nullable=True, comment="what it is about, in the person's words"))
        table.add_column(sa.Column("topic_masks", sa.LargeBinary(), nullable=True, comment="what of the topic is not shown"))
        table.add_column(sa.Column("topic_asked_at", sa.DateTime(timezone=True), nullable=True, comment="asked once, and not again"))
        table.add_column(
            sa.Column("assigned_to", sa.String(32), nullable=True, comment="id of the recruiter whose it is to answer; null: anybody's")
        )
        table.add_column(
            sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True, comment="when a person first wrote, or closed it")
        )
        table.add_column(
            sa.Column("answered_for", sa.String(32), nullable=True, comment="id of the structure of who did; null: at none")
        )
    op.create_index("ix_requests_waiting", "human_requests", ["handled_at", "created_at"])
    op.create_index("ix_requests_answered", "human_requests", ["answered_for", "answered_at"])
    op.execute("UPDATE human_requests SET answered_at = written_at WHERE written_at IS NOT NULL")


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_requests_answered", "human_requests")
    op.drop_index("ix_requests_waiting", "human_requests")
    with op.batch_alter_table("human_requests") as table:
        for name in ("answered_for", "answered_at", "assigned_to", "topic_asked_at", "topic_masks", "topic"):
            table.drop_column(name)
