"""`bot eval` and `bot explain`: the bot evaluated on files of examples, and the NLU of one message."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import echo as say

if TYPE_CHECKING:
    from bot.tools.evaluation.loaded_model import LoadedModel

eval_app = typer.Typer(no_args_is_help=True, help="Measure the bot on a file of examples.")

ExamplesFile = Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines, see docs/developers/evaluation.md.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write every example with the bot's result.")]
EarlierFile = Annotated[
    Path | None, typer.Option("--against", help="Result of an earlier run (--out): print the changes.")
]
ReferenceDate = Annotated[datetime | None, typer.Option("--reference-date", formats=["%Y-%m-%d"], help="Today.")]


def _model() -> "LoadedModel":
    """The trained model, retrained if its data changed."""
    from bot.operating.run.training import train as train_model
    from bot.tools.evaluation.loaded_model import LoadedModel
    from bot.understanding.trained_model import model_path

    train_model(lambda line: print(line, file=sys.stderr))
    return LoadedModel(model_path())


def _day(moment: datetime | None) -> date:
    from bot.base import clock

    return moment.date() if moment else clock.today()


def _finish(rows: list[dict[str, Any]], summary: dict[str, Any], out: Path | None, as_json: bool) -> None:
    from bot.base.json_lines import write_rows
    from bot.tools.evaluation.tables import print_summary

    if out is not None:
        write_rows(out, rows)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print_summary(summary)


def explain(
    text: Annotated[str, typer.Argument(help="A message.")],
    pending: Annotated[str | None, typer.Option(help="Pending question: town, consent, scenario…")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the NLU result of a message, and the examples that decided."""
    from bot.tools.evaluation.explanation import explain as tell
    from bot.understanding.trained_model import model_path

    tell(_model(), model_path(), text, pending, say, as_json=as_json)


@eval_app.command("contested")
def eval_contested(as_json: AsJson = False) -> None:
    """Disputed highlights by indicator and polarity: numbers only."""
    from bot.tools.evaluation.contested import count_contested

    say(count_contested(as_json=as_json))


@eval_app.command("intents")
def eval_intents(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Topics of messages: accuracy, precision and recall per intent, confusions, refusals."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import intents

    rows = read_rows(file, ["text", "topic"])
    rows = intents.evaluate(rows, _model())
    _finish(rows, intents.summarise(rows), out, as_json)


@eval_app.command("fields")
def eval_fields(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Form answers: share of right values per field, each miss."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import fields

    rows = fields.evaluate(read_rows(file, ["field", "text", "expected"]), _day(reference_date), _model())
    _finish(rows, fields.summarise(rows), out, as_json)


@eval_app.command("turns")
def eval_turns(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Messages with a pending question: dialogue acts, false consent counted separately."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import turns

    rows = turns.evaluate(read_rows(file, ["pending", "text", "expected"]), _day(reference_date), _model())
    _finish(rows, turns.summarise(rows), out, as_json)


@eval_app.command("answers")
def eval_answers(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Questions and their answers: totals only (misses: --out or --json)."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import answers

    rows = answers.evaluate(read_rows(file, ["question", "answer"]), _model())
    _finish(rows, answers.summarise(rows), out, as_json)


@eval_app.command("evidence")
def eval_evidence(
    file: ExamplesFile,
    as_json: AsJson = False,
    out: OutFile = None,
    reference_date: ReferenceDate = None,
    against: EarlierFile = None,
) -> None:
    """Answers to scenarios: precision, recall, F1 per indicator and polarity, coverage agreement."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import evidence
    from bot.tools.evaluation.tables import print_changes

    required = ["scenario", "answer", "evidence"]
    earlier = None if against is None else read_rows(against, [*required, "got"])
    rows = evidence.evaluate(read_rows(file, required))
    summary = evidence.summarise(rows)
    if earlier is not None:
        summary["against"] = evidence.against(earlier, rows)
    _finish(rows, summary, out, as_json)
    if earlier is not None and not as_json:
        print_changes(summary["against"])


@eval_app.command("masks")
def eval_masks(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Free answers: hidden stretches, and false masks in ordinary ones; totals only."""
    from bot.base.json_lines import read_rows
    from bot.tools.evaluation import masks

    rows = masks.evaluate(read_rows(file, ["text", "mask"]))
    _finish(rows, masks.summarise(rows), out, as_json)


@eval_app.command("unanswered")
def eval_unanswered(as_json: AsJson = False) -> None:
    """Unanswered questions of this installation, clustered by similarity, the most frequent first."""
    from bot.tools.evaluation.unanswered import report_unanswered

    say(report_unanswered(as_json=as_json))


@eval_app.command("dialogues")
def eval_dialogues(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Whole conversations through the real servers, with a throw-away database."""
    from bot.base.json_lines import read_rows, write_rows
    from bot.operating.run.training import train as train_model
    from bot.tools.evaluation import dialogues

    def note(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    rows = read_rows(file, ["turns"])
    train_model(note)
    rows = dialogues.evaluate(rows, _day(reference_date), note)
    if out is not None:
        write_rows(out, rows)
    if as_json:
        print(json.dumps({**dialogues.summarise(rows), "rows": rows}, ensure_ascii=False))
    else:
        for row in rows:
            print(dialogues.as_text(row))
        summary = dialogues.summarise(rows)
        print(
            f"{summary['facts_right']} of {summary['facts']} facts hold; all of them in {summary['right']} of {summary['checked']} conversations"
        )
        for miss in summary["misses"]:
            print(f"  {miss['id']}: {'; '.join(miss['wrong'])}")
        for one in summary["lengths"]:
            print(f"  {one['id']}: {one['words']} words of the bot, {one['bubbles']} bubbles in the longest turn")
