"""The editable content: the FAQ and the directions, read from YAML and checked against their schema."""

import functools
import json
from dataclasses import dataclass
from typing import Any

import jsonschema
import yaml

from bot.campaign import campaign
from bot.settings import DATA


@dataclass(frozen=True)
class Answer:
    """An answer of the FAQ, to one aspect of a topic.

    Attributes:
        id: topic and aspect.
        title: two to five French words, as shown on a button.
        text: the answer.
        as_of: years of which it is known to be true.
        source: where it comes from.
        see_also: ids of answers that are near to it.
        audience: whom it is for: `candidate`, `recruited`, `structure` (who employs) or `all`.
    """

    id: str
    title: str
    text: str
    as_of: str
    source: str
    see_also: tuple[str, ...]
    audience: str


@functools.cache
def load_faq() -> dict[str, Answer]:
    """Returns the answers by id.

    Raises:
        jsonschema.ValidationError: a file does not fit `faq.schema.json`.
    """
    schema = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))
    found = {}
    for path in sorted((DATA / "faq").glob("*.yml")):
        raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        jsonschema.validate(raw, schema)
        for aspect, entry in raw["aspects"].items():
            name = f"{raw['topic']}/{aspect}"
            text = _filled(" ".join(entry["answer"].split()))
            found[name] = Answer(
                name, entry["title"], text, entry["as_of"], entry["source"], tuple(entry["see_also"]), entry["audience"]
            )
    return found


@functools.cache
def audiences() -> dict[str, str]:
    """Returns whom each answer of the FAQ is for, by its id."""
    return {name: answer.audience for name, answer in load_faq().items()}


@functools.cache
def load_directions() -> list[dict[str, Any]]:
    """Returns where to send people for what the bot does not do: `{"words": [...], "text": …}` entries, then a default."""
    raw: list[dict[str, Any]] = yaml.safe_load((DATA / "directions.yml").read_text(encoding="utf-8"))
    return [{**entry, "text": _filled(entry["text"])} for entry in raw]


def _filled(text: str) -> str:
    """Returns a text with the campaign's addresses in their places."""
    found = campaign()
    return text.replace("{contact}", found.contacts.scheme).replace("{data_contact}", found.controller.contact)
