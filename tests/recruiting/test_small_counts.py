"""What tables of figures show: no hidden number can be told from what is shown, whatever is added and subtracted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bot.recruiting.statistics.disclosure_control import RoundedCount, Sum, rounded, suppress

SMALL = st.integers(0, 9) | st.integers(0, 60)


def possible(told, sums, key):
    """The smallest and the largest that a number may be, for who knows all that is shown: exactly, by linear programming.

    Tables of two margins are networks: their corners are whole numbers.
    """
    keys = list(told)
    equations = np.zeros((len(sums), len(keys)))
    for row, one in enumerate(sums):
        equations[row, keys.index(one.total)] = -1
        for part in one.parts:
            equations[row, keys.index(part)] += 1
    bounds = [(told[name].low, told[name].high) for name in keys]
    ends = []
    for sign in (1, -1):
        aim = np.zeros(len(keys))
        aim[keys.index(key)] = sign
        found = linprog(aim, A_eq=equations, b_eq=np.zeros(len(sums)), bounds=bounds, method="highs")
        assert found.success
        ends.append(round(sign * found.fun))
    return tuple(ends)


def check(numbers, sums, least=5):
    told = suppress(numbers, sums, least)
    for key, number in numbers.items():
        assert told[key].low <= number and (told[key].high is None or number <= told[key].high)
        if 0 < number < least:
            assert told[key].words in {f"moins de {least}", "non montré"}
            low, high = possible(told, sums, key)
            assert low < high, (key, numbers, told)


@given(st.lists(SMALL, min_size=1, max_size=8), st.sampled_from([5, 10]))
@settings(max_examples=150, deadline=None)
def test_no_hidden_part_is_told_by_a_total(parts, least):
    numbers = dict(enumerate(parts)) | {"all": sum(parts)}
    check(numbers, [Sum("all", range(len(parts)))], least)


def margins(rows):
    """A table by day and channel with both its margins, as pages of several channels show it."""
    numbers = {(row, column): number for row, line in enumerate(rows) for column, number in enumerate(line)}
    days, channels = range(len(rows)), range(len(rows[0]))
    numbers |= {(row, "all"): sum(rows[row]) for row in days}
    numbers |= {("all", column): sum(line[column] for line in rows) for column in channels}
    numbers["all", "all"] = sum(map(sum, rows))
    sums = [
        *(Sum((row, "all"), [(row, column) for column in channels]) for row in days),
        *(Sum(("all", column), [(row, column) for row in days]) for column in channels),
        Sum(("all", "all"), [(row, "all") for row in days]),
        Sum(("all", "all"), [("all", column) for column in channels]),
    ]
    return numbers, sums


@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(SMALL, min_size=width, max_size=width), min_size=1, max_size=4)
    )
)
@settings(max_examples=100, deadline=None)
def test_no_hidden_number_is_told_by_other_days_and_channels(rows):
    check(*margins(rows))


@pytest.mark.parametrize(
    "parts",
    [[4, 4], [1, 1, 1, 1], [4, 7], [4, 7, 7, 7, 7], [1, 5], [4] * 8, [1] * 5, [0, 3, 0], [4, 0, 12, 12, 12, 12]],
)
def test_totals_that_would_tell_are_known(parts):
    numbers = dict(enumerate(parts)) | {"all": sum(parts)}
    check(numbers, [Sum("all", range(len(parts)))])


def test_what_is_shown_is_near_what_is():
    assert [rounded(number).words for number in (0, 1, 4, 5, 7, 8, 1234)] == [
        "0", "moins de 5", "moins de 5", "environ 5", "environ 5", "environ 10", "environ 1\u202f235",
    ]  # fmt: skip
    assert rounded(9, least=10).words == "moins de 10"
    assert RoundedCount(5, None, None).words == "5 ou plus"
