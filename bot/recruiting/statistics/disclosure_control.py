"""Statistical disclosure control: small counts are suppressed so that they cannot be inferred.

1 to 4 become « moins de 5 ». Other numbers are rounded to the nearest multiple of 5 (HESA standard rounding
methodology), so that a difference of totals, periods or channels does not reveal a small count. Where it still would,
because several roundings coincide, a second number, or the total, becomes « 5 ou plus ».
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

MIN_COUNT, BASE = 5, 5
ABOUT = "≈\u00a0"  # before a number that is rounded


@dataclass(frozen=True)
class RoundedCount:
    """A number as published: an interval.

    Attributes:
        high: None if unbounded.
        about: the rounded number for bars and percentages; None if suppressed.
    """

    low: int
    high: int | None
    about: int | None

    @property
    def is_small(self) -> bool:
        """Whether it is suppressed because it is small."""
        return self.about is None and self.high is not None

    @property
    def words(self) -> str:
        """For a sentence: « environ 40 »."""
        return self.cell.replace(ABOUT, "environ ")

    @property
    def cell(self) -> str:
        """For a table: « ≈ 40 »."""
        if self.about is not None:
            number = f"{self.about:,}".replace(",", "\u202f")
            return f"{ABOUT}{number}" if self.about else number
        if self.high is None:
            return f"{self.low} ou plus" if self.low else "non montré"
        return f"moins de {self.high + 1}"


ZERO = RoundedCount(0, 0, 0)


@dataclass(frozen=True)
class Sum[Key: Hashable]:
    """A publicly known sum, by the keys of its total and its parts."""

    total: Key
    parts: Sequence[Key]


def rounded(number: int, least: int = MIN_COUNT) -> RoundedCount:
    """Round or suppress one number.

    Args:
        least: the smallest number that is published.
    """
    if number == 0:
        return ZERO
    if number < least:
        return RoundedCount(1, least - 1, None)
    about = (number + BASE // 2) // BASE * BASE
    return RoundedCount(max(least, about - BASE // 2), about + BASE // 2, about)


def suppress[Key: Hashable](
    numbers: Mapping[Key, int], sums: Iterable[Sum[Key]] = (), least: int = MIN_COUNT
) -> dict[Key, RoundedCount]:
    """Round and suppress numbers so that no suppressed one can be inferred from the others.

    Args:
        sums: which of the numbers add up.
        least: the smallest number that is published.
    """
    told = {key: rounded(number, least) for key, number in numbers.items()}
    equations = list(sums)
    while (found := _inferable(told, equations)) is not None:
        told[found] = RoundedCount(0 if told[found].is_small else least, None, None)
    return told


def _inferable[Key: Hashable](told: Mapping[Key, RoundedCount], equations: Sequence[Sum[Key]]) -> Key | None:
    """A further number to suppress because a suppressed one can be inferred; None if none can."""
    bounds: dict[Key, tuple[int, int | None]] = {key: (one.low, one.high) for key, one in told.items()}
    changed = True
    while changed:
        changed = False
        for equation in equations:
            for key, narrower in _implied_bounds(bounds, equation):
                if narrower == bounds[key]:
                    continue
                bounds[key], changed = narrower, True
                if told[key].is_small and narrower[0] == narrower[1]:
                    return _secondary_suppression(told, equations, equation)
    return None


def _secondary_suppression[Key: Hashable](
    told: Mapping[Key, RoundedCount], equations: Sequence[Sum[Key]], equation: Sum[Key]
) -> Key | None:
    """The smallest published part of an equation, or its total; else of the other equations."""
    for one in (equation, *equations):
        parts = [key for key in one.parts if told[key].about]
        if parts:
            return min(parts, key=lambda key: told[key].about or 0)
        if told[one.total].about or told[one.total].is_small:
            return one.total
    return None


def _implied_bounds[Key: Hashable](
    bounds: Mapping[Key, tuple[int, int | None]], equation: Sum[Key]
) -> Iterable[tuple[Key, tuple[int, int | None]]]:
    """The bounds that an equation implies for each of its numbers."""
    low = sum(bounds[key][0] for key in equation.parts)
    endless = sum(bounds[key][1] is None for key in equation.parts)
    high = sum(bounds[key][1] or 0 for key in equation.parts)
    total = bounds[equation.total]
    yield equation.total, _intersection(total, (low, None if endless else high))
    for key in equation.parts:
        mine = bounds[key]
        others_high = None if endless - (mine[1] is None) else high - (mine[1] or 0)
        least = 0 if others_high is None else total[0] - others_high
        most = None if total[1] is None else total[1] - (low - mine[0])
        yield key, _intersection(mine, (least, most))


def _intersection(one: tuple[int, int | None], other: tuple[int, int | None]) -> tuple[int, int | None]:
    ends = [end for end in (one[1], other[1]) if end is not None]
    return max(one[0], other[0]), min(ends) if ends else None
