"""Saved filters of the candidate list."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import clock
from bot.records.models.base import Base, UtcDateTime, new_id
from bot.records.store.encrypted_types import EncryptedJson, EncryptedText


class SavedFilter(Base):
    """A named filter of the list, of a recruiter at a structure."""

    __tablename__ = "saved_filters"
    __table_args__ = (Index("ix_saved_filters_of", "recruiter_id", "structure_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"))
    structure_id: Mapped[str] = mapped_column(
        String(32), comment="id of the structure; empty: an administrator acting for none"
    )
    name: Mapped[str] = mapped_column(EncryptedText)
    content: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, comment="search words and chosen values")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
