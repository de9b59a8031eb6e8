"""Training of Rasa's model and the clause classifier, in parallel, if their sources changed."""

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
from bot.base.source_hash import hash_sources
from bot.content.faq import faq_files
from bot.notes.evidence.model_file import model_path as clause_model_path
from bot.operating.health.preflight import check_campaign
from bot.operating.run.rasa_training import RASA_DATA
from bot.operating.run.training_progress import bar, share_done
from bot.understanding.nlu.cache_key import learning_sources
from bot.understanding.nlu.training_data import message_examples
from bot.understanding.trained_model import model_path, record_path, training_record

TRAINING_DATA = (*RASA_DATA, "turns", "faq")
# Sums split over another number of threads differ in their last digits; models that learn side by side fill the processors.
_BLAS_THREADS = "1"
_SECONDS_BETWEEN_REPORTS = 10


def _sources() -> list[Path]:
    """Files that a model depends on: data, configuration, trained components."""
    data = [path for name in TRAINING_DATA for path in sorted((places.DATA / name).rglob("*.*"))]
    named = [places.HOME / name for name in ("config.yml", "domain.yml", "bot/conversations/policy.py")]
    return [*named, *data, *learning_sources()]


def fingerprint() -> str:
    """Hash of the files that a model depends on."""
    return hash_sources(_sources())


def is_current() -> bool:
    """Whether the model was trained from the current files."""
    return model_path().exists() and training_record().get("fingerprint") == fingerprint()


def check_yaml() -> None:
    """Parse every YAML file of the bot.

    Raises:
        OperatingError: one is invalid; names the file and the line.
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
                f"{path.relative_to(places.HOME)}{line}: {problem}. Fix this line (often an indent or a quote) and run again."
            ) from error


def train(say: Callable[[str], None], *, force: bool = False) -> Path:
    """Train the models that are not current; returns the path of Rasa's model.

    Args:
        force: train even if nothing changed.

    Raises:
        OperatingError: a file is invalid, or a training failed; names its log.
    """
    check_yaml()
    check_campaign()
    commands = {}
    if force or not is_current():
        message_examples()  # Rasa does not read them, so that it would find no error in them
        commands["model"] = [python(), "-m", "bot.operating.run.rasa_training", str(places.models_directory())]
    if force or not clause_model_path().exists():
        commands["clauses"] = [python(), "-m", "bot.notes.evidence.training", *(["--force"] if force else [])]
    if not commands:
        say("The model is up to date.")
        return model_path()
    wanted = fingerprint()
    began = time.monotonic()
    logs = {name: places.state_directory() / f"train-{name}.log" for name in commands}
    say(
        f"Training (two to four minutes on two free processors; log: {', '.join(str(path) for path in logs.values())}) …"
    )
    _run_together(commands, logs, say)
    seconds = round(time.monotonic() - began)
    if "model" in commands:
        if not model_path().exists():
            raise OperatingError(f"Training failed. The reason is at the end of {logs['model']}.")
        _strip_training_graph(model_path())
        stamp = {"fingerprint": wanted, "seconds": seconds, "answers": sorted(faq_files())}
        record_path().write_text(json.dumps(stamp), encoding="utf-8")
    say(f"Trained in {seconds} s.")
    return model_path()


def _strip_training_graph(archive: Path) -> None:
    """Rewrite a model without its training graph, for which serving would load every Rasa component.

    It is left uncompressed because it is unpacked at each start.
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


def training_environment() -> dict[str, str]:
    """Environment of a training: reproducible to the byte on one kind of processor."""
    # Each may use all cores: the one that is done first leaves its own to the other.
    threads = os.environ.get("OMP_NUM_THREADS", str(len(os.sched_getaffinity(0))))
    return {**child_environment(), "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": _BLAS_THREADS}


def _run_together(commands: Mapping[str, list[str]], logs: Mapping[str, Path], say: Callable[[str], None]) -> None:
    """Run commands in parallel, each with its own log.

    Raises:
        OperatingError: one failed; the others are killed.
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
        reported = 0.0
        while any(process.poll() is None for process in running.values()):
            if any(process.poll() for process in running.values()):
                break
            time.sleep(0.5)
            if (elapsed := time.monotonic() - began) >= reported + _SECONDS_BETWEEN_REPORTS:
                reported = elapsed
                say(f"  {bar(share_done(logs), elapsed)}")
    failed = [name for name, process in running.items() if process.wait()]
    if failed:
        raise OperatingError(f"Training failed. The reason is at the end of {logs[failed[0]]}.")
