"""Path and training record of the trained model."""

import json
from pathlib import Path
from typing import Any

from bot.base import places

MODEL = "bot"


def model_path() -> Path:
    """Path of the trained model."""
    return places.models_directory() / f"{MODEL}.tar.gz"


def learned_answers() -> frozenset[str] | None:
    """Ids of the FAQ answers that the model learned, or None if its record does not say."""
    answers = training_record().get("answers")
    return None if answers is None else frozenset(answers)


def record_path() -> Path:
    """Path of the model's training record."""
    return places.models_directory() / f"{MODEL}.json"


def training_record() -> dict[str, Any]:
    """Record written with the model, empty if it cannot be read."""
    try:
        noted = json.loads(record_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}
