"""The table of the bench: percentiles, medians, ratios."""

import pytest

from bot.tools.bench.measurements import OURS, STOCK, Measurements, Metric, percentile

METRICS = [Metric("fast", "a message", "ms"), Metric("small", "memory", "MB", 1), Metric("absent", "nothing", "s")]


@pytest.fixture
def measurements():
    made = Measurements()
    for value in (30.0, 10.0, 20.0):
        made.add(OURS, "fast", value)
    for value in (40.0, 1000.0, 50.0):
        made.add(STOCK, "fast", value)
    made.add(OURS, "small", 1234.5)
    made.add(OURS, "small", None)
    return made


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (0.951, 20), (1.0, 20), (0.0, 1)])
def test_a_percentile_is_a_value_that_was_measured(share, expected):
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_a_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 0.5) == percentile([7.0], 0.95) == 7.0


def test_the_table_has_only_measured_metrics(measurements):
    assert measurements.as_table(METRICS).splitlines() == [
        "| | this bot | stock Rasa | ratio |",
        "|---|---|---|---|",
        "| a message (ms) | 20 (10–30) | 50 (40–1,000) | 0.40 |",
        "| memory (MB) | 1,234.5 | – | – |",
    ]


def test_a_line_about_whole_conversations_says_how_many_were_whole(measurements):
    metric = Metric("hourly", "conversations", "an hour", of_whole=True)
    measurements.add(OURS, "hourly", 100)
    for whole in (15, 16):
        measurements.count_whole(OURS, whole, 16)
    measurements.count_whole(STOCK, 0, 16)
    assert measurements.as_table([metric]).splitlines()[-1] == (
        "| conversations (an hour) | 100, 31 of 32 whole | –, 0 of 16 whole | – |"
    )
