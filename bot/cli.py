"""The command line: `bot run | renew | train | chat | eval | db | recruiter | structure | candidate | content | audit | doctor`."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.operating import commands, contents, structure_commands
from bot.operating.environment import keep_files_private
from bot.operating.errors import OperatingError

if TYPE_CHECKING:
    from bot.evaluation.reading import Reader

# A traceback with the values of variables would show what people wrote.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="L'assistant des candidats conseillers numériques.",
)
eval_app = typer.Typer(no_args_is_help=True, help="Measure the bot on a file of examples.")
db_app = typer.Typer(no_args_is_help=True, help="Look after the database.")
recruiter_app = typer.Typer(no_args_is_help=True, help="Accounts of recruiters.")
candidate_app = typer.Typer(no_args_is_help=True, help="Files of candidates, for the rights of access and erasure.")
audit_app = typer.Typer(no_args_is_help=True, help="The audit log: who did what and when.")
app.add_typer(eval_app, name="eval")
app.add_typer(db_app, name="db")
app.add_typer(recruiter_app, name="recruiter")
app.add_typer(candidate_app, name="candidate")
app.add_typer(commands.keys_app, name="keys")
app.add_typer(audit_app, name="audit")
app.add_typer(structure_commands.structure_app, name="structure")
recruiter_app.command("join")(structure_commands.recruiter_join)
recruiter_app.command("leave")(structure_commands.recruiter_leave)
recruiter_app.command("reset-second-factor")(structure_commands.recruiter_reset_second_factor)
app.add_typer(contents.content_app, name="content")
app.command()(commands.backup)
app.command()(commands.restore)

ExamplesFile = Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines, see docs/evaluation.md.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write every example again with what the bot got.")]
EarlierFile = Annotated[
    Path | None, typer.Option("--against", help="What an earlier run wrote by --out: print what got better or worse.")
]
ReferenceDate = Annotated[datetime | None, typer.Option("--reference-date", formats=["%Y-%m-%d"], help="Today.")]


def say(line: str) -> None:
    """Prints a line at once."""
    print(line, flush=True)


def _reader() -> "Reader":
    """Returns the trained model, trained anew if the data changed."""
    from bot.evaluation.reading import Reader
    from bot.operating.training import model_path
    from bot.operating.training import train as train_model

    train_model(lambda line: print(line, file=sys.stderr))
    return Reader(model_path())


def _day(moment: datetime | None) -> date:
    from bot import clock

    return moment.date() if moment else clock.today()


@app.command()
def run() -> None:
    """Train if needed, start all servers, print the addresses; Ctrl-C stops all."""
    from bot.operating.start import run as start

    start(say)


@app.command()
def renew() -> None:
    """Let the running servers begin anew with other code or another model, without losing a message."""
    from bot.operating.start import renew as begin_anew

    begin_anew(say)


@app.command()
def train(force: Annotated[bool, typer.Option(help="Train even if nothing changed.")] = False) -> None:
    """Train the model into models/ when the data or the configuration changed."""
    from bot.operating.training import train as train_model

    train_model(say, force=force)


@app.command()
def chat() -> None:
    """Chat in the terminal, against the running servers."""
    from bot.operating.terminal import chat as talk

    talk(say)


@app.command()
def demo(
    candidates: Annotated[int, typer.Option(min=1, max=1000, help="How many invented people talk.")] = 100,
) -> None:
    """Fill a throw-away database with invented candidates through the real assistant, and open the recruiters' desk."""
    from bot.demo.opening import demo as show
    from bot.operating.training import train as train_model

    train_model(say, force=False)
    show(say, candidates=candidates)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A message.")],
    pending: Annotated[str | None, typer.Option(help="The question that waits: town, consent, scenario…")] = None,
    as_json: AsJson = False,
) -> None:
    """Say how a message is read, and which examples decided."""
    from bot.evaluation.explaining import explain as tell
    from bot.operating.training import model_path

    tell(_reader(), model_path(), text, pending, say, as_json=as_json)


@eval_app.command("contested")
def eval_contested(as_json: AsJson = False) -> None:
    """Highlights that people contested, by indicator and polarity: how many, without words or person."""
    from bot.evaluation.contested import count_contested

    say(count_contested(as_json=as_json))


@app.command()
def doctor() -> None:
    """Say whether the installation is sound, and how to mend it."""
    from bot.operating.doctor import examine

    raise typer.Exit(examine(say))


def _finish(rows: list[dict[str, Any]], summary: dict[str, Any], out: Path | None, as_json: bool) -> None:
    from bot.evaluation.tables import print_summary
    from bot.json_lines import write_rows

    if out is not None:
        write_rows(out, rows)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print_summary(summary)


@eval_app.command("intents")
def eval_intents(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Topics of messages: accuracy, precision and recall per intent, confusions, refusals."""
    from bot.evaluation import intents
    from bot.json_lines import read_rows

    rows = read_rows(file, ["text", "topic"])
    rows = intents.evaluate(rows, _reader())
    _finish(rows, intents.summarise(rows), out, as_json)


@eval_app.command("fields")
def eval_fields(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Form answers: share of right normal forms per field, each miss."""
    from bot.evaluation import fields
    from bot.json_lines import read_rows

    rows = fields.evaluate(read_rows(file, ["field", "text", "expected"]), _day(reference_date), _reader())
    _finish(rows, fields.summarise(rows), out, as_json)


@eval_app.command("turns")
def eval_turns(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Messages in the context of a question: the acts heard, false agreement apart."""
    from bot.evaluation import turns
    from bot.json_lines import read_rows

    rows = turns.evaluate(read_rows(file, ["pending", "text", "expected"]), _day(reference_date), _reader())
    _finish(rows, turns.summarise(rows), out, as_json)


@eval_app.command("answers")
def eval_answers(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Questions: the answers that they get, totals alone (misses: --out or --json)."""
    from bot.evaluation import answers
    from bot.json_lines import read_rows

    rows = answers.evaluate(read_rows(file, ["question", "answer"]), _reader())
    _finish(rows, answers.summarise(rows), out, as_json)


@eval_app.command("draft")
def eval_draft(
    before: Annotated[Path, typer.Argument(help="Folder of `bot content export`; an empty one: the project's files.")],
    after: Annotated[Path, typer.Argument(help="Folder of the changed files.")],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Questions as of `bot eval answers`: totals alone.")
    ] = None,
    own: Annotated[Path | None, typer.Option("--own", help="Questions whose answers are printed.")] = None,
    as_json: AsJson = False,
) -> None:
    """What edited answers come to beside the present ones, with the model as it is: nothing is trained."""
    from bot.evaluation import drafts

    def tell(done: int, total: int) -> None:
        print(f"{done}/{total}", file=sys.stderr, flush=True)

    result = drafts.measure(before, after, files or [], own, tell)
    print(json.dumps(result, ensure_ascii=False) if as_json else drafts.as_text(result))


@eval_app.command("evidence")
def eval_evidence(
    file: ExamplesFile,
    as_json: AsJson = False,
    out: OutFile = None,
    reference_date: ReferenceDate = None,
    against: EarlierFile = None,
) -> None:
    """Answers to scenarios: precision, recall, F1 per indicator and polarity, coverage agreement."""
    from bot.evaluation import evidence
    from bot.evaluation.tables import print_changes
    from bot.json_lines import read_rows

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
    """Free answers: what is hidden from recruiters, and ordinary ones in which something is; totals alone."""
    from bot.evaluation import masks
    from bot.json_lines import read_rows

    rows = masks.evaluate(read_rows(file, ["text", "mask"]))
    _finish(rows, masks.summarise(rows), out, as_json)


@eval_app.command("unanswered")
def eval_unanswered(as_json: AsJson = False) -> None:
    """Questions of this installation that had no answer, grouped by likeness, the most frequent first."""
    from bot.evaluation.unanswered import tell_unanswered

    say(tell_unanswered(as_json=as_json))


@eval_app.command("dialogues")
def eval_dialogues(
    file: ExamplesFile, as_json: AsJson = False, out: OutFile = None, reference_date: ReferenceDate = None
) -> None:
    """Whole conversations through the real servers, with a throw-away database."""
    from bot.evaluation import dialogues
    from bot.json_lines import read_rows, write_rows
    from bot.operating.training import train as train_model

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
        for told in summary["lengths"]:
            print(f"  {told['id']}: {told['words']} words of the bot, {told['bubbles']} bubbles in the longest turn")


@db_app.command("migrate")
def db_migrate() -> None:
    """Create the tables or bring them to the newest revision."""
    from bot.operating.keys import check
    from bot.operating.tables import index_words, name_database, prepare_database

    prepare_database()
    check(name_database())
    index_words()
    say("The database is up to date.")


@db_app.command("index")
def db_index() -> None:
    """Make the index of words of answers anew (BOT_FULL_TEXT=yes), or empty it (no)."""
    from bot.operating.tables import check_tables, index_words

    check_tables()
    say(f"Words of {index_words(anew=True)} files are indexed.")


@db_app.command("purge")
def db_purge(
    every: Annotated[float | None, typer.Option(help="Again after so many hours, until stopped.", min=0.01)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how much of each kind would go.")] = False,
) -> None:
    """Erase what is kept no longer: expired files, conversations without agreement, old lines of the log, and more."""
    from bot.operating.purge import keep_purging, purge

    if every is None or dry_run:
        purge(say, dry_run=dry_run)
    else:
        keep_purging(say, hours=every)


@recruiter_app.command("add")
def recruiter_add(
    login: Annotated[str, typer.Argument(help="E-mail address.")],
    name: Annotated[str, typer.Option(prompt="Name", help="Name shown on the pages.")],
    structure: Annotated[
        str | None, typer.Option(help="Name of its structure; the one that recruits all over France when left out.")
    ] = None,
) -> None:
    """Make an account; the password is asked for, never a default."""
    from bot.operating.accounts import add

    add(login, name, structure, say)


@recruiter_app.command("list")
def recruiter_list() -> None:
    """List accounts."""
    from bot.operating.accounts import show

    show(say)


@recruiter_app.command("administrator")
def recruiter_administrator(
    login: str,
    administers: Annotated[bool, typer.Option("--yes/--no", help="Whether they erase files on demand.")] = True,
) -> None:
    """Let an account erase files on a person's demand, or no more."""
    from bot.operating.accounts import let_administer

    let_administer(login, say, administers=administers)


@recruiter_app.command("editor")
def recruiter_editor(
    login: str,
    edits: Annotated[bool, typer.Option("--yes/--no", help="Whether they edit what candidates are told.")] = True,
) -> None:
    """Let an account edit answers, campaign and scenarios on the pages, or no more; who administers may anyway."""
    from bot.operating.accounts import let_edit

    let_edit(login, say, edits=edits)


@recruiter_app.command("disable")
def recruiter_disable(login: str, keep_tokens: structure_commands.KeepTokens = False) -> None:
    """Close an account: its sessions and the tokens that its owner made end at once."""
    from bot.operating.accounts import disable

    disable(login, say, keep_tokens=keep_tokens)


@recruiter_app.command("reopen")
def recruiter_reopen(login: str) -> None:
    """Open a closed account again."""
    from bot.operating.accounts import reopen

    reopen(login, say)


@recruiter_app.command("password")
def recruiter_password(login: str) -> None:
    """Give an account another password, to be tried at once, and sign it out everywhere."""
    from bot.operating.accounts import change_password

    change_password(login, say)


Who = Annotated[str, typer.Argument(help="E-mail address or id of a file; `find` tells ids.")]
AllFiles = Annotated[bool, typer.Option("--all", help="All files of the address.")]


@candidate_app.command("find")
def candidate_find(
    who: Annotated[str, typer.Argument(help="E-mail address, or words of a name or a town.")],
) -> None:
    """List files: id, dates, town, and whether the e-mail address was proved."""
    from bot.operating.rights import find

    find(who, say)


@candidate_app.command("show")
def candidate_show(
    who: Who,
    every: AllFiles = False,
    proved_otherwise: Annotated[
        bool, typer.Option("--proved-otherwise", help="You have checked that who asks is the person.")
    ] = False,
) -> None:
    """Print as JSON everything that is stored about a person who asks for it."""
    from bot.operating.rights import show

    show(who, say, every=every, proved_otherwise=proved_otherwise)


@candidate_app.command("export")
def candidate_export(
    who: Annotated[
        str | None, typer.Argument(help="E-mail address or id of a file; everybody's when left out.")
    ] = None,
    as_table: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets, not JSON.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    every: AllFiles = False,
) -> None:
    """Export files as recruiters may take them, masks laid over: one as JSON or CSV, everybody's as CSV."""
    from bot.operating.exports import CSV, JSON, export

    export(who, CSV if as_table else JSON, out, say, every=every)


@candidate_app.command("erase")
def candidate_erase(
    who: Who,
    every: AllFiles = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
) -> None:
    """Erase everything about a person; prints the receipt."""
    from bot.operating.rights import erase

    if not yes:
        typer.confirm(f"Erase everything about {who}?", abort=True)
    erase(who, say, every=every)


@audit_app.command("verify")
def audit_verify(
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted before: whether it is still in the log.")
    ] = None,
) -> None:
    """Walk along the log: whole, or the first line that was changed, removed or put in between; status 1 then."""
    from bot.operating.audit_log import verify

    raise typer.Exit(verify(say, expect=expect))


@audit_app.command("show")
def audit_show(
    candidate: Annotated[str | None, typer.Option(metavar="ID", help="Only about this candidate.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")] = None,
) -> None:
    """Print lines of the log: moment, actor, act, subject."""
    from bot.operating.audit_log import show

    show(say, candidate_id=candidate, since=since)


@recruiter_app.command("erase")
def recruiter_erase(
    login: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
    keep_tokens: structure_commands.KeepTokens = False,
) -> None:
    """Erase an account: name, login, password, sessions, tokens made; the audit log keeps its id alone."""
    from bot.operating.accounts import erase

    if not yes:
        typer.confirm(f"Erase the account of {login}?", abort=True)
    erase(login, say, keep_tokens=keep_tokens)


def main() -> None:
    """Runs the command line; what an operator can mend is said in one sentence."""
    from bot.json_lines import BadFileError

    keep_files_private()
    try:
        app()
    except (OperatingError, BadFileError) as error:
        print(f"bot: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
