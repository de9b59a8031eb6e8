"""Draft evaluation in a child process, one at a time. The result is stored in the database."""

import json
import logging
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.base import places
from bot.base.environment import child_environment, python
from bot.base.json_lines import write_rows
from bot.content.editing import yaml_files
from bot.content.overrides import ContentOverrides
from bot.records.contents import draft_evaluations
from bot.records.contents.draft_evaluations import FAILED, TOO_LONG, CancelledError, Key
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 600.0
MAX_OUTPUT_LENGTH = 2_000_000  # characters
_POLL_SECONDS = 1.0
_HEARTBEAT_SECONDS = 2.0
_FOLDER_PREFIX = "measuring-"
_PROGRESS = re.compile(r"(\d+)/\d+\s*")
# The evaluation needs no database and no secrets.
_REMOVED_VARIABLES = ("DATABASE_URL", "REDIS_URL", "BOT_SECRET", "BOT_KEYS_FILE", "BOT_SMTP_URL", "BOT_METRICS_TOKEN")


def question_files() -> list[Path]:
    """Files of held-out questions, of which only totals may be shown. Empty if they are not installed."""
    return sorted((places.HOME / "tests" / "heldout").glob("answers*.jsonl"))


def count_questions() -> int:
    """The number of held-out questions."""
    return sum(1 for path in question_files() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def start(
    database: Database, key: Key, before: ContentOverrides, after: ContentOverrides, questions: Sequence[str]
) -> threading.Thread:
    """Evaluate a draft in a thread; it waits for its turn (`draft_evaluations.enqueue`).

    Args:
        key: of the row of the evaluation.
        before: the published content.
        after: the same with the draft.
        questions: the editor's own.
    """
    thread = threading.Thread(target=_evaluate, args=(database, key, before, after, questions), daemon=True)
    thread.start()
    return thread


def _evaluate(
    database: Database, key: Key, before: ContentOverrides, after: ContentOverrides, questions: Sequence[str]
) -> None:
    try:
        while not draft_evaluations.acquire_slot(database, key):
            time.sleep(_POLL_SECONDS)
    except CancelledError:
        return
    result: dict[str, Any] | None = None
    trouble: str | None = FAILED
    folder = _temporary_folder()
    try:
        result, trouble = _run(database, key, _command(folder, before, after, questions), folder)
    except Exception as error:
        logger.error("a draft could not be measured: %s", type(error).__name__)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with database.session_scope() as session:
            draft_evaluations.finish(session, key, result, trouble)


def _temporary_folder() -> Path:
    """A new folder. Removes those left by a killed server."""
    for left in places.state_directory().glob(f"{_FOLDER_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=places.state_directory()))


def _command(folder: Path, before: ContentOverrides, after: ContentOverrides, questions: Sequence[str]) -> list[str]:
    for name, edits in (("before", before), ("after", after)):
        yaml_files.write(edits, folder / name)
    write_rows(folder / "own.jsonl", [{"question": question} for question in questions])
    return [
        python(), "-m", "bot.recruiting.contents.limited", str(os.getpid()), python(), "-m", "bot.cli", "eval", "draft", "--json",
        "--own", str(folder / "own.jsonl"), str(folder / "before"), str(folder / "after"), *map(str, question_files()),
    ]  # fmt: skip


def _run(database: Database, key: Key, command: list[str], folder: Path) -> tuple[dict[str, Any] | None, str | None]:
    """Run the command for `LONGEST_SECONDS` at most. Its progress is the heartbeat of the evaluation."""
    environment = {name: value for name, value in child_environment().items() if name not in _REMOVED_VARIABLES}
    environment |= {"BOT_STATE": str(folder)}
    ends_at = time.monotonic() + TIMEOUT_SECONDS
    with (folder / "out").open("w+b") as out, (folder / "progress").open("w+b") as progress:
        process = subprocess.Popen(command, stdout=out, stderr=progress, stdin=subprocess.DEVNULL, env=environment, cwd=places.HOME)  # fmt: skip
        shown_at = 0.0
        try:
            while process.poll() is None:
                if time.monotonic() > ends_at:
                    return None, TOO_LONG
                if time.monotonic() - shown_at > _HEARTBEAT_SECONDS:
                    shown_at = time.monotonic()
                    with database.session_scope() as session:
                        draft_evaluations.heartbeat(session, key, _done(folder / "progress"))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
        finally:
            process.kill()
            process.wait()
        if process.returncode != 0:
            logger.error("a measure ended with status %s", process.returncode)
            return None, FAILED
        out.seek(0)
        result: dict[str, Any] = json.loads(out.read(MAX_OUTPUT_LENGTH))
        return result, None


def _done(path: Path) -> int:
    """Questions done, from the command's progress output."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = (_PROGRESS.fullmatch(line.removeprefix("\x1b[0m")) for line in reversed(lines))
    return next((int(one[1]) for one in found if one), 0)
