"""Evaluation results as tables on the terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

MAX_SHOWN = 60


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def print_summary(summary: dict[str, Any]) -> None:
    """Print the summary of any evaluation."""
    console = Console(width=140)
    printers = {
        "intents": _intents, "fields": _fields, "evidence": _evidence, "turns": _turns, "answers": _answers,
        "masks": _masks, "reading": _reading,
    }  # fmt: skip
    printers[summary["kind"]](console, summary)


def _turns(console: Console, summary: dict[str, Any]) -> None:
    misses = Table("question", "text", "expected", "got")
    for row in summary["misses"][:MAX_SHOWN]:
        misses.add_row(str(row["pending"]), row["text"], " ".join(row["expected"]), " ".join(row["got"]))
    console.print(misses)
    table = Table("question", "examples", "right")
    for name, row in summary["questions"].items():
        table.add_row(name, str(row["examples"]), _share(row["accuracy"]))
    console.print(table)
    console.print(
        f"right {_share(summary['accuracy'])} of {summary['examples']} examples; false yes {summary['false_yes']}"
    )


def _answers(console: Console, summary: dict[str, Any]) -> None:
    console.print(
        f"right answer first {_share(summary['right'])} of {summary['examples']} questions; among those given "
        f"{_share(summary['among'])}; asked fact in what is read first {_share(summary['direct'])} of {summary['facts']}; "
        f"{summary['median_words']:.0f} words (median)"
    )


def _masks(console: Console, summary: dict[str, Any]) -> None:
    table = Table("kind", "stretches", "hidden")
    for kind, row in summary["kinds"].items():
        table.add_row(kind, str(row["stretches"]), str(row["hidden"]))
    console.print(table)
    console.print(
        f"hidden {_share(summary['recall'])} of {summary['stretches']} stretches; "
        f"something hidden in {summary['false_masks']} of {summary['ordinary']} ordinary texts"
    )


def _reading(console: Console, summary: dict[str, Any]) -> None:
    table = Table("label", "spans", "precision", "recall", "F1")
    for name, row in {**summary["labels"], "all": summary["spans"]}.items():
        table.add_row(name, str(row["wanted"]), *(_share(row[key]) for key in ("precision", "recall", "f1")))
    console.print(table)
    console.print(f"exactly the acts in {_share(summary['acts'])} of {summary['examples']} examples")


def _intents(console: Console, summary: dict[str, Any]) -> None:
    table = Table("intent", "examples", "precision", "recall")
    for name, row in summary["intents"].items():
        table.add_row(name, str(row["examples"]), _share(row["precision"]), _share(row["recall"]))
    console.print(table)
    confusions = Table("expected", "got", "times")
    for row in summary["confusions"][:MAX_SHOWN]:
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
    console.print(
        f"right {_share(summary['accuracy'])} of {summary['examples']} examples; "
        f"{_share(summary['as_good'])} if any answer without a value is right where none is expected"
    )


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


_KINDS = {"won": "found now", "lost": "lost", "new_false": "wrong now", "gone_false": "no longer wrong"}


def print_changes(changes: dict[str, Any]) -> None:
    """Print the changes since an earlier run: F1, then each quote won, lost, or newly wrong."""
    console = Console(width=140)
    console.print(f"\nAgainst the earlier run, on {changes['answers']} answers that both hold:")
    for kind in ("positive", "negative", "micro"):
        was, now = changes["before"][kind]["f1"], changes["after"][kind]["f1"]
        console.print(f"  {kind}: F1 {_share(was)} → {_share(now)}")
    if changes["only_in_one"]:
        console.print(f"  ({changes['only_in_one']} answers stand in one of the two only)")
    table = Table("indicator", "polarity", "F1 before", "after")
    for row in changes["indicators"]:
        table.add_row(row["indicator"], row["polarity"], _share(row["before"]), _share(row["after"]))
    if changes["indicators"]:
        console.print(table)
    quotes = Table("change", "indicator", "polarity", "quote")
    for row in changes["changes"][:MAX_SHOWN]:
        quotes.add_row(_KINDS[row["kind"]], row["indicator"], row["polarity"], row["quote"])
    if changes["changes"]:
        console.print(quotes)
    if len(changes["changes"]) > MAX_SHOWN:
        console.print(f"… and {len(changes['changes']) - MAX_SHOWN} more (--json prints them all)")
