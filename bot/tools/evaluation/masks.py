"""`bot eval masks`: what recruiters do not read of free answers, against what a careful reader would hide."""

from typing import Any

from bot.base.json_lines import Row
from bot.content.interview import load_scenarios
from bot.notes.masking import masking


def evaluate(rows: list[Row]) -> list[Row]:
    """Returns the rows with `got`: `{"masked": text as recruiters read it, "spans": [[start, end], ..]}`.

    Args:
        rows: each with `text` and `mask` (its stretches that are to be hidden).
    """
    known = [scenario.text for scenario in load_scenarios().values()]
    found = [masking.as_rows(masking.find_masks(row["text"], known)) for row in rows]
    return [
        {
            **row,
            "got": {
                "masked": masking.hide(row["text"], masks),
                "spans": [[mask["start"], mask["end"]] for mask in masks],
            },
        }
        for row, masks in zip(rows, found, strict=True)
    ]


def is_hidden(stretch: str, text: str, spans: list[list[int]]) -> bool:
    """Returns whether more than half of a stretch of a text lies in spans."""
    start = text.find(stretch)
    covered = sum(max(0, min(start + len(stretch), last) - max(start, first)) for first, last in spans)
    return 2 * covered > len(stretch)


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Returns shares: stretches hidden, in all and by kind, and ordinary lines in which anything was hidden."""
    kinds: dict[str, list[bool]] = {}
    for row in rows:
        hidden = [is_hidden(stretch, row["text"], row["got"]["spans"]) for stretch in row["mask"]]
        kinds.setdefault(str(row.get("kind")), []).extend(hidden)
    every = [is_one for hidden in kinds.values() for is_one in hidden]
    ordinary = [row for row in rows if not row["mask"]]
    return {
        "kind": "masks",
        "stretches": len(every),
        "recall": sum(every) / len(every) if every else None,
        "kinds": {kind: {"stretches": len(h), "hidden": sum(h)} for kind, h in sorted(kinds.items()) if h},
        "ordinary": len(ordinary),
        "false_masks": sum(bool(row["got"]["spans"]) for row in ordinary),
    }
