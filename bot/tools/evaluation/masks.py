"""`bot eval masks`: masked stretches of free answers, compared with annotated ones."""

from typing import Any

from bot.base.json_lines import Row
from bot.content.interview import load_scenarios
from bot.notes.masking import masking


def evaluate(rows: list[Row]) -> list[Row]:
    """The rows with `got`: `{"masked": text for recruiters, "spans": [[start, end], ..]}`.

    Args:
        rows: each with `text` and `mask`, the stretches to hide.
    """
    scenario_texts = [scenario.text for scenario in load_scenarios().values()]
    all_masks = [masking.as_rows(masking.find_masks(row["text"], scenario_texts)) for row in rows]
    return [
        {
            **row,
            "got": {
                "masked": masking.apply_masks(row["text"], masks),
                "spans": [[mask["start"], mask["end"]] for mask in masks],
            },
        }
        for row, masks in zip(rows, all_masks, strict=True)
    ]


def is_hidden(stretch: str, text: str, spans: list[list[int]]) -> bool:
    """Whether spans cover more than half of a stretch of the text."""
    start = text.find(stretch)
    covered = sum(max(0, min(start + len(stretch), last) - max(start, first)) for first, last in spans)
    return 2 * covered > len(stretch)


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Hidden stretches, total and by kind; ordinary lines with a false mask."""
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
