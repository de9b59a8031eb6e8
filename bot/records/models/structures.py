"""Structures that hire, and who belongs to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, new_id


class Structure(Base):
    """An employer or a training body that reads files, where it is."""

    __tablename__ = "structures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    town: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="commune, insee, departement; null: recruits all over France"
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="nobody is at it any more")


class Membership(Base):
    """Who belongs to a structure."""

    __tablename__ = "memberships"

    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)
    structure_id: Mapped[str] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
