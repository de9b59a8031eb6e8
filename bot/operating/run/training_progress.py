"""How much of a training is done, read from its logs."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.understanding.learning.progress import MARK

# Processor seconds of each part, about, on the released data.
_SECONDS: Mapping[str, Mapping[str, float]] = {
    "model": {
        "reading": 20, "topics": 45, "topics calibration": 22, "answers": 85,
        "answers calibration": 55,
    },
    "clauses": {"clauses": 80},
}  # fmt: skip
_SECONDS_PER_SENTENCE = {"messages vectors": 0.0013, "clauses vectors": 0.0005}
_CELLS = 20  # of the bar
_MIN_SHARE = 0.05  # from which the time that is left is told


def share_done(logs: Mapping[str, Path]) -> float:
    """Share of the work that is done, between 0 and 1. Sentences whose vectors are kept from earlier are no work.

    Args:
        logs: log of each training by its name, "model" or "clauses".
    """
    told = {part: (done, total) for log in logs.values() for part, done, total in _told(log)}
    seconds = {part: cost for name in logs for part, cost in _SECONDS[name].items()}
    seconds |= {part: told[part][1] * each for part, each in _SECONDS_PER_SENTENCE.items() if part in told}
    done = sum(cost * told[part][0] / max(told[part][1], 1) for part, cost in seconds.items() if part in told)
    return done / sum(seconds.values())


def _told(log: Path) -> Iterator[tuple[str, int, int]]:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if not line.startswith(MARK):
            continue
        match line.removeprefix(MARK).rsplit(" ", 2):
            case [part, done, total] if done.isdecimal() and total.isdecimal():
                yield part, int(done), int(total)


def bar(share: float, elapsed: float) -> str:
    """Progress bar, with the time that is left at this pace.

    Args:
        elapsed: seconds since the beginning.
    """
    cells = round(_CELLS * share)
    line = f"[{'#' * cells}{'.' * (_CELLS - cells)}] {share:.0%}"
    if share < _MIN_SHARE:
        return line
    minutes, seconds = divmod(round(elapsed * (1.0 - share) / share), 60)
    return f"{line}, about {minutes} min {seconds:02} s left"
