"""Load of candidates with thinking times: runs `locustfile.py` by locust, in an environment of its own."""

import csv
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from bot.base import places
from bot.base.errors import OperatingError
from bot.tools.bench.load import LoadResult
from bot.tools.bench.servers import Installation, Stock
from bot.tools.bench.stock.training import install

HERE = Path(__file__).resolve().parent
ENDING_SECONDS = 60


def run_think_time_load(bot: Installation, candidates: int, seconds: int, say: Callable[[str], None]) -> LoadResult:
    """Run conversations of candidates with thinking times against a running bot.

    Args:
        candidates: at the same time; they arrive within the first quarter of the time.
        say: shows progress.

    Raises:
        OperatingError: locust could not be installed, or failed.
    """
    python = install("venv-load", HERE / "locust-requirements.txt", None, say)
    times = bot.folder / "times.csv"
    environment = {
        **os.environ,
        "PYTHONPATH": str(places.HOME),
        "BENCH_CHANNEL": "rest" if isinstance(bot, Stock) else "web",
        "BENCH_TIMES": str(times),
    }
    command = [
        str(python), "-m", "locust", "-f", str(HERE / "locustfile.py"), "--headless", "--only-summary", "--host", bot.address,
        "--users", str(candidates), "--spawn-rate", str(max(1, candidates * 4 // seconds)), "--run-time", f"{seconds}s",
        "--exit-code-on-error", "0",
    ]  # fmt: skip
    log = bot.folder / "locust.log"
    with log.open("w", encoding="utf-8") as lines:
        done = subprocess.run(
            command, cwd=bot.folder, env=environment, stdout=lines, stderr=subprocess.STDOUT,
            timeout=seconds + ENDING_SECONDS, check=False,
        )  # fmt: skip
    if done.returncode or not times.exists():
        raise OperatingError(f"locust failed: {log.read_text(encoding='utf-8')[-1500:]}")
    result = LoadResult(seconds=seconds)
    with times.open(encoding="ascii", newline="") as file:
        for milliseconds, is_answered in csv.reader(file):
            if is_answered == "1":
                result.milliseconds.append(float(milliseconds))
            else:
                result.unanswered.append(("in locust", ""))
    return result
