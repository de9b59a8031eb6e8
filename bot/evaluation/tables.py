"""Results of the bench as tables."""

from typing import Any

from rich.console import Console
from rich.table import Table

MOST_SHOWN = 60


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def print_summary(summary: dict[str, Any]) -> None:
    """Prints a summary of any kind of evaluation."""
    console = Console(width=140)
    {"intents": _intents, "fields": _fields, "evidence": _evidence}[summary["kind"]](console, summary)


def _intents(console: Console, summary: dict[str, Any]) -> None:
    table = Table("intent", "examples", "precision", "recall")
    for name, row in summary["intents"].items():
        table.add_row(name, str(row["examples"]), _share(row["precision"]), _share(row["recall"]))
    console.print(table)
    confusions = Table("expected", "got", "times")
    for row in summary["confusions"][:MOST_SHOWN]:
        confusions.add_row(row["expected"], row["got"], str(row["times"]))
    console.print(confusions)
    console.print(
        f"accuracy {_share(summary['accuracy'])} on {summary['examples']} examples; "
        f"{summary['refused']} asked to rephrase"
    )


def _fields(console: Console, summary: dict[str, Any]) -> None:
    misses = Table("field", "text", "expected", "got")
    for row in summary["misses"]:
        misses.add_row(row["field"], row["text"], str(row["expected"]), str(row["got"]))
    console.print(misses)
    table = Table("field", "examples", "right")
    for name, row in summary["fields"].items():
        table.add_row(name, str(row["examples"]), _share(row["accuracy"]))
    console.print(table)
    console.print(f"right {_share(summary['accuracy'])} of {summary['examples']} examples")


def _evidence(console: Console, summary: dict[str, Any]) -> None:
    table = Table("indicator", "polarity", "expected", "found", "precision", "recall", "F1")
    for row in summary["indicators"]:
        table.add_row(
            row["indicator"], row["polarity"], str(row["expected"]), str(row["found"]), _share(row["precision"]),
            _share(row["recall"]), _share(row["f1"]),
        )  # fmt: skip
    console.print(table)
    for name in ("all", "positive", "negative"):
        row = summary["micro"][name]
        console.print(
            f"{name}: precision {_share(row['precision'])}, recall {_share(row['recall'])}, F1 {_share(row['f1'])}"
        )
    console.print(
        f"coverage agreement {_share(summary['coverage_agreement'])}; false alarms on answers without evidence "
        f"{summary['false_alarms']} of {summary['without_evidence']}; {summary['ms_median']:.0f} ms an answer (median)"
    )
