"""The trained model that lies here: its file, and what was noted of it when it was made."""

import json
from pathlib import Path
from typing import Any

from bot.base import places

MODEL = "bot"


def model_path() -> Path:
    """Returns where the trained model lies."""
    return places.models_directory() / f"{MODEL}.tar.gz"


def learned_answers() -> frozenset[str] | None:
    """Returns the answers of the FAQ to which questions lead, by id; None where the model does not say which it learned."""
    answers = training_record().get("answers")
    return None if answers is None else frozenset(answers)


def record_path() -> Path:
    """Returns where it stands what the model was made of."""
    return places.models_directory() / f"{MODEL}.json"


def training_record() -> dict[str, Any]:
    """Returns what was noted of the model when it was made, nothing if that cannot be read."""
    try:
        noted = json.loads(record_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}
