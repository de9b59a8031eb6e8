"""Charts and tables of the statistics page and of its CSV export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.base import channel_info
from bot.recruiting.statistics import svg
from bot.recruiting.statistics.disclosure_control import ABOUT, MIN_COUNT, RoundedCount
from bot.recruiting.statistics.periods import Period

NOTHING = "—"
MIN_SHARE_BASE = 20  # of fewer, one per cent would be less than a person
CHANNELS = {name: known.words[0].upper() + known.words[1:] for name, known in channel_info.CHANNELS.items()} | {
    "": "Non connu"
}
FULL, LIGHT, EMPTY = "full", "light", "empty"  # classes of the parts of a bar


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Attributes:
        cells: formatted numbers, or words where there is none.
    """

    label: str
    cells: Sequence[str]
    bar: Markup | None = None


@dataclass(frozen=True)
class Statistic:
    """A statistic: a table, with charts if it has any.

    Attributes:
        key: unique id on the page.
        about: what is counted, in one or two sentences.
        head: column names: of the labels, then of the cells.
        charts: with their titles. With charts the table is folded.
        legend: CSS class and meaning of each part of a bar.
        after: a note below.
    """

    key: str
    title: str
    about: str
    head: Sequence[str]
    lines: Sequence[Row]
    charts: Sequence[tuple[str, Markup]] = ()
    legend: Sequence[tuple[str, str]] = ()
    after: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it needs the full width of the page."""
        return bool(self.charts) or len(self.head) > 2

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


def over_time(
    key: str, title: str, about: str, period: Period, series: Mapping[str, Sequence[RoundedCount]]
) -> Statistic:
    """A statistic over time, with one chart per series.

    Args:
        series: numbers by name, one for each span of the period.
    """
    drawn = []
    most = max([number.about or number.low for numbers in series.values() for number in numbers] + [MIN_COUNT])
    for index, (words, numbers) in enumerate(series.items()):
        shown = [svg.Column(span.words, span.short, number) for span, number in zip(period.spans, numbers, strict=True)]
        description = (
            f"{words}, par {period.unit}, {period.words}, arrondis à 5 ; les mêmes nombres sont dans le tableau."
        )
        drawn.append((words, svg.columns(f"{key}-{index}", f"{words} par {period.unit}", description, shown, most)))
    lines = [
        Row(span.words, [numbers[index].cell for numbers in series.values()]) for index, span in enumerate(period.spans)
    ]
    return Statistic(key, title, about, [period.unit.capitalize(), *series], lines, drawn)


def ranked(
    key: str, title: str, about: str, head: Sequence[str], numbers: Sequence[tuple[str, RoundedCount]], after: str = ""
) -> Statistic:
    """A statistic with one number and one bar per row."""
    most = max([number.about or 0 for _, number in numbers] + [MIN_COUNT])
    lines = [Row(words, [number.cell], svg.bar([(FULL, number)], most)) for words, number in numbers]
    return Statistic(key, title, about, head, lines, after=after)
