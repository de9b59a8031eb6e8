"""What the page of figures and its table for spreadsheets show: figures as lines of numbers, with their plots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.base import known_channels
from bot.recruiting.figures import plots
from bot.recruiting.figures.periods import Period
from bot.recruiting.figures.small_counts import ABOUT, LEAST, Shown

NOTHING = "—"
FEWEST_OF_A_SHARE = 20  # of fewer, a per cent would be one person or none
CHANNELS = {name: known.words[0].upper() + known.words[1:] for name, known in known_channels.CHANNELS.items()} | {
    "": "Non connu"
}
FULL, LIGHT, EMPTY = "full", "light", "empty"  # classes of the parts of a bar


@dataclass(frozen=True)
class Line:
    """A line of a figure.

    Attributes:
        label: what it is of.
        cells: numbers, or words where there is none.
        bar: its plot, if it has one.
    """

    label: str
    cells: Sequence[str]
    bar: Markup | None = None


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes:
        key: once a page.
        title: its heading.
        about: what is counted, in a sentence or two.
        head: names of the columns: of the lines, then of the cells.
        lines: what is shown as a table.
        plots: with their titles, shown above; the table is then folded.
        legend: class and meaning of the parts of bars.
        after: what else is said of it.
    """

    key: str
    title: str
    about: str
    head: Sequence[str]
    lines: Sequence[Line]
    plots: Sequence[tuple[str, Markup]] = ()
    legend: Sequence[tuple[str, str]] = ()
    after: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of a page."""
        return bool(self.plots) or len(self.head) > 2

    @property
    def is_rounded(self) -> bool:
        """Whether one of its numbers at least is not exact."""
        return any(cell.startswith(ABOUT) for line in self.lines for cell in line.cells)


def channel_in_words(channel: str) -> str:
    """Returns how a channel is called."""
    return CHANNELS.get(channel, channel.capitalize())


def share(part: Shown, of: Shown) -> str:
    """Returns « ≈ 84 % », of numbers as they are shown: nothing more is told by it."""
    if part.about is None or of.about is None or of.about < FEWEST_OF_A_SHARE:
        return NOTHING
    return f"{ABOUT if part.about else ''}{min(round(100 * part.about / of.about), 100)}\u00a0%"


def by_time(key: str, title: str, about: str, period: Period, series: Mapping[str, Sequence[Shown]]) -> Figure:
    """Returns a figure of several series in the parts of a period, each with a plot of its own.

    Args:
        key: once a page.
        title: its heading.
        about: what is counted.
        period: whose parts they are of.
        series: what is counted, by its words: a number for each part.
    """
    drawn = []
    most = max([number.about or number.low for numbers in series.values() for number in numbers] + [LEAST])
    for index, (words, numbers) in enumerate(series.items()):
        shown = [
            plots.Column(span.words, span.short, number) for span, number in zip(period.spans, numbers, strict=True)
        ]
        description = (
            f"{words}, par {period.unit}, {period.words}, arrondis à 5 ; les mêmes nombres sont dans le tableau."
        )
        drawn.append((words, plots.columns(f"{key}-{index}", f"{words} par {period.unit}", description, shown, most)))
    lines = [
        Line(span.words, [numbers[index].cell for numbers in series.values()])
        for index, span in enumerate(period.spans)
    ]
    return Figure(key, title, about, [period.unit.capitalize(), *series], lines, drawn)


def ranked(
    key: str, title: str, about: str, head: Sequence[str], numbers: Sequence[tuple[str, Shown]], after: str = ""
) -> Figure:
    """Returns a figure of one number a line, each with a bar."""
    most = max([number.about or 0 for _, number in numbers] + [LEAST])
    lines = [Line(words, [number.cell], plots.bar([(FULL, number)], most)) for words, number in numbers]
    return Figure(key, title, about, head, lines, after=after)
