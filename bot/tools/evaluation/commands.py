"""`bot eval`: the bot evaluated on files of examples."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.base import clock
from bot.base.json_lines import Row, read_rows, write_rows
from bot.operating.commands.tables import checked_session
from bot.operating.run.training import train
from bot.records.files import disputed_quotes
from bot.tools.evaluation import answers, dialogues, evidence, fields, intents, left_out, masks, turns
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.tools.evaluation.tables import print_changes, print_summary
from bot.tools.evaluation.unanswered import report_unanswered
from bot.understanding.trained_model import model_path

eval_app = typer.Typer(no_args_is_help=True, help="Measure the bot on a file of examples.")

ExamplesFile = Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines, see docs/developers/evaluation.md.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write every example with the bot's result.")]
EarlierFile = Annotated[
    Path | None, typer.Option("--against", help="Result of an earlier run (--out): print the changes.")
]
ReferenceDate = Annotated[datetime | None, typer.Option("--reference-date", formats=["%Y-%m-%d"], help="Today.")]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def current_model() -> LoadedModel:
    """The trained model, retrained if its data changed."""
    train(_say)
    return LoadedModel(model_path())


def _finish(rows: list[Row], summary: Row, out: Path | None, as_json: bool) -> None:
    if out is not None:
        write_rows(out, rows)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print_summary(summary)


def _add_command(
    name: str,
    about: str,
    required: list[str],
    evaluate: Callable[[list[Row], date], list[Row]],
    summarise: Callable[[list[Row]], Row],
) -> None:
    """Add an evaluation that reads rows with the required keys.

    Args:
        evaluate: adds the bot's result to each row, on a given day.
    """

    @eval_app.command(name, help=about)
    def command(
        file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
    ) -> None:
        rows = evaluate(read_rows(file, required), _day(reference_date))
        _finish(rows, summarise(rows), out, as_json)


def _day(moment: datetime | None) -> date:
    return moment.date() if moment else clock.today()


_add_command(
    "intents", "Topics of messages: accuracy, precision and recall per intent, confusions, refusals.",
    ["text", "topic"], lambda rows, _: intents.evaluate(rows, current_model()), intents.summarise,
)  # fmt: skip
_add_command(
    "fields", "Form answers: share of right values per field, each miss.",
    ["field", "text", "expected"], lambda rows, today: fields.evaluate(rows, today, current_model()), fields.summarise,
)  # fmt: skip
_add_command(
    "turns", "Messages with a pending question: dialogue acts, false consent counted separately.",
    ["pending", "text", "expected"], lambda rows, today: turns.evaluate(rows, today, current_model()), turns.summarise,
)  # fmt: skip
_add_command(
    "answers", "Questions and their answers: totals only (misses: --out or --json).",
    ["question", "answer"], lambda rows, _: answers.evaluate(rows, current_model()), answers.summarise,
)  # fmt: skip
_add_command(
    "masks", "Free answers: hidden stretches, and false masks in ordinary ones; totals only.",
    ["text", "mask"], lambda rows, _: masks.evaluate(rows), masks.summarise,
)  # fmt: skip


@eval_app.command("evidence")
def eval_evidence(
    file: ExamplesFile,
    as_json: AsJson = False,
    out: OutFile = None,
    reference_date: ReferenceDate = None,
    against: EarlierFile = None,
) -> None:
    """Answers to scenarios: precision, recall, F1 per indicator and polarity, coverage agreement."""
    required = ["scenario", "answer", "evidence"]
    earlier = None if against is None else read_rows(against, [*required, "got"])
    rows = evidence.evaluate(read_rows(file, required))
    summary = evidence.summarise(rows)
    if earlier is not None:
        summary["against"] = evidence.against(earlier, rows)
    _finish(rows, summary, out, as_json)
    if earlier is not None and not as_json:
        print_changes(summary["against"])


@eval_app.command("contested")
def eval_contested(as_json: AsJson = False) -> None:
    """Disputed highlights by indicator and polarity: numbers only."""
    # A withdrawn dispute does not count; one of a candidate who erased all data still does.
    with checked_session() as session:
        counts = disputed_quotes.count_by_indicator(session)
    if as_json:
        rows = [{"indicator": name, "polarity": polarity, "number": number} for name, polarity, number in counts]
        print(json.dumps({"contested": rows, "total": sum(number for _, _, number in counts)}))
        return
    lines = [f"{number:>6}  {polarity:<8}  {name}" for name, polarity, number in counts]
    print("\n".join([f"{'number':>6}  {'polarity':<8}  indicator", *lines]) if lines else "No highlight was contested.")


@eval_app.command("unanswered")
def eval_unanswered(as_json: AsJson = False) -> None:
    """Unanswered questions of this installation, clustered by similarity, the most frequent first."""
    typer.echo(report_unanswered(as_json=as_json))


@eval_app.command("reading")
def eval_reading(as_json: AsJson = False) -> None:
    """Acts and spans of the examples that are left out of learning, as the network alone reads them."""
    _finish([], left_out.evaluate(), None, as_json)


@eval_app.command("dialogues")
def eval_dialogues(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Whole conversations through the real servers, with a throw-away database."""
    rows = read_rows(file, ["turns"])
    train(_say)
    rows = dialogues.evaluate(rows, _day(reference_date), _say)
    if out is not None:
        write_rows(out, rows)
    summary = dialogues.summarise(rows)
    if as_json:
        print(json.dumps({**summary, "rows": rows}, ensure_ascii=False))
        return
    for row in rows:
        print(dialogues.as_text(row))
    print(
        f"{summary['facts_right']} of {summary['facts']} facts hold; all of them in {summary['right']} of {summary['checked']} conversations"
    )
    for miss in summary["misses"]:
        print(f"  {miss['id']}: {'; '.join(miss['wrong'])}")
    for one in summary["lengths"]:
        print(f"  {one['id']}: {one['words']} words of the bot, {one['bubbles']} bubbles in the longest turn")
