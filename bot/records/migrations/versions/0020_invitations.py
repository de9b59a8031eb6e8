"""invitations by link, second factors with their recovery codes, identities of an OpenID provider."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _of(table: str, column: str, *, key: bool = False, on_delete: str = "CASCADE") -> sa.Column[str]:
    return sa.Column(
        column, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete=on_delete), primary_key=key,
        nullable=on_delete != "CASCADE",
    )


def _moment(name: str, *, nullable: bool = False, comment: str | None = None) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True, comment="of what the link holds"),
        _of("structures", "structure_id"),
        sa.Column("administers", sa.Boolean(), nullable=False, comment="whoever comes by it administers"),
        _of("recruiters", "made_by", on_delete="SET NULL"),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _of("recruiters", "used_by", on_delete="SET NULL"),
        _moment("revoked_at", nullable=True),
    )
    op.create_index("ix_invitations_structure_id", "invitations", ["structure_id"])
    op.create_table(
        "second_factors",
        _of("recruiters", "recruiter_id", key=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _moment("begun_at"),
        _moment("confirmed_at", nullable=True, comment="null: it does not count yet"),
        sa.Column("last_step", sa.Integer(), nullable=False, comment="half minute of the last code taken: none is taken twice"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        _of("recruiters", "recruiter_id"),
    )
    op.create_index("ix_recovery_codes_recruiter_id", "recovery_codes", ["recruiter_id"])
    op.create_table(
        "openid_identities",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        _of("recruiters", "recruiter_id"),
        _moment("linked_at"),
    )
    op.create_index("ix_openid_identities_recruiter_id", "openid_identities", ["recruiter_id"])


def downgrade() -> None:
    """Takes the change back."""
    for name in ("openid_identities", "recovery_codes", "second_factors", "invitations"):
        op.drop_table(name)
