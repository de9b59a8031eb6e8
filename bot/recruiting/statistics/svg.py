"""Charts as SVG without inline styles, which the content security policy forbids and chart libraries need.

A suppressed number is drawn as an outlined column of constant height.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.recruiting.statistics.disclosure_control import MIN_COUNT, RoundedCount

_WIDTH, _HEIGHT = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 4, 8, 20
_STEPS = (1, 2, 5)
_MAX_LABELS = 5


@dataclass(frozen=True)
class Column:
    """A column of a chart.

    Attributes:
        short: label below the axis.
    """

    label: str
    short: str
    number: RoundedCount


def columns(key: str, title: str, description: str, shown: Sequence[Column], most: int) -> Markup:
    """A column chart.

    Args:
        key: unique id on the page.
        description: text alternative.
        most: the largest number of all charts that share the scale.
    """
    top = _round_top(max(most, 2 * MIN_COUNT))
    width = (_WIDTH - _LEFT - _RIGHT) / max(len(shown), 1)
    parts = [_grid_line(value, top) for value in (0, top // 2, top)]
    every = -(-len(shown) // _MAX_LABELS)
    for index, column in enumerate(shown):
        left = _LEFT + index * width
        parts.append(_column(column, left + width * 0.1, width * 0.8, top))
        if index % every == 0:
            parts.append(
                Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                    left + width / 2, _HEIGHT - 6, column.short
                )
            )
    return Markup(
        '<svg class="plot" role="img" viewBox="0 0 {} {}" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>'
    ).format(
        _WIDTH, _HEIGHT, key, key, key, title, key, description, Markup("").join(parts)
    )  # fmt: skip


def bar(numbers: Sequence[tuple[str, RoundedCount]], most: int) -> Markup:
    """A horizontal stacked bar without labels.

    Args:
        numbers: CSS class and number of each part, from left to right.
        most: the number at full width.
    """
    left, parts = 0.0, []
    for name, number in numbers:
        width = min(100 * _height(number) / max(most, MIN_COUNT), 100 - left)
        kind = name if number.about is not None else "few"
        parts.append(Markup('<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>').format(kind, left, width))
        left += width
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>'
    ).format(Markup("").join(parts))


def _height(number: RoundedCount) -> float:
    """The drawn height, constant for a suppressed number."""
    if number.about is not None:
        return number.about
    return MIN_COUNT if number.high is None and number.low else MIN_COUNT / 2


def _round_top(number: float) -> int:
    """The next of 10, 20, 50, 100, 200 and so on."""
    power = 10
    while True:
        for step in _STEPS:
            if number <= step * power:
                return step * power
        power *= 10


def _y(number: float, top: int) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * number / top


def _grid_line(value: int, top: int) -> Markup:
    y = _y(value, top)
    return Markup(
        '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/><text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>'
    ).format(_LEFT, _WIDTH - _RIGHT, y, y, _LEFT - 4, y + 3.5, value)


def _column(column: Column, x: float, width: float, top: int) -> Markup:
    y = _y(_height(column.number), top)
    kind = "full" if column.number.about is not None else "few"
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{} : {}</title></rect>'
    ).format(kind, x, y, width, _y(0, top) - y, escape(column.label), column.number.cell)
