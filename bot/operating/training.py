"""Training: only when what a model is made of has changed."""

import hashlib
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from bot import settings
from bot.operating.environment import child_environment, python
from bot.operating.errors import OperatingError

MODEL = "bot"
TRAINING_DATA = ("nlu", "rules", "stories")


def models_directory() -> Path:
    """Returns the folder of trained models."""
    return settings.HOME / "models"


def model_path() -> Path:
    """Returns where the trained model lies."""
    return models_directory() / f"{MODEL}.tar.gz"


def _sources() -> list[Path]:
    """Returns every file that a model is made of: data, configuration, and the components that are trained."""
    data = [path for name in TRAINING_DATA for path in sorted((settings.DATA / name).rglob("*.yml"))]
    components = sorted((settings.HOME / "bot" / "nlu").rglob("*.py"))
    named = [settings.HOME / name for name in ("config.yml", "domain.yml", "bot/conversations/policy.py")]
    return [*named, *data, *components]


def fingerprint() -> str:
    """Returns a hash of what a model is made of."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(settings.HOME)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Returns whether the model was made of the files as they are now."""
    mark = models_directory() / f"{MODEL}.json"
    if not model_path().exists() or not mark.exists():
        return False
    try:
        return bool(json.loads(mark.read_text(encoding="utf-8"))["fingerprint"] == fingerprint())
    except (ValueError, KeyError):
        return False


def check_yaml() -> None:
    """Reads every YAML file of the bot.

    Raises:
        OperatingError: one is broken; names the file and the line.
    """
    files = [path for path in _sources() if path.suffix == ".yml"]
    files += [settings.HOME / "endpoints.yml", settings.HOME / "credentials.yml", *settings.DATA.glob("*.yml")]
    files += sorted((settings.DATA / "interview").rglob("*.yml"))
    for path in files:
        try:
            yaml.safe_load(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise OperatingError(f"{path.relative_to(settings.HOME)} is missing: restore it with git.") from error
        except UnicodeDecodeError as error:
            raise OperatingError(
                f"{path.relative_to(settings.HOME)} is not UTF-8: save it in this encoding and run again."
            ) from error
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark else ""
            problem = getattr(error, "problem", None) or "not valid YAML"
            raise OperatingError(
                f"{path.relative_to(settings.HOME)}{line}: {problem}. Mend this line (often an indent or a quote) and run again."
            ) from error


def train(say: Callable[[str], None], *, force: bool = False) -> Path:
    """Trains a model unless the last one is current, and returns its path.

    Args:
        say: told of progress.
        force: train even if nothing changed.

    Raises:
        OperatingError: a file is broken or Rasa's training failed; says where its log lies.
    """
    check_yaml()
    if is_current() and not force:
        say("The model is up to date.")
        return model_path()
    log = settings.state_directory() / "train.log"
    command = [
        python(), "-m", "bot.operating.serve_rasa", "train", "--config", "config.yml", "--domain", "domain.yml",
        "--out", str(models_directory()), "--fixed-model-name", MODEL, "--data",
        *(str(settings.DATA / name) for name in TRAINING_DATA if (settings.DATA / name).exists()),
    ]  # fmt: skip
    wanted = fingerprint()
    began = time.monotonic()
    say(f"Training the model (a minute or two; log: {log}) …")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=settings.HOME, env=child_environment(), stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            time.sleep(0.5)
            elapsed = round(time.monotonic() - began)
            if elapsed and elapsed % 15 == 0:
                say(f"  … training, {elapsed} s")
                time.sleep(0.6)
    if process.returncode != 0 or not model_path().exists():
        raise OperatingError(f"Training failed. The reason is at the end of {log}.")
    mark = models_directory() / f"{MODEL}.json"
    mark.write_text(json.dumps({"fingerprint": wanted, "seconds": round(time.monotonic() - began)}), encoding="utf-8")
    say(f"Trained in {time.monotonic() - began:.0f} s.")
    return model_path()
