"""Path of the trained clause classifier for the present data and code. Imports nothing heavy."""

from pathlib import Path

from bot.base import places
from bot.base.source_hash import hash_sources
from bot.content.interview import INTERVIEW

EXAMPLES = INTERVIEW / "examples"
_LEARNING = (
    "clause_model.py",
    "clause_context.py",
    "training.py",
)  # the files of this room that make a difference


def example_files() -> list[Path]:
    """Files of labelled examples, sorted."""
    return sorted(EXAMPLES.glob("*.jsonl"))


def fingerprint() -> str:
    """Hash of the examples and the code that determine the classifier."""
    folder = Path(__file__).parent
    bot = places.HOME / "bot"
    shared = [
        bot / "base" / "text.py",
        bot / "understanding" / "clauses.py",
        bot / "understanding" / "phonetics.py",
        *(bot / "understanding" / "learning").glob("*.py"),
    ]
    code = [*(folder / name for name in _LEARNING), *shared]
    return hash_sources(sorted([*example_files(), *code]))[:16]


def model_path() -> Path:
    """Path of the classifier for the present data and code."""
    return places.models_directory() / f"evidence-{fingerprint()}.npz"
