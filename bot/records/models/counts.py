"""How often something happened on a day: numbers that are nobody's."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.models.base import Base


class DailyCount(Base):
    """How often something happened, by day and channel (`bot.records.store.daily_counts`); nothing links two counts."""

    __tablename__ = "daily_counts"
    # Without a row id nothing tells which came before which.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    day: Mapped[date] = mapped_column(primary_key=True, comment="in Paris, on which the conversation or request began")
    channel: Mapped[str] = mapped_column(String(40), primary_key=True, comment="where it began; empty: not known")
    name: Mapped[str] = mapped_column(String(80), primary_key=True, comment="what happened: begun, asked/town, faq/…")
    number: Mapped[int] = mapped_column(comment="how often")
