"""The editable content: the FAQ and the directions, read from YAML and checked against their schema."""

import functools
import json
from dataclasses import dataclass
from typing import Any

import jsonschema
import yaml

from bot import edited
from bot.campaign import Campaign, campaign_with
from bot.edited import Edits
from bot.settings import DATA

# What of an answer is said, and so may be edited while the bot runs; `asked` is what a model learns from.
SAID = ("title", "answer", "as_of", "source", "see_also", "audience")
Raw = dict[str, Any]
PLACEHOLDERS = ("contact", "data_contact")
MOST_NEIGHBOURS = 2  # of those near to an answer, as buttons below it


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
def faq_files() -> dict[str, Raw]:
    """Returns the entries of the files by id, the text on one line.

    Raises:
        jsonschema.ValidationError: a file does not fit `faq.schema.json`.
    """
    schema = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))
    found = {}
    for path in sorted((DATA / "faq").glob("*.yml")):
        raw: Raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        jsonschema.validate(raw, schema)
        for aspect, entry in raw["aspects"].items():
            found[f"{raw['topic']}/{aspect}"] = {**entry, "answer": " ".join(entry["answer"].split())}
    return found


def load_faq() -> dict[str, Answer]:
    """Returns the answers by id, as they are said now.

    Raises:
        jsonschema.ValidationError: a file does not fit `faq.schema.json`.
    """
    return faq_with(edited.current())


@functools.lru_cache(maxsize=4)
def faq_with(edits: Edits) -> dict[str, Answer]:
    """Returns the answers by id, as edits make them."""
    found = campaign_with(edits)
    return {name: answer_of(name, said_of(name, edits), found) for name in faq_files()}


def said_of(name: str, edits: Edits) -> Raw:
    """Returns what is said of an answer, by place (`SAID`), its text with its placeholders."""
    entry = faq_files()[name]
    return edits.over(edited.faq_document(name), {place: entry[place] for place in SAID})


def answer_of(name: str, said: Raw, found: Campaign) -> Answer:
    """Returns an answer as it is said in a campaign."""
    return Answer(
        name, said["title"], _filled(said["answer"], found), said["as_of"], said["source"], tuple(said["see_also"]),
        said["audience"],
    )  # fmt: skip


def audiences() -> dict[str, str]:
    """Returns whom each answer of the FAQ is for, by its id."""
    return _audiences(edited.current())


@functools.lru_cache(maxsize=4)
def _audiences(edits: Edits) -> dict[str, str]:
    return {name: answer.audience for name, answer in faq_with(edits).items()}


def load_directions() -> list[dict[str, Any]]:
    """Returns where to send people for what the bot does not do: `{"words": [...], "text": …}` entries, then a default."""
    return _directions(edited.current())


@functools.lru_cache(maxsize=4)
def _directions(edits: Edits) -> list[dict[str, Any]]:
    raw: list[dict[str, Any]] = yaml.safe_load((DATA / "directions.yml").read_text(encoding="utf-8"))
    return [{**entry, "text": _filled(entry["text"], campaign_with(edits))} for entry in raw]


def _filled(text: str, found: Campaign) -> str:
    """Returns a text with the campaign's addresses in their places (`PLACEHOLDERS`)."""
    return text.replace("{contact}", found.contacts.scheme).replace("{data_contact}", found.controller.contact)
