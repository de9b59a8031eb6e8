"""The training messages, read without Rasa: those of topics (`bot/data/nlu`) and those of turns (`bot/data/turns`)."""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from bot import settings
from bot.json_lines import BadFileError
from bot.nlu.normalise import Normaliser
from bot.nlu.turn_examples import BadExampleError, TurnExample, block_examples


def _files(name: str) -> list[Path]:
    return sorted((settings.DATA / name).glob("*.yml"))


def _blocks(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"])


def training_examples() -> tuple[list[str], list[str]]:
    """Returns the training sentences of topics and their intents."""
    texts, intents = [], []
    for path in _files("nlu"):
        for block in _blocks(path):
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    texts.append(line.strip()[2:])
                    intents.append(block["intent"])
    return texts, intents


def turn_examples() -> list[TurnExample]:
    """Returns the examples of turns, each once.

    Raises:
        BadFileError: a file holds something else; names the file and the example.
    """
    found: dict[TurnExample, None] = {}
    for path in _files("turns"):
        try:
            for block in _blocks(path):
                found.update(dict.fromkeys(block_examples(block)))
        except (BadExampleError, KeyError, TypeError, AttributeError) as error:
            raise BadFileError(
                f"{path.relative_to(settings.DATA.parent.parent)}: {error}. Mend it and run again."
            ) from error
    return list(found)


def topics_of(training_data: Any) -> list[str]:
    """Returns the sentences of topics in Rasa's training data."""
    return [message.get("text") for message in training_data.intent_examples if message.get("text")]


def turns_version() -> str:
    """Returns a hash of the files of turns, for Rasa's cache, which does not see them."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _files("turns"))).hexdigest()[:12]


def learn_normaliser(topics: list[str], turns: list[TurnExample]) -> Normaliser:
    """Returns the normaliser that knows the words of all training messages."""
    return Normaliser.learn([*topics, *(turn.text for turn in turns)])
