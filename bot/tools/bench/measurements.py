"""Results of the rounds as a table: medians of this bot and of stock Rasa, and their ratio."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

OURS, STOCK = "ours", "stock"
NOT_MEASURED = "–"


@dataclass(frozen=True)
class Metric:
    """A row of the table.

    Attributes:
        digits: decimals.
        of_whole: measured on whole conversations alone, so that its line says how many there were.
    """

    key: str
    title: str
    unit: str
    digits: int = 0
    of_whole: bool = False


def _load_metrics() -> list[Metric]:
    return [
        Metric(
            f"a_second_{processes}_{conversations}",
            f"{conversations} conversation{'s' if conversations > 1 else ''} at once, {processes} Rasa process{'es' if processes > 1 else ''}",
            "messages/s",
            1,
        )
        for processes in (1, 2)
        for conversations in (1, 16, 64)
    ]


METRICS = [
    Metric("start", "start to first answer", "s", 1),
    Metric("start_processor", "processor time until then", "s", 1),
    Metric("training", "training", "s"),
    Metric("memory", "memory of all processes after the load (PSS)", "MB"),
    Metric("memory_2", "the same, 2 Rasa processes", "MB"),
    Metric("new_p50", "message, new conversation, p50", "ms"),
    Metric("new_p95", "message, new conversation, p95", "ms"),
    Metric("new_processor", "processor time of one", "ms"),
    Metric("long_10", "messages 1–10 of a conversation, p50", "ms"),
    Metric("long_100", "messages 91–100, p50", "ms"),
    Metric("long_500", "messages 491–500, p50", "ms"),
    *_load_metrics(),
    Metric("whole_an_hour", "whole conversations of candidates, 16 at once", "an hour", of_whole=True),
    Metric("whole_messages", "messages of a whole conversation", "messages", 1, of_whole=True),
    Metric("whole_bytes", "stored for a whole conversation", "kB", 1, of_whole=True),
    Metric("act", "one action call", "ms", 1),
]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least the given share of the values does not exceed (nearest rank).

    Args:
        values: at least one.
        share: 0.5 for the median, 0.95 for p95.
    """
    return float(np.quantile(values, share, method="inverted_cdf"))


class Measurements:
    """Values of all rounds, by bot and metric."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, list[float]]] = {OURS: {}, STOCK: {}}
        self._begun, self._whole = {OURS: 0, STOCK: 0}, {OURS: 0, STOCK: 0}

    def add(self, bot: str, key: str, value: float | None) -> None:
        """Add the value of a round; None is ignored."""
        if value is not None:
            self._values[bot].setdefault(key, []).append(value)

    def count_whole(self, bot: str, whole: int, begun: int) -> None:
        """Add how many of the conversations begun in a round were whole."""
        self._whole[bot] += whole
        self._begun[bot] += begun

    def median(self, bot: str, key: str) -> float | None:
        """Median of the rounds; None if not measured."""
        values = self._values[bot].get(key)
        return statistics.median(values) if values else None

    def ratio(self, key: str) -> float | None:
        """This bot's median divided by stock's; None if either is missing."""
        ours, stock = self.median(OURS, key), self.median(STOCK, key)
        return ours / stock if ours is not None and stock else None

    def _measured(self, metrics: Iterable[Metric]) -> list[Metric]:
        return [metric for metric in metrics if any(metric.key in values for values in self._values.values())]

    def as_table(self, metrics: Sequence[Metric]) -> str:
        """Markdown table of the measured metrics: medians, with minimum and maximum in brackets."""
        rows = ["| | this bot | stock Rasa | ratio |", "|---|---|---|---|"]
        for metric in self._measured(metrics):
            ours, stock = (self._cell(bot, metric) for bot in (OURS, STOCK))
            ratio = self.ratio(metric.key)
            shown = NOT_MEASURED if ratio is None else f"{ratio:.2f}"
            rows.append(f"| {metric.title} ({metric.unit}) | {ours} | {stock} | {shown} |")
        return "\n".join(rows)

    def _cell(self, bot: str, metric: Metric) -> str:
        middle = self.median(bot, metric.key)
        whole = f", {self._whole[bot]} of {self._begun[bot]} whole" if metric.of_whole else ""
        if middle is None:
            return f"{NOT_MEASURED}{whole}"
        values = self._values[bot][metric.key]
        least, most = _number(min(values), metric.digits), _number(max(values), metric.digits)
        spread = "" if least == most else f" ({least}–{most})"
        return f"{_number(middle, metric.digits)}{spread}{whole}"


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def describe_machine() -> str:
    """One line about the hardware and software of this machine, and its load now."""
    memory = psutil.virtual_memory().total / 1e9
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"{psutil.cpu_count()} cores ({_processor()}), {memory:.1f} GB, {platform.platform()}, Python "
        f"{platform.python_version()}; load of the machine before the run: {load}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
