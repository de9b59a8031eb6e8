"""Response times of the team, as a histogram."""

from collections import Counter
from collections.abc import Sequence

from bot.content.sentences import sentence
from bot.records.handoffs.response_times import MAX_HOURS
from bot.recruiting.statistics.disclosure_control import RoundedCount
from bot.recruiting.statistics.tables import Statistic, ranked

# Lower bound in hours, included, and label.
BANDS = (
    (0, "moins d'une heure"), (1, "de 1 à 4 heures"), (4, "de 4 à 8 heures"), (8, "de 8 à 24 heures"),
    (24, "de 1 à 2 jours"), (48, "de 2 à 3 jours"), (MAX_HOURS, "3 jours ou plus"),
)  # fmt: skip
MIN_FOR_QUANTILE = 10  # responses


def histogram(hours: Counter[int]) -> list[int]:
    """How many response times are in each of `BANDS`."""
    starts = [start for start, _ in BANDS]
    ends = [*starts[1:], MAX_HOURS + 1]
    return [
        sum(number for hour, number in hours.items() if start <= hour < end)
        for start, end in zip(starts, ends, strict=True)
    ]


def quantile_band(shown: Sequence[RoundedCount], part: float) -> str | None:
    """The band that contains a quantile, computed from the published numbers; None if there are too few."""
    numbers = [(one.low + (one.high or one.low)) / 2 if one.about is None else one.about for one in shown]
    if sum(numbers) < MIN_FOR_QUANTILE:
        return None
    reached = 0.0
    for number, (_, words) in zip(numbers, BANDS, strict=True):
        reached += number
        if reached >= part * sum(numbers):
            return words
    return None


def response_time_statistic(shown: Sequence[RoundedCount]) -> Statistic:
    """Time from the request to the first message of a team member."""
    labels = [words for _, words in BANDS]
    half, most = quantile_band(shown, 0.5), quantile_band(shown, 0.9)
    if half is None:
        after = ""
    elif half == most:
        after = sentence("statistics.median_is_most", half=half)
    elif most == labels[-1]:  # the last band is open-ended
        after = sentence("statistics.median", half=half, most=most)
    else:
        after = sentence("statistics.median", half=half, most=sentence("statistics.or_less", most=most))
    return ranked("delais", ["Délai", "Demandes"], zip(labels, shown, strict=True), after=after)
