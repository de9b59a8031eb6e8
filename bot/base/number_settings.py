"""Settings that are numbers: their defaults and bounds, in one table by which they are read and checked."""

import os
from typing import NamedTuple

from bot.base.errors import OperatingError

# Our servers and the loopback ports that they have by default.
PORTS = {"rasa": 5005, "pages": 8000, "gateway": 5065}
LAST_PORT = 65_535
_PLENTY = 10**9


class Number(NamedTuple):
    """What fits a setting that is a number.

    Attributes:
        default: without it.
        least: the smallest number that is taken.
        most: the largest one.
        is_whole: no fraction is taken.
    """

    default: float
    least: float
    most: float
    is_whole: bool = True


# Every setting that is a number: what reads one and what checks them all before the start go by the same bounds.
NUMBERS = {
    "BOT_RETENTION_MONTHS": Number(24, 1, 24),  # 24 at most, the CNIL's guide
    "BOT_UNANSWERED_DAYS": Number(90, 0, 90),  # 90 at most, as announced
    "BOT_AUDIT_MONTHS": Number(12, 6, 12),
    "BOT_QUIET_SECONDS": Number(2.5, 0, 3600, is_whole=False),
    "BOT_API_REQUESTS_A_MINUTE": Number(300, 1, _PLENTY),
    "BOT_TURN_SECONDS": Number(20, 1, 600, is_whole=False),
    "BOT_HANG_SECONDS": Number(30, 1, 3600, is_whole=False),
    "BOT_MOST_A_MINUTE": Number(40, 1, _PLENTY),
    "BOT_REQUESTS_A_MINUTE": Number(2000, 1, _PLENTY),
    "BOT_NEW_SESSIONS_A_MINUTE": Number(120, 1, _PLENTY),
    "BOT_IDLE_MINUTES": Number(60, 5, 480),
    "BOT_PAGES_PORT": Number(PORTS["pages"], 1, LAST_PORT),
    "BOT_RASA_PORT": Number(PORTS["rasa"], 1, LAST_PORT),
    "BOT_GATEWAY_PORT": Number(PORTS["gateway"], 1, LAST_PORT),
    "BOT_RASA_PROCESSES": Number(min(2, len(os.sched_getaffinity(0))), 1, 64),
}


def read_number(name: str) -> float:
    """Returns the number that a variable holds; unset or empty means its default.

    Raises:
        OperatingError: it is no number, or out of its bounds.
    """
    default, least, most, is_whole = NUMBERS[name]
    written = os.environ.get(name) or str(default)
    try:
        number = float(written)
    except ValueError:
        number = float("nan")
    if not least <= number <= most or (is_whole and number != int(number)):
        kind = "a whole number" if is_whole else "a number"
        raise OperatingError(
            f"{name}={written} does not fit: write {kind} from {least:.10g} to {most:.10g}, "
            f"or leave it out for {default:g}."
        )
    return number


def read_whole_number(name: str) -> int:
    """Returns the number that a variable holds, see `read_number`, where no fraction is taken."""
    return int(read_number(name))
