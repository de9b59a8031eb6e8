"""The one clock of the product: Europe/Paris, and movable for benches that replay conversations; and how long to wait."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
CLOCK_FILE_VARIABLE = "BOT_CLOCK_FILE"
LONGEST_PAUSE_SECONDS = 60.0


def now() -> datetime:
    """Returns the present moment, aware, in UTC.

    When the environment names a clock file that holds an ISO date, the day is the file's and the time of day the real one.
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
    """Returns today's date in Europe/Paris."""
    return now().astimezone(PARIS).date()


def pause_after(failures: int, *, longest: float = LONGEST_PAUSE_SECONDS) -> float:
    """Returns how many seconds to wait after so many failures in a row: twice as long each time, up to the longest."""
    return float(min(longest, 0.5 * 2 ** min(failures, 10)))
