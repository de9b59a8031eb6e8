"""The FAQ and the directions to other services, from YAML files checked against their schema."""

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

import jsonschema
import yaml

from bot.base.places import DATA
from bot.base.registration import FIELDS
from bot.base.settings import settings
from bot.content import overrides
from bot.content.campaign import UNNAMED_CONTROLLER, Campaign, campaign_with
from bot.content.overrides import ContentOverrides

# What of an answer is said, and so may be edited while the bot runs; `asked` is what a model learns from.
OPEN = "answer_open"
# `answer_open` is said instead of `answer` while posts are open; None where one text holds in both cases.
SAID = ("title", "answer", OPEN, "as_of", "source", "see_also", "audience")
Raw = dict[str, Any]
PLACEHOLDERS = ("contact", "data_contact", "retention_months", "registration")
MAX_NEIGHBOURS = 2  # of those near to an answer, as buttons below it
_NO_NEW_POST = re.compile(
    r"(?:aucun|plus de|pas de) nouveaux? postes?|nouveaux postes ne sont|aucun poste n'est|plus attribué|attributions? (?:est|sont) fermée"
    r"|plus possible d'obtenir|postes sont fermés"
)


@dataclass(frozen=True)
class Answer:
    """An FAQ answer to one aspect of a topic.

    Attributes:
        id: TOPIC/ASPECT.
        title: two to five French words, shown on a button.
        as_of: the years for which it is known to be true.
        see_also: ids of related answers.
        audience: `candidate`, `recruited`, `structure` (employers) or `all`.
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
    """The entries of the files by id, their texts on one line.

    Raises:
        jsonschema.ValidationError: a file does not fit `faq.schema.json`.
    """
    schema = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))
    entries = {}
    for path in sorted((DATA / "faq").glob("*.yml")):
        raw: Raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        jsonschema.validate(raw, schema)
        for aspect, entry in raw["aspects"].items():
            entries[f"{raw['topic']}/{aspect}"] = {**entry, **as_said(entry)}
    return entries


def as_said(entry: Raw) -> Raw:
    """The editable values of a file's entry, their texts on one line."""
    texts = {path: " ".join(entry[path].split()) for path in ("answer", OPEN) if entry.get(path)}
    return {path: entry.get(path) for path in SAID} | texts


def denies_posts(text: str) -> bool:
    """Whether a text says that no new posts are given."""
    return _NO_NEW_POST.search(text.replace("’", "'").lower()) is not None


def load_faq() -> dict[str, Answer]:
    """The current answers by id."""
    return faq_with(overrides.current())


@functools.lru_cache(maxsize=4)
def faq_with(edits: ContentOverrides) -> dict[str, Answer]:
    """The answers by id under a snapshot of overrides."""
    campaign = campaign_with(edits)
    return {name: answer_of(name, editable_values(name, edits), campaign) for name in faq_files()}


def editable_values(name: str, edits: ContentOverrides) -> Raw:
    """The editable values of an answer, placeholders included."""
    entry = faq_files()[name]
    return edits.apply_to(overrides.faq_document(name), {path: entry[path] for path in SAID})


def answer_of(name: str, said: Raw, campaign: Campaign) -> Answer:
    """An answer as said in a campaign; open posts may change its text and source."""
    text, source = said["answer"], said["source"]
    if campaign.closed is None and said.get(OPEN):
        text = said[OPEN]
        source = f"{campaign.controller.name or UNNAMED_CONTROLLER}, pour les postes ouverts ; pour le reste, {source}"
    return Answer(
        name, said["title"], _filled(text, campaign), said["as_of"], source, tuple(said["see_also"]), said["audience"]
    )


def audiences() -> dict[str, str]:
    """The audience of each answer, by id."""
    return {name: answer.audience for name, answer in load_faq().items()}


def load_directions() -> list[dict[str, Any]]:
    """Where to send users for what the bot does not do: `{"words": […], "text": …}` entries, then a default."""
    return _directions(overrides.current())


@functools.lru_cache(maxsize=4)
def _directions(edits: ContentOverrides) -> list[dict[str, Any]]:
    raw: list[dict[str, Any]] = yaml.safe_load((DATA / "directions.yml").read_text(encoding="utf-8"))
    return [{**entry, "text": _filled(entry["text"], campaign_with(edits))} for entry in raw]


def _filled(text: str, campaign: Campaign) -> str:
    """A text with the values of its `PLACEHOLDERS`."""
    *others, last = (field.label for field in FIELDS.values())
    asked = f"{', '.join(others)} et {last}"
    values = (campaign.contacts.scheme, campaign.controller.contact, str(settings().retention_months), asked)
    for name, value in zip(PLACEHOLDERS, values, strict=True):
        text = text.replace(f"{{{name}}}", value)
    return text
