"""The clock of the product, which benches can move, and the back-off after failures."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
CLOCK_FILE_VARIABLE = "BOT_CLOCK_FILE"
MAX_BACKOFF_SECONDS = 60.0


def now() -> datetime:
    """The current time, aware, in UTC.

    If the variable `BOT_CLOCK_FILE` names a file with an ISO date, the day is the file's and the time of day the real one.
    """
    moment = datetime.now(UTC)
    path = os.environ.get(CLOCK_FILE_VARIABLE)
    if not path:
        return moment
    named = Path(path).read_text(encoding="ascii").strip()
    if not named:
        return moment
    day = date.fromisoformat(named)
    local = moment.astimezone(PARIS)
    return datetime.combine(day, local.time(), PARIS).astimezone(UTC)


def today() -> date:
    """Today's date in Europe/Paris."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The date of a moment in Europe/Paris."""
    return moment.astimezone(PARIS).date()


def backoff_seconds(failures: int, *, maximum: float = MAX_BACKOFF_SECONDS) -> float:
    """Seconds to wait after a number of failures in a row, doubling from one second up to `maximum`."""
    return float(min(maximum, 0.5 * 2 ** min(failures, 10)))
