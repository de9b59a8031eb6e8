"""Where what evidence needs and is made once lies, for the data and the code as they are. Nothing heavy is imported."""

import hashlib
from pathlib import Path

from bot.base import places
from bot.content.interview import INTERVIEW

EXAMPLES = INTERVIEW / "examples"
_LEARNING = (
    "clause_model.py",
    "clauses.py",
    "training.py",
    "units.py",
)  # the files of this room that make a difference


def example_files() -> list[Path]:
    """Returns the files of labelled examples, in order."""
    return sorted(EXAMPLES.glob("*.jsonl"))


def fingerprint() -> str:
    """Returns a hash of what the classifier is made of: examples and code."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    bot = places.HOME / "bot"
    beside = [
        bot / "base" / "text.py",
        bot / "understanding" / "sounds.py",
        *(bot / "understanding" / "learning").glob("*.py"),
    ]
    code = [*(room / name for name in _LEARNING), *beside]
    for path in sorted([*example_files(), *code]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Returns where the classifier for the data as they are lies."""
    return places.models_directory() / f"evidence-{fingerprint()}.npz"
