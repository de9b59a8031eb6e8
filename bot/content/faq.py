"""The editable content: the FAQ and the directions, read from YAML and checked against their schema."""

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

import jsonschema
import yaml

from bot.base.places import DATA
from bot.content import edited
from bot.content.campaign import SOMEBODY, Campaign, campaign_with
from bot.content.edited import Edits

# What of an answer is said, and so may be edited while the bot runs; `asked` is what a model learns from.
OPEN = "answer_open"
# `answer_open` is said instead of `answer` while posts are open; None where one text holds in both cases.
SAID = ("title", "answer", OPEN, "as_of", "source", "see_also", "audience")
Raw = dict[str, Any]
PLACEHOLDERS = ("contact", "data_contact")
MOST_NEIGHBOURS = 2  # of those near to an answer, as buttons below it
_NO_NEW_POST = re.compile(
    r"(?:aucun|plus de|pas de) nouveaux? postes?|nouveaux postes ne sont|aucun poste n'est|plus attribué|attributions? (?:est|sont) fermée"
    r"|plus possible d'obtenir|postes sont fermés"
)


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
            found[f"{raw['topic']}/{aspect}"] = {**entry, **as_said(entry)}
    return found


def as_said(entry: Raw) -> Raw:
    """Returns what is said of an answer (`SAID`) as its file gives it, its texts on one line."""
    texts = {place: " ".join(entry[place].split()) for place in ("answer", OPEN) if entry.get(place)}
    return {place: entry.get(place) for place in SAID} | texts


def denies_posts(text: str) -> bool:
    """Returns whether a text says that no new post is given: it may not be said while posts are open."""
    return _NO_NEW_POST.search(text.replace("’", "'").lower()) is not None


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
    """Returns an answer as it is said in a campaign: whether its posts are open decides which text that is, and who says so."""
    text, source = said["answer"], said["source"]
    if found.closed is None and said.get(OPEN):
        text = said[OPEN]
        source = f"{found.controller.name or SOMEBODY}, pour les postes ouverts ; pour le reste, {source}"
    return Answer(
        name, said["title"], _filled(text, found), said["as_of"], source, tuple(said["see_also"]), said["audience"]
    )


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
