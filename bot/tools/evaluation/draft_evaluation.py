"""`bot eval draft`: what an edited content answers beside the present one, with the model as it is."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.base.errors import OperatingError
from bot.base.json_lines import Row, read_rows
from bot.content import edited
from bot.content import faq as content
from bot.content.edited import Edits
from bot.content.editing.yaml_files import edits_of
from bot.tools.evaluation import answers
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.understanding.nlu.answers import OR
from bot.understanding.reading.turn import Turn
from bot.understanding.trained_model import model_path

FIGURES = ("examples", "right", "among", "facts", "direct", "median_words")


def measure(
    before: Path, after: Path, files: Sequence[Path], own: Path | None, tell: Callable[[int, int], None]
) -> dict[str, Any]:
    """Returns what two contents answer to the same questions.

    Args:
        before: a folder as `bot content export` writes it.
        after: another.
        files: questions of which totals alone are told, with the answers that are meant.
        own: questions whose answers are told, `{"question": …}` a line.
        tell: told how many questions of how many are read.

    Returns:
        `{"before": figures, "after": figures, "own": [{"question", "before": answer, "after": answer}]}`; figures are
        `FIGURES` of `bot eval answers` or None without files, an answer is `{"answers": [ids], "titles", "text"}`.

    Raises:
        OperatingError: nothing is trained.
        BadFileError: a file check_passes something else.
    """
    if not model_path().exists():
        raise OperatingError("There is no trained model: run `make train`.")
    blind = [row for file in files for row in read_rows(file, ["question", "answer"])]
    open_ones = [{**row, "answer": None} for row in read_rows(own, ["question"])] if own else []
    rows = [*blind, *open_ones]
    reader = LoadedModel(model_path())
    heard: list[tuple[Turn, float]] = []
    for number, row in enumerate(rows, start=1):  # which answer a question gets is learned: texts do not change it
        heard.append(answers.hear(row["question"], reader))
        tell(number, len(rows))
    found = []
    for edits in (edits_of(before), edits_of(after)):
        with _saying(edits):
            scored = [answers.answered(row, *one) for row, one in zip(rows, heard, strict=True)]
            found.append((_figures(scored[: len(blind)]), [_shown(row) for row in scored[len(blind) :]]))
    (figures, said), (new_figures, new_said) = found
    pairs = zip(open_ones, said, new_said, strict=True)
    return {
        "kind": "draft",
        "before": figures,
        "after": new_figures,
        "own": [{"question": row["question"], "before": old, "after": new} for row, old, new in pairs],
    }


@contextlib.contextmanager
def _saying(edits: Edits) -> Iterator[None]:
    """Lets this process say a content while the block runs."""
    earlier = edited.current()
    edited.follow(None, edits)
    try:
        yield
    finally:
        edited.follow(None, earlier)


def _figures(rows: list[Row]) -> dict[str, Any] | None:
    """Returns totals; which questions were missed is not told."""
    summary = answers.summarise(rows) if rows else None
    return {name: summary[name] for name in FIGURES} if summary else None


def _shown(row: Row) -> dict[str, Any]:
    faq = content.load_faq()
    given = [name for answer in row["got"]["answers"] for name in answer.split(OR)]
    titles = [faq[name].title for name in given if name in faq]
    return {"answers": given, "titles": titles, "text": row["got"]["text"]}


def as_text(result: dict[str, Any]) -> str:
    """Returns a result in lines."""
    lines = []
    if result["before"] is not None:
        lines += [f"{name:>14}  {result['before'][name]}  →  {result['after'][name]}" for name in FIGURES]
    for row in result["own"]:
        lines.append(f"{row['question']}")
        lines += [f"  {when}: {', '.join(row[when]['answers']) or 'none'}" for when in ("before", "after")]
        if row["before"]["text"] != row["after"]["text"]:
            lines += [f"  - {row['before']['text']}", f"  + {row['after']['text']}"]
    return "\n".join(lines) or json.dumps(result)
