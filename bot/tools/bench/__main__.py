"""`make bench`: train both bots if needed, run the rounds, write the table."""

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.run.training import train
from bot.tools.bench.measurements import METRICS, OURS, STOCK, Measurements, describe_machine
from bot.tools.bench.rounds import QUICK, Plan, run_rounds
from bot.tools.bench.stock.training import trained_project

SAMPLE = 12


def say(line: str) -> None:
    """Print a line of progress without buffering."""
    print(line, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--rounds", type=int, help="rounds of each bot")
    parser.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help=f"stock learns from N sentences an intent, ten times as many of those of its forms (default: {SAMPLE})")  # fmt: skip
    parser.add_argument("--train", action="store_true", help="retrain both, without caches, and time it")
    parser.add_argument("--out", type=Path, help="folder for bench.md (default: the state folder)")
    return parser.parse_args()


def _train_ours(*, retrain: bool) -> float | None:
    """Train this bot if needed; returns the duration of the training, in seconds, in the run that trained it."""
    if retrain:
        say("Retraining this bot …")
        with tempfile.TemporaryDirectory(prefix="bot-bench-") as cache:
            subprocess.run(
                [sys.executable, "-m", "bot.cli", "train", "--force"],
                env={**os.environ, "RASA_CACHE_DIRECTORY": cache}, stdout=sys.stderr, check=True,
            )  # fmt: skip
    else:
        train(say)
    stamp = places.models_directory() / "bot.json"
    seconds: float | None = json.loads(stamp.read_text(encoding="utf-8")).get("seconds")
    return seconds


def _plan(arguments: argparse.Namespace) -> Plan:
    plan = QUICK if arguments.quick else Plan()
    return replace(plan, rounds=arguments.rounds) if arguments.rounds else plan


def run(arguments: argparse.Namespace) -> None:
    """Run the bench with the given options."""
    began, plan, measurements, machine = time.monotonic(), _plan(arguments), Measurements(), describe_machine()
    measurements.add(OURS, "training", _train_ours(retrain=arguments.train))
    project = trained_project(arguments.sample, say, retrain=arguments.train)
    measurements.add(STOCK, "training", project.training_seconds)
    folder = Path(tempfile.mkdtemp(prefix="bot-bench-"))
    try:
        unanswered = run_rounds(plan, project, folder, measurements, say)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    trained = "both in this run" if arguments.train else f"in the runs that trained them (stock: {project.trained_on})"
    minutes = round((time.monotonic() - began) / 60)
    report = "\n\n".join([
        f"`{_command()}`, {datetime.now(UTC).date().isoformat()}, {minutes} minutes.",
        machine,
        f"Stock: Rasa 3.6.21, its default pipeline with DIET, SQLite; learned from {project.sentences} of our sentences "
        f"(this bot: from all). Medians of {plan.rounds} round(s) of each, one after the other; in brackets minimum and "
        f"maximum. Training: {trained}.",
        measurements.as_table(METRICS),
        "A conversation is whole if the interview ended with an answer to every scenario.",
        f"Messages that were not answered: this bot {len(unanswered[OURS])}, stock {len(unanswered[STOCK])}.",
    ]) + "\n"  # fmt: skip
    path = (arguments.out or places.state_directory()) / "bench.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report, encoding="utf-8")
    print(report)
    say(f"Written: {path}")


def _command() -> str:
    given = shlex.join(sys.argv[1:])
    return f"make bench BENCH_ARGUMENTS={shlex.quote(given)}" if given else "make bench"


def main() -> None:
    """Command line; operating errors are one line on stderr."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    try:
        run(_arguments())
    except OperatingError as error:
        print(f"bench: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
