"""Environment and model of stock Rasa, kept under `.bench` and rebuilt when their sources change."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.base import places
from bot.base.errors import OperatingError
from bot.tools.bench.stock.project import trained_from, write_project

HERE = Path(__file__).resolve().parent
FOLDER = places.HOME / ".bench"
MODEL = "stock"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True)
class StockProject:
    """A trained project.

    Attributes:
        python: interpreter of stock's environment.
        sentences: training sentences.
        training_seconds: duration in the run that trained it.
        trained_on: day of that run, ISO.
    """

    folder: Path
    python: Path
    sentences: int
    training_seconds: float
    trained_on: str


def stock_environment() -> dict[str, str]:
    """Environment variables of every process of stock: Rasa's defaults without telemetry."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "PYTHON"))}
    return {**environment, **QUIET}


def find_uv() -> str:
    """Path of the installer.

    Raises:
        OperatingError: it is missing.
    """
    uv = shutil.which("uv") or shutil.which(str(places.HOME / ".tools" / "bin" / "uv"))
    if uv is None:
        raise OperatingError("uv is needed to install stock Rasa: run it as `make bench`, which brings it.")
    return uv


def install(say: Callable[[str], None]) -> Path:
    """Create stock's virtual environment under `.bench` unless it is current; returns its interpreter.

    Args:
        say: shows progress.

    Raises:
        OperatingError: the installer is missing or failed; its output is on the screen.
    """
    requirements, overrides = HERE / "requirements.txt", HERE / "overrides.txt"
    wanted = hashlib.sha256(requirements.read_bytes() + overrides.read_bytes()).hexdigest()
    venv = FOLDER / "venv"
    python, mark = venv / "bin" / "python", venv / "installed"
    if python.exists() and mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return python
    say("Installing stock Rasa into .bench/venv (a minute or two) …")
    uv = find_uv()
    commands = [
        [uv, "venv", "--quiet", "--clear", "--python", "3.11", str(venv)],
        [
            uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python), "-r", str(requirements),
            "--overrides", str(overrides),
        ],
    ]  # fmt: skip
    for command in commands:
        # Not in our folder: the installer would follow the overrides of our pyproject.toml.
        if subprocess.run(command, cwd=Path.home(), check=False).returncode:
            raise OperatingError(f"Stock Rasa could not be installed: `{' '.join(command[:3])}` failed, see above.")
    mark.write_text(wanted, encoding="ascii")
    return python


def trained_project(most: int, say: Callable[[str], None], *, retrain: bool = False) -> StockProject:
    """The project of stock Rasa, trained now if its data or configuration changed.

    Args:
        most: sentences of each intent.
        say: shows progress.
        retrain: even if nothing changed.

    Raises:
        OperatingError: installation or training failed; names the log.
    """
    python = install(say)
    draft = FOLDER / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    sentences = write_project(draft, most)
    key = hashlib.sha256((trained_from(draft) + str(python)).encode()).hexdigest()[:12]
    folder = FOLDER / f"stock-{key}"
    mark = folder / "trained.json"
    if mark.exists() and not retrain:
        built = json.loads(mark.read_text(encoding="utf-8"))
        # What is not learned from may have changed.
        shutil.copytree(draft, folder, dirs_exist_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
        seconds = _train(python, folder, sentences, say)
        built = {"seconds": round(seconds, 1), "day": time.strftime("%Y-%m-%d")}
        mark.write_text(json.dumps(built), encoding="utf-8")
    shutil.rmtree(draft, ignore_errors=True)
    return StockProject(folder, python, sentences, built["seconds"], built["day"])


def _train(python: Path, folder: Path, sentences: int, say: Callable[[str], None]) -> float:
    log = folder / "train.log"
    say(f"Training stock Rasa on {sentences} sentences (some minutes; log: {log}) …")
    command = [str(python), "-m", "rasa", "train", "--skip-validation", "--fixed-model-name", MODEL, "--out", "models"]
    began = reported = time.monotonic()
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen(
            command, cwd=folder, env=stock_environment(), stdout=lines, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )  # fmt: skip
        try:
            while process.poll() is None:
                time.sleep(0.5)
                if time.monotonic() - reported > 20:
                    reported = time.monotonic()
                    say(f"  … training stock Rasa, {reported - began:.0f} s")
        finally:
            process.kill()
            process.wait()
    if process.returncode or not (folder / "models" / f"{MODEL}.tar.gz").exists():
        raise OperatingError(f"Stock Rasa's training failed. The reason is at the end of {log}.")
    return time.monotonic() - began
