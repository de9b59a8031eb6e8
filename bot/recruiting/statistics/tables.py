"""Tables of the statistics page and of its CSV export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.base import channel_info
from bot.content.sentences import section
from bot.recruiting.statistics.disclosure_control import ABOUT, MIN_COUNT, RoundedCount
from bot.recruiting.statistics.periods import Period

NOTHING = "—"
MIN_SHARE_BASE = 20  # of fewer, one per cent would be less than a person
CHANNELS = {name: known.words[0].upper() + known.words[1:] for name, known in channel_info.CHANNELS.items()} | {
    "": "Non connu"
}


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Attributes:
        cells: formatted numbers, or words where there is none.
        meter: value and maximum of the bar below the label; None without one.
    """

    label: str
    cells: Sequence[str]
    meter: tuple[int, int] | None = None


@dataclass(frozen=True)
class Statistic:
    """A statistic: a table.

    Attributes:
        key: unique id on the page.
        head: column names: of the labels, then of the cells.
        counted: what is counted, if the sentence for its key does not say so.
        legend: what the bars show, if not the only number of each row.
        after: a note below.
    """

    key: str
    head: Sequence[str]
    lines: Sequence[Row]
    counted: str = ""
    legend: str = ""
    after: str = ""

    @property
    def title(self) -> str:
        """Its title in French."""
        return section("statistics_titles")[self.key]

    @property
    def about(self) -> str:
        """What is counted, in one or two sentences."""
        return self.counted or section("statistics_about")[self.key]

    @property
    def is_wide(self) -> bool:
        """Whether it needs the full width of the page."""
        return len(self.head) > 2

    @property
    def is_rounded(self) -> bool:
        """Whether any of its numbers is rounded."""
        return any(cell.startswith(ABOUT) for line in self.lines for cell in line.cells)


def channel_label(channel: str) -> str:
    """The French name of a channel."""
    return CHANNELS.get(channel, channel.capitalize())


def share(part: RoundedCount, of: RoundedCount) -> str:
    """« ≈ 84 % », computed from the rounded numbers so that it reveals no more than they do."""
    if part.about is None or of.about is None or of.about < MIN_SHARE_BASE:
        return NOTHING
    return f"{ABOUT if part.about else ''}{min(round(100 * part.about / of.about), 100)}\u00a0%"


def meter(number: RoundedCount, most: int) -> tuple[int, int] | None:
    """The bar of a rounded number; a suppressed one has none."""
    return None if number.about is None else (min(number.about, max(most, MIN_COUNT)), max(most, MIN_COUNT))


def over_time(key: str, period: Period, series: Mapping[str, Sequence[RoundedCount]], counted: str = "") -> Statistic:
    """A statistic over time, with one column per series; the bars show the first one.

    Args:
        series: numbers by name, one for each span of the period.
    """
    first, *others = series
    most = max(number.about or 0 for number in series[first])
    lines = [
        Row(span.words, [numbers[index].cell for numbers in series.values()], meter(series[first][index], most))
        for index, span in enumerate(period.spans)
    ]
    head = [period.unit.capitalize(), *series]
    return Statistic(key, head, lines, counted, legend=first.lower() if others else "")


def ranked(
    key: str, head: Sequence[str], numbers: Iterable[tuple[str, RoundedCount]], counted: str = "", after: str = ""
) -> Statistic:
    """A statistic with one number and one bar per row."""
    numbers = list(numbers)
    most = max([number.about or 0 for _, number in numbers] + [MIN_COUNT])
    lines = [Row(words, [number.cell], meter(number, most)) for words, number in numbers]
    return Statistic(key, head, lines, counted, after=after)
