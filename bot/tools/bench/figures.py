"""The table: medians of the rounds, this bot beside stock Rasa, the ratio between them."""

import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OURS, STOCK = "ours", "stock"
NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """A line of the table.

    Attributes:
        key: name of its figure.
        title: what is measured.
        unit: of the figure.
        digits: after the point.
    """

    key: str
    title: str
    unit: str
    digits: int = 0


def _load_lines() -> list[Line]:
    return [
        Line(
            f"a_second_{processes}_{conversations}",
            f"{conversations} conversation{'s' if conversations > 1 else ''} at once, {processes} Rasa process{'es' if processes > 1 else ''}",
            "messages/s",
            1,
        )
        for processes in (1, 2)
        for conversations in (1, 16, 64)
    ]


LINES = [
    Line("start", "start to first answer", "s", 1),
    Line("start_processor", "processor time until then", "s", 1),
    Line("training", "training", "s"),
    Line("memory", "memory of all processes after the load (PSS)", "MB"),
    Line("memory_2", "the same, 2 Rasa processes", "MB"),
    Line("new_p50", "message, new conversation, p50", "ms"),
    Line("new_p95", "message, new conversation, p95", "ms"),
    Line("new_processor", "processor time of one", "ms"),
    Line("new_direct_p50", "a message at Rasa's own port, p50", "ms"),
    Line("new_direct_p95", "a message at Rasa's own port, p95", "ms"),
    Line("long_10", "messages 1–10 of a conversation, p50", "ms"),
    Line("long_100", "messages 91–100, p50", "ms"),
    Line("long_500", "messages 491–500, p50", "ms"),
    Line("growth", "last 10 of 500 messages ÷ first 10", "×", 2),
    *_load_lines(),
    Line("whole_an_hour", "candidate conversations, to their end or not, 16 at once", "an hour"),
    Line("whole_finished", "of these, those that came to their end", "share", 2),
    Line("whole_messages", "messages of one", "messages", 1),
    Line("whole_bytes", "stored for one", "kB", 1),
    Line("thinking_p50", "message among 100 candidates who think, p50", "ms"),
    Line("thinking_p95", "message among 100 candidates who think, p95", "ms"),
    Line("act", "one action call", "ms", 1),
]
FLOORS = [
    Line("empty_rasa", "an empty HTTP answer of Rasa's server", "ms", 2),
    Line("empty_pages", "an empty HTTP answer of the pages", "ms", 2),
    Line("encode", "the sentence encoder alone, a message", "ms", 1),
    Line("read", "the whole reading of a message (NLU)", "ms", 1),
    Line("read_again", "the same of a text read a moment ago (classifiers without the encoder)", "ms", 1),
    Line("replay_10", "Rasa's own replay of 10 messages", "ms", 2),
    Line("replay_100", "Rasa's own replay of 100 messages", "ms", 2),
    Line("replay_500", "Rasa's own replay of 500 messages", "ms", 2),
]


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the smallest of the values that so great a share of them does not exceed.

    Args:
        values: at least one.
        share: 0.5 for the middle, 0.95 for all but the slowest twentieth.
    """
    ordered = sorted(values)
    index = max(0, -(-round(share * len(ordered) * 1e6) // 10**6) - 1)  # rounded up, without the noise of floats
    return ordered[min(index, len(ordered) - 1)]


class Figures:
    """Figures as the rounds bring them."""

    def __init__(self) -> None:
        """Begins with none."""
        self._found: dict[str, dict[str, list[float]]] = {OURS: {}, STOCK: {}}

    def add(self, who: str, key: str, value: float | None) -> None:
        """Adds a round's figure; None is none."""
        if value is not None:
            self._found[who].setdefault(key, []).append(value)

    def median(self, who: str, key: str) -> float | None:
        """Returns the median of the rounds, None where nothing was measured."""
        values = self._found[who].get(key)
        return statistics.median(values) if values else None

    def ratio(self, key: str) -> float | None:
        """Returns this bot's median divided by stock's, None where one of them is missing."""
        ours, stock = self.median(OURS, key), self.median(STOCK, key)
        return ours / stock if ours is not None and stock else None

    def as_rows(self, lines: Iterable[Line]) -> list[dict[str, Any]]:
        """Returns the lines for which something was measured: medians, ratio and every round's figure."""
        return [
            {
                "key": line.key,
                "title": line.title,
                "unit": line.unit,
                OURS: self.median(OURS, line.key),
                STOCK: self.median(STOCK, line.key),
                "ratio": self.ratio(line.key),
                "rounds": {who: self._found[who].get(line.key, []) for who in (OURS, STOCK)},
            }
            for line in lines
            if any(line.key in found for found in self._found.values())
        ]

    def as_table(self, lines: Sequence[Line]) -> str:
        """Returns the lines as a table of Markdown: medians, and in brackets the least and the most of the rounds."""
        rows = ["| | this bot | stock Rasa | ratio |", "|---|---|---|---|"]
        for line, row in zip(
            [line for line in lines if any(line.key in found for found in self._found.values())],
            self.as_rows(lines),
            strict=True,
        ):
            cells = [self._cell(who, line) for who in (OURS, STOCK)]
            ratio = NOTHING if row["ratio"] is None else f"{row['ratio']:.2f}"
            rows.append(f"| {line.title} ({line.unit}) | {cells[0]} | {cells[1]} | {ratio} |")
        return "\n".join(rows)

    def _cell(self, who: str, line: Line) -> str:
        middle = self.median(who, line.key)
        if middle is None:
            return NOTHING
        values = self._found[who][line.key]
        least, most = _number(min(values), line.digits), _number(max(values), line.digits)
        spread = "" if least == most else f" ({least}–{most})"
        return f"{_number(middle, line.digits)}{spread}"


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def machine() -> dict[str, Any]:
    """Returns what the figures were measured on."""
    meminfo = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": names[0] if names else platform.processor() or platform.machine(),
        "cores": len(names) or None,
        "memory_gb": round(int(meminfo["MemTotal"].split()[0]) * 1024 / 1e9, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": Path("/proc/loadavg").read_text().split()[:3],
    }


def machine_in_words(told: Mapping[str, Any]) -> str:
    """Returns one line about the machine."""
    load = ", ".join(told["load_before"])
    return (
        f"{told['cores']} cores ({told['processor']}), {told['memory_gb']} GB, {told['system']}, Python {told['python']}; "
        f"load of the machine before the run: {load}"
    )
