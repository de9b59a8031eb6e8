"""`bot eval draft`: the answers of edited content compared with the present ones, with the model as it is."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.base.errors import OperatingError
from bot.base.json_lines import Row, read_rows
from bot.content import faq as content
from bot.content import overrides
from bot.content.editing.yaml_files import overrides_of
from bot.content.overrides import ContentOverrides
from bot.tools.evaluation import answers
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.understanding.nlu.answers import OR
from bot.understanding.reading.turn import Turn
from bot.understanding.trained_model import model_path

TOTALS = ("examples", "right", "among", "facts", "direct", "median_words")


def measure(
    before: Path, after: Path, files: Sequence[Path], own: Path | None, tell: Callable[[int, int], None]
) -> dict[str, Any]:
    """Compare two contents on the same questions.

    Args:
        before: a folder as `bot content export` writes it.
        after: another one.
        files: questions with expected answers, reported as totals only.
        own: questions whose answers are shown, `{"question": …}` a line.
        tell: progress, called with the number of interpreted questions and the total.

    Returns:
        `{"before": totals, "after": totals, "own": [{"question", "before": answer, "after": answer}]}`; totals are
        the `TOTALS` of `bot eval answers` or None without files, an answer is `{"answers": [ids], "titles", "text"}`.

    Raises:
        OperatingError: there is no trained model.
        BadFileError: a file has the wrong form.
    """
    if not model_path().exists():
        raise OperatingError("There is no trained model: run `make train`.")
    blind = [row for file in files for row in read_rows(file, ["question", "answer"])]
    open_ones = [{**row, "answer": None} for row in read_rows(own, ["question"])] if own else []
    rows = [*blind, *open_ones]
    model = LoadedModel(model_path())
    interpreted: list[tuple[Turn, float]] = []
    for number, row in enumerate(rows, start=1):  # which answer a question gets is learned: texts do not change it
        interpreted.append(answers.interpret(row["question"], model))
        tell(number, len(rows))
    results = []
    for edits in (overrides_of(before), overrides_of(after)):
        with _content(edits):
            scored = [answers.with_reply(row, *one) for row, one in zip(rows, interpreted, strict=True)]
            results.append((_totals(scored[: len(blind)]), [_shown(row) for row in scored[len(blind) :]]))
    (old_totals, old_answers), (new_totals, new_answers) = results
    pairs = zip(open_ones, old_answers, new_answers, strict=True)
    return {
        "kind": "draft",
        "before": old_totals,
        "after": new_totals,
        "own": [{"question": row["question"], "before": old, "after": new} for row, old, new in pairs],
    }


@contextlib.contextmanager
def _content(edits: ContentOverrides) -> Iterator[None]:
    """Use a content in this process while the block runs."""
    earlier = overrides.current()
    overrides.set_source(None, edits)
    try:
        yield
    finally:
        overrides.set_source(None, earlier)


def _totals(rows: list[Row]) -> dict[str, Any] | None:
    """Totals, without the missed questions."""
    summary = answers.summarise(rows) if rows else None
    return {name: summary[name] for name in TOTALS} if summary else None


def _shown(row: Row) -> dict[str, Any]:
    faq = content.load_faq()
    given = [name for answer in row["got"]["answers"] for name in answer.split(OR)]
    titles = [faq[name].title for name in given if name in faq]
    return {"answers": given, "titles": titles, "text": row["got"]["text"]}


def as_text(result: dict[str, Any]) -> str:
    """A result in lines."""
    lines = []
    if result["before"] is not None:
        lines += [f"{name:>14}  {result['before'][name]}  →  {result['after'][name]}" for name in TOTALS]
    for row in result["own"]:
        lines.append(f"{row['question']}")
        lines += [f"  {when}: {', '.join(row[when]['answers']) or 'none'}" for when in ("before", "after")]
        if row["before"]["text"] != row["after"]["text"]:
            lines += [f"  - {row['before']['text']}", f"  + {row['after']['text']}"]
    return "\n".join(lines) or json.dumps(result)
