"""Where what evidence needs and is made once lies, for the data and the code as they are. Nothing heavy is imported."""

from pathlib import Path

from bot.base import places
from bot.base.source_hash import hash_sources
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
    room = Path(__file__).parent
    bot = places.HOME / "bot"
    beside = [
        bot / "base" / "text.py",
        bot / "understanding" / "sounds.py",
        *(bot / "understanding" / "learning").glob("*.py"),
    ]
    code = [*(room / name for name in _LEARNING), *beside]
    return hash_sources(sorted([*example_files(), *code]))[:16]


def model_path() -> Path:
    """Returns where the classifier for the data as they are lies."""
    return places.models_directory() / f"evidence-{fingerprint()}.npz"
