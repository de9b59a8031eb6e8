"""The editable content: the FAQ and the notice, read from YAML and checked against their schema."""

import functools
import json
from dataclasses import dataclass
from typing import Any

import jsonschema
import yaml

from bot.settings import DATA

NOTICE_VERSION = "2026-11-d"
NOTICE_DATE = "26 novembre 2026"


@dataclass(frozen=True)
class Answer:
    """An answer of the FAQ.

    Attributes:
        topic: name of the intent that it answers.
        title: the topic in a few French words, as shown on a button.
        text: the answer.
        as_of: since when or until when it is known to be true, in French words.
        source: where it comes from.
    """

    topic: str
    title: str
    text: str
    as_of: str
    source: str


@functools.cache
def load_faq() -> dict[str, Answer]:
    """Returns the answers of the chosen edition by topic.

    Raises:
        jsonschema.ValidationError: the file does not fit `faq.schema.json`.
    """
    raw: dict[str, Any] = yaml.safe_load((DATA / "faq.yml").read_text(encoding="utf-8"))
    jsonschema.validate(raw, json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8")))
    edition = raw["edition"]
    return {
        topic: Answer(topic, entry["title"], **entry["editions"][edition]) for topic, entry in raw["topics"].items()
    }


@functools.cache
def load_directions() -> list[dict[str, Any]]:
    """Returns where to send people for what the bot does not do: `{"words": [...], "text": …}` entries, then a default."""
    raw: list[dict[str, Any]] = yaml.safe_load((DATA / "directions.yml").read_text(encoding="utf-8"))
    return raw
