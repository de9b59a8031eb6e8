"""Training: only what has changed, Rasa's model and the clause classifier side by side."""

import contextlib
import io
import json
import os
import subprocess
import tarfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from bot.base import places
from bot.base.environment import child_environment, python
from bot.base.errors import OperatingError
from bot.base.json_lines import BadFileError
from bot.base.source_hash import hash_sources
from bot.content.faq import faq_files
from bot.notes.evidence.model_file import model_path as clause_model_path
from bot.operating.health.opening import check_campaign
from bot.understanding.learning.progress import MARK
from bot.understanding.nlu.code_version import learning_sources
from bot.understanding.nlu.training_data import turn_examples
from bot.understanding.trained_model import MODEL, model_path, record_path, training_record

OF_RASA = ("nlu", "rules")
TRAINING_DATA = (*OF_RASA, "turns", "faq")
# However many cores a machine has: sums that are shared out otherwise come out otherwise, in their last digits.
_THREADS_OF_SUMS = "2"
_SPOKEN = {"model": "intents and dialogue", "clauses": "the reading of answers"}


def _sources() -> list[Path]:
    """Returns every file that a model is made of: data, configuration, and the components that are trained."""
    data = [path for name in TRAINING_DATA for path in sorted((places.DATA / name).rglob("*.yml"))]
    named = [places.HOME / name for name in ("config.yml", "domain.yml", "bot/conversations/policy.py")]
    return [*named, *data, *learning_sources()]


def fingerprint() -> str:
    """Returns a hash of what a model is made of."""
    return hash_sources(_sources())


def is_current() -> bool:
    """Returns whether the model was made of the files as they are now."""
    return model_path().exists() and training_record().get("fingerprint") == fingerprint()


def check_yaml() -> None:
    """Reads every YAML file of the bot.

    Raises:
        OperatingError: one is broken; names the file and the line.
    """
    files = [path for path in _sources() if path.suffix == ".yml"]
    files += [places.HOME / "endpoints.yml", places.HOME / "credentials.yml", *places.DATA.glob("*.yml")]
    files += sorted((places.DATA / "interview").rglob("*.yml"))
    for path in files:
        try:
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except FileNotFoundError as error:
            raise OperatingError(f"{path.relative_to(places.HOME)} is missing: restore it with git.") from error
        except UnicodeDecodeError as error:
            raise OperatingError(
                f"{path.relative_to(places.HOME)} is not UTF-8: save it in this encoding and run again."
            ) from error
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark else ""
            problem = getattr(error, "problem", None) or "not valid YAML"
            raise OperatingError(
                f"{path.relative_to(places.HOME)}{line}: {problem}. Mend this line (often an indent or a quote) and run again."
            ) from error


def check_turns() -> None:
    """Reads the examples of turns, which Rasa does not.

    Raises:
        OperatingError: one cannot be learned from; names the file and the example.
    """
    try:
        turn_examples()
    except BadFileError as error:
        raise OperatingError(str(error)) from error


def train(say: Callable[[str], None], *, force: bool = False) -> Path:
    """Trains what is not current (Rasa's model, the clause classifier), and returns the path of Rasa's model.

    Args:
        say: told of progress.
        force: train even if nothing changed.

    Raises:
        OperatingError: a file is broken or a training failed; says where its log lies.
    """
    check_yaml()
    check_campaign()
    commands = {}
    if force or not is_current():
        check_turns()
        commands["model"] = [
            python(), "-m", "rasa", "train", "--skip-validation", "--config", "config.yml", "--domain", "domain.yml",
            "--out", str(places.models_directory()), "--fixed-model-name", MODEL, "--data",
            *(str(places.DATA / name) for name in OF_RASA),
        ]  # fmt: skip
    if force or not clause_model_path().exists():
        commands["clauses"] = [python(), "-m", "bot.notes.evidence.training", *(["--force"] if force else [])]
    if not commands:
        say("The model is up to date.")
        return model_path()
    wanted = fingerprint()
    began = time.monotonic()
    logs = {name: places.state_directory() / f"train-{name}.log" for name in commands}
    say(f"Training (two to nine minutes on two processors; log: {', '.join(str(path) for path in logs.values())}) …")
    _run_together(commands, logs, say)
    seconds = round(time.monotonic() - began)
    if "model" in commands:
        if not model_path().exists():
            raise OperatingError(f"Training failed. The reason is at the end of {logs['model']}.")
        _leave_training_out(model_path())
        mark = {"fingerprint": wanted, "seconds": seconds, "answers": sorted(faq_files())}
        record_path().write_text(json.dumps(mark), encoding="utf-8")
    say(f"Trained in {seconds} s.")
    return model_path()


def _leave_training_out(archive: Path) -> None:
    """Rewrites a model without the graph that trained it, for which serving would load every component of Rasa's.

    It is not packed tightly either: it is unpacked at each start.
    """
    part = archive.with_suffix(".part")
    with tarfile.open(archive) as old, tarfile.open(part, "w:gz", compresslevel=0) as new:
        for member in old.getmembers():
            data = old.extractfile(member)
            if data is not None and Path(member.name).name == "metadata.json":
                kept = json.load(data) | {"train_schema": {"nodes": {}}}
                data = io.BytesIO(json.dumps(kept).encode())
                member.size = len(data.getbuffer())
            new.addfile(member, data)
    part.replace(archive)


def doing(log: Path) -> str:
    """Returns what a training said last that it does, in brackets; nothing if it has not said yet."""
    told = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.startswith(MARK)]
    return f" ({told[-1].removeprefix(MARK)})" if told else ""


def training_environment() -> dict[str, str]:
    """Returns the environment of a training: what it learns is the same to the byte, whatever else runs, on one kind of processor."""
    # Each may use all cores: the one that is done first leaves its own to the other.
    threads = os.environ.get("OMP_NUM_THREADS", str(len(os.sched_getaffinity(0))))
    return {**child_environment(), "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": _THREADS_OF_SUMS}


def _run_together(commands: Mapping[str, list[str]], logs: Mapping[str, Path], say: Callable[[str], None]) -> None:
    """Runs commands at the same time, each into its log.

    Raises:
        OperatingError: one failed; the others are stopped.
    """
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        running = {
            name: subprocess.Popen(
                command,
                cwd=places.HOME,
                env=training_environment(),
                stdout=stack.enter_context(logs[name].open("w", encoding="utf-8")),
                stderr=subprocess.STDOUT,
            )
            for name, command in commands.items()
        }
        for process in running.values():
            stack.callback(process.kill)  # does nothing to one that has ended
        told = 0
        while any(process.poll() is None for process in running.values()):
            failed = [name for name, process in running.items() if process.poll()]
            if failed:
                break
            time.sleep(0.5)
            if (elapsed := round(time.monotonic() - began)) >= told + 15:
                told = elapsed
                waiting = [
                    _SPOKEN[name] + doing(logs[name]) for name, process in running.items() if process.poll() is None
                ]
                say(f"  … training {' and '.join(waiting)}, {elapsed} s")
    failed = [name for name, process in running.items() if process.wait()]
    if failed:
        raise OperatingError(f"Training failed. The reason is at the end of {logs[failed[0]]}.")
