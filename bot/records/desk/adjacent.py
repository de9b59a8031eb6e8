"""Previous and next candidate of a filtered list, found without loading the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.records.desk import answer_search, name_sort_index
from bot.records.desk.listing import BY_NAME, BY_TOWN, Filters, Listing
from bot.records.models import Candidate

_LOOKED_AT = (50, 1000)  # dossiers to inspect on a side if the database cannot filter or sort alone


@dataclass(frozen=True)
class Adjacent:
    """Ids of the previous and next dossier; None at an end of the list."""

    previous: str | None = None
    following: str | None = None


@dataclass(frozen=True)
class AdjacentFinder:
    """Finds the neighbours of a candidate, who need not match the filters: an opened dossier is no longer unread.

    Attributes:
        sort: as in `Listing.page`.
        words: words of answers to search without an index; nearby answers are decrypted.
    """

    session: Session
    rows: Listing
    filters: Filters
    sort: str
    words: Sequence[str] = ()

    def around(self, candidate_id: str) -> Adjacent:
        """Neighbours of a candidate in the list."""
        return Adjacent(self._nearest(candidate_id, is_after=False), self._nearest(candidate_id, is_after=True))

    def _nearest(self, candidate_id: str, *, is_after: bool) -> str | None:
        is_sorted_by_database = self.sort != BY_NAME and not self.words
        for many in (1,) if is_sorted_by_database else _LOOKED_AT:
            if self.sort == BY_NAME:
                near = name_sort_index.adjacent_by_name(self.session, candidate_id, many, is_after=is_after)
                matching = set(self.session.scalars(self.rows.found(self.filters).where(Candidate.id.in_(near))))
                matches = [one for one in near if one in matching]
            else:
                near = matches = self._beside(candidate_id, many, is_after=is_after)
            if self.words:
                matches = answer_search.scan(self.session, matches, list(self.words))
            if matches or len(near) < many:
                return next((one for one in near if one in matches), None)
        return None if self.words else self._in_the_whole_list(candidate_id, is_after=is_after)

    def _beside(self, candidate_id: str, many: int, *, is_after: bool) -> list[str]:
        """Ids of the nearest `many` rows in an order that the database can sort by, nearest first."""
        by_town = self.sort == BY_TOWN
        column: Any = Candidate.town_order if by_town else Candidate.created_at
        value = self.session.scalar(select(column).where(Candidate.id == candidate_id))
        is_rising = by_town == is_after
        beyond: ColumnElement[bool] = column > value if is_rising else column < value
        same = and_(column == value, Candidate.id > candidate_id if is_after else Candidate.id < candidate_id)
        # The first condition is implied by the second; it lets an index start at the right place.
        rows = self.rows.found(self.filters).where(column >= value if is_rising else column <= value, or_(beyond, same))
        order = column.asc() if is_rising else column.desc(), Candidate.id.asc() if is_after else Candidate.id.desc()
        return list(self.session.scalars(rows.order_by(*order).limit(many)))

    def _in_the_whole_list(self, candidate_id: str, *, is_after: bool) -> str | None:
        matching = set(self.session.scalars(self.rows.found(self.filters)))
        candidates = name_sort_index.adjacent_by_name(self.session, candidate_id, None, is_after=is_after)
        return next((one for one in candidates if one in matching), None)
