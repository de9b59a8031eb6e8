"""How long people wait for the team: counted as it happens, and of the requests that are still there."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import HumanRequest
from bot.records.store import daily_counts

MOST_HOURS = 72  # longer waits are counted together
ASKED, TAKEN, ANSWERED, HOURS = "human/asked", "human/taken", "human/answered", "human/hours"


def answered_at(request: HumanRequest) -> datetime | None:
    """Returns when somebody of the team first answered, None while nobody has: the one place that says what an answer is."""
    return request.answered_at


def whole_hours(since: datetime, until: datetime) -> int:
    """Returns the whole hours of a wait, `MOST_HOURS` at most."""
    return min(int((until - since).total_seconds() // 3600), MOST_HOURS)


def count_asked(session: Session, request: HumanRequest) -> None:
    """Counts that a person was asked for."""
    _count(session, request, ASKED)


def count_taken(session: Session, request: HumanRequest) -> None:
    """Counts that somebody of the team took a request."""
    _count(session, request, TAKEN)


def count_answered(session: Session, request: HumanRequest, at: datetime) -> None:
    """Counts that somebody of the team answered for the first time, and after how many hours."""
    _count(session, request, ANSWERED, f"{HOURS}/{whole_hours(request.created_at, at):02}")


def waited(requests: Iterable[HumanRequest]) -> Counter[int]:
    """Returns how many of the requests were answered after how many whole hours."""
    pairs = ((request, answered_at(request)) for request in requests)
    return Counter(whole_hours(request.created_at, at) for request, at in pairs if at is not None)


def _count(session: Session, request: HumanRequest, *names: str) -> None:
    daily_counts.add(session, request.created_at.astimezone(clock.PARIS).date(), request.channel, names)
