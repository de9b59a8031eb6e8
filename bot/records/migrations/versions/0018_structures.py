"""structures and who belongs to them; candidates: where they live and would work, and from when, to look them up by."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.base import geography
from bot.base.geography import Commune

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NATIONWIDE = "Équipe nationale"
_candidates = sa.table(
    "candidates", *(sa.column(name, sa.JSON) for name in ("town", "mobility", "availability")),
    *(sa.column(name) for name in ("id", "departement", "region", "available_from", "updated_at")),
)


def upgrade() -> None:
    """Applies the change. Accounts saw all of France: they belong to a structure that still does."""
    op.create_table(
        "structures",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("town", sa.JSON(), nullable=True, comment="commune, insee, departement; null: recruits all over France"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True, comment="nobody is at it any more"),
    )
    op.create_table(
        "memberships",
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("structure_id", sa.String(32), sa.ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_memberships_structure_id", "memberships", ["structure_id"])
    op.create_table(
        "candidate_reach",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("candidate_id", sa.String(32), sa.ForeignKey("candidates.id", ondelete="CASCADE"), nullable=False),
        sa.Column("area", sa.String(8), nullable=False, comment="F | R76 | D46 | C46102; O: the circle"),
        sa.Column("x", sa.Float(), nullable=True, comment="middle of a circle"),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("chord", sa.Float(), nullable=True, comment="largest square of a chord"),
    )
    op.create_index("ix_reach_candidate", "candidate_reach", ["candidate_id"])
    op.create_index("ix_reach_area", "candidate_reach", ["area", "candidate_id"])
    op.add_column("candidates", sa.Column("departement", sa.String(3), nullable=True, comment="code, of the town"))
    op.add_column("candidates", sa.Column("region", sa.String(2), nullable=True, comment="code, of the town"))
    op.add_column("candidates", sa.Column("available_from", sa.Date(), nullable=True, comment="of the availability; immediate: the day that was said; null: not known"))
    for column in ("departement", "region", "available_from"):
        op.create_index(f"ix_candidates_{column}", "candidates", [column])
    # A column with a reference cannot be added to a table of SQLite; sessions live for hours: they begin anew.
    op.drop_table("recruiter_sessions")
    op.create_table(
        "recruiter_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("structure_id", sa.String(32), sa.ForeignKey("structures.id", ondelete="SET NULL"), nullable=True, comment="where they are; null: at none"),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    _attach_accounts()
    _place_candidates()


def _attach_accounts() -> None:
    connection = op.get_bind()
    accounts = [row.id for row in connection.execute(sa.text("SELECT id FROM recruiters"))]
    if accounts:
        connection.execute(
            sa.text("INSERT INTO structures (id, name, created_at) VALUES (:id, :name, CURRENT_TIMESTAMP)"),
            {"id": "0" * 31 + "1", "name": NATIONWIDE},
        )
        connection.execute(
            sa.text("INSERT INTO memberships (recruiter_id, structure_id, since) VALUES (:account, :id, CURRENT_TIMESTAMP)"),
            [{"account": account, "id": "0" * 31 + "1"} for account in accounts],
        )


def _place_candidates() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(*(_candidates.c[name] for name in ("id", "town", "mobility", "availability", "updated_at")))
    ).all()
    insert = sa.text(
        "INSERT INTO candidate_reach (candidate_id, area, x, y, z, chord) VALUES (:id, :area, :x, :y, :z, :chord)"
    )
    for row in rows:
        home = geography.communes().get((row.town or {}).get("insee", ""))
        given = row.availability or {}
        said = str(row.updated_at)[:10]
        connection.execute(
            _candidates.update().where(_candidates.c.id == row.id).values(
                departement=home.departement if home else None,
                region=home.region if home else None,
                available_from=date.fromisoformat(given.get("date") or said) if given.get("date") or given.get("immediate") else None,
            )
        )
        for part in _reach(home, row.mobility or {}):
            connection.execute(insert, {"x": None, "y": None, "z": None, "chord": None, **part, "id": row.id})


def _reach(home: Commune | None, mobility: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields what a mobility comes to, as it was counted at this revision; the models go on without it."""
    kind, places = mobility.get("kind"), mobility.get("places") or []
    if kind == "national":
        yield {"area": "F"}
    elif kind == "none" and home:
        yield {"area": f"C{home.insee}"}
    elif kind in ("departement", "region"):
        known = geography.departements() if kind == "departement" else geography.regions()
        codes = [known[name] for name in places if name in known] or ([getattr(home, kind)] if home else [])
        yield from ({"area": f"{kind[0].upper()}{code}"} for code in codes)
    elif kind == "radius":
        km = mobility.get("km") or mobility.get("minutes") or 0
        named = [commune for name in places if (commune := _meant(name, home))]
        yield from (_circle(middle, km) for middle in named or ([home] if home else []))


def _meant(name: str, home: Commune | None) -> Commune | None:
    """Returns the nearest commune of a name within 100 km of home, else the largest."""
    same = geography.by_name().get(name, [])
    if home is not None and len(same) > 1:
        far = {commune.insee: geography.km_between(home, commune) or float("inf") for commune in same}
        nearest = min(same, key=lambda commune: far[commune.insee])
        if far[nearest.insee] <= 100:
            return nearest
    return same[0] if same else None


def _circle(middle: Commune, km: float) -> dict[str, Any]:
    if not km or middle.point is None:
        return {"area": f"C{middle.insee}"}
    x, y, z = middle.point
    return {"area": "O", "x": x, "y": y, "z": z, "chord": geography.squared_chord(km)}


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("recruiter_sessions")
    op.create_table(
        "recruiter_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    for column in ("available_from", "region", "departement"):
        op.drop_index(f"ix_candidates_{column}", "candidates")
    with op.batch_alter_table("candidates") as table:
        for column in ("available_from", "region", "departement"):
            table.drop_column(column)
    for name in ("candidate_reach", "memberships", "structures"):
        op.drop_table(name)
