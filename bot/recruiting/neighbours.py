"""Who stands before and after somebody in the list that a reader came by."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from fastapi import Request
from sqlalchemy.orm import Session

from bot.records.recruiters import SignedIn
from bot.recruiting import filter_form, security
from bot.recruiting.candidate_list import prepare
from bot.recruiting.file_place import Place


@dataclass(frozen=True)
class Neighbours:
    """Ids of the files before and after one; None at an end of the list, or where it is not in it."""

    previous: str | None = None
    following: str | None = None


def neighbours(request: Request, session: Session, me: SignedIn, candidate_id: str, place: Place) -> Neighbours:
    """Returns who stands before and after somebody, in the order and under the filters of the list."""
    asked = filter_form.read(parse_qs(place.listed), *security.remembered_search(request))
    search = prepare(session, me, asked.filters)
    ids = search.rows.ids(search.filters, sort=asked.sort)
    if candidate_id not in ids:
        return Neighbours()
    here = ids.index(candidate_id)
    return Neighbours(ids[here - 1] if here else None, ids[here + 1] if here + 1 < len(ids) else None)
