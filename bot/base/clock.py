"""The one clock of the product: Europe/Paris, and movable for benches that replay conversations."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
CLOCK_FILE_VARIABLE = "BOT_CLOCK_FILE"


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
