"""Response times of the team: daily counts, and a histogram of stored handoffs."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import HumanRequest
from bot.records.store import daily_counts

MAX_HOURS = 72  # longer waits are counted together
ASKED, TAKEN, ANSWERED, HOURS = "human/asked", "human/taken", "human/answered", "human/hours"


def whole_hours(since: datetime, until: datetime) -> int:
    """Whole hours between two timestamps, at most `MAX_HOURS`."""
    return min(int((until - since).total_seconds() // 3600), MAX_HOURS)


def count_asked(session: Session, request: HumanRequest) -> None:
    """Count a new handoff."""
    _count(session, request, ASKED)


def count_taken(session: Session, request: HumanRequest) -> None:
    """Count a handoff taken over by a team member."""
    _count(session, request, TAKEN)


def count_answered(session: Session, request: HumanRequest, at: datetime) -> None:
    """Count the first reply to a handoff, and its response time in hours."""
    _count(session, request, ANSWERED, f"{HOURS}/{whole_hours(request.created_at, at):02}")


def histogram(requests: Iterable[HumanRequest]) -> Counter[int]:
    """Number of answered handoffs by response time in whole hours."""
    pairs = ((request.created_at, request.answered_at) for request in requests)
    return Counter(whole_hours(since, until) for since, until in pairs if until is not None)


def _count(session: Session, request: HumanRequest, *names: str) -> None:
    daily_counts.add(session, request.created_at.astimezone(clock.PARIS).date(), request.channel, names)
