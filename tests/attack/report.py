"""What is printed."""

from collections import Counter
from collections.abc import Sequence

from tests.attack.round import Result

HEAD = ("attack", "requests", "answers", "slowest", "others", "verdict")


def say(line: str) -> None:
    """Prints a line at once."""
    print(line, flush=True)


def line(result: Result) -> str:
    """Returns what an attack came to, with its faults below."""
    mark = "FAULT" if result.faults else "held "
    head = f"  {mark} {result.family}: {result.name} ({result.seconds:.0f} s, {outcomes(result.statuses)})"
    return "\n".join([head, *(f"        {fault}" for fault in result.faults)])


def outcomes(statuses: Counter[int]) -> str:
    """Returns « 200×40 429×3 »; « – » counts requests without an answer."""
    return " ".join(
        f"{status or '–'}×{number}" for status, number in sorted(statuses.items(), key=lambda one: one[0] or 999)
    )


def table(results: Sequence[Result]) -> str:
    """Returns the table in Markdown, one row an attack; times in seconds."""
    rows = [
        (
            f"{result.family}: {result.name}".replace("|", "\\|"),
            str(sum(result.statuses.values())),
            outcomes(result.statuses),
            f"{result.slowest.seconds:.1f} {result.slowest.note}".strip() if result.slowest else "",
            f"{result.others:.2f}",
            "; ".join(result.faults).replace("|", "\\|") or "held",
        )
        for result in results
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (HEAD, ("---",) * len(HEAD), *rows))
