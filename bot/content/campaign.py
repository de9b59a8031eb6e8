"""What changes from one campaign to the next, read from `bot/data/campaign.yml` and checked."""

import functools
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bot.base.places import DATA
from bot.content import edited
from bot.content.edited import Edits
from bot.content.interview import scenario_files

logger = logging.getLogger(__name__)

PATH = DATA / "campaign.yml"
NOBODY = "aucun"
SOMEBODY = "l'organisme qui vous propose cet assistant"


class CampaignError(Exception):
    """The campaign's file cannot be used; the message names the line or the key, and the remedy."""


@dataclass(frozen=True)
class Closed:
    """What is said while no new posts are attributed, before somebody gives anything.

    Attributes:
        welcome: a sentence at first contact.
        consent: a shorter one before the agreement.
        as_of: years of which it is known to be true.
        source: where it comes from.
    """

    welcome: str
    consent: str
    as_of: str
    source: str


@dataclass(frozen=True)
class Contacts:
    """Who answers for the posts, by e-mail, and the official platform's site."""

    scheme: str
    platform: str


@dataclass(frozen=True)
class Controller:
    """Who is responsible for the data that is kept.

    Attributes:
        name: as it stands in a sentence; None while it is not known.
        address: by post; None while it is not known.
        contact: an e-mail address.
        dpo: e-mail address of the data protection officer, `NOBODY`, or None while it is not known.
    """

    name: str | None
    address: str | None
    contact: str
    dpo: str | None

    @property
    def at_the_start(self) -> str:
        """The name as it begins a sentence."""
        name = self.name or SOMEBODY
        return name[0].upper() + name[1:]


@dataclass(frozen=True)
class Publisher:
    """Who publishes the site, as the law wants it told; None is what is not known yet."""

    name: str | None
    address: str | None
    phone: str | None
    contact: str | None
    director: str | None


@dataclass(frozen=True)
class Host:
    """Whose machines the site runs on; None is what is not known yet."""

    name: str | None
    address: str | None
    phone: str | None


@dataclass(frozen=True)
class Notice:
    """Which text of the privacy notice is agreed to."""

    version: str
    date: date


@dataclass(frozen=True)
class Campaign:
    """A campaign.

    Attributes:
        name: what it is called.
        begins: its first day.
        ends: its last day, None while it is not known.
        closed: what is said of the posts; None while they are open.
        contacts: of the scheme.
        controller: of the data.
        publisher: of the site.
        host: of the site.
        accessibility_contact: an e-mail address; None while nobody's is known.
        notice: the text that is agreed to.
        names_recruiters: who asks who read their file is told names.
        scenarios: ids of the three scenarios in order, the same for everyone.
    """

    name: str
    begins: date
    ends: date | None
    closed: Closed | None
    contacts: Contacts
    controller: Controller
    publisher: Publisher
    host: Host
    accessibility_contact: str | None
    notice: Notice
    names_recruiters: bool
    scenarios: tuple[str, ...]

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What must be filled in before the public comes, as keys of the file."""
        return tuple(
            f"{part}.{one.name}"
            for part in ("controller", "publisher", "host")
            for one in fields(getattr(self, part))
            if getattr(getattr(self, part), one.name) is None
        )


def read_campaign(path: Path) -> Campaign:
    """Returns the campaign that a file describes.

    Raises:
        CampaignError: it is missing, no YAML, does not fit `campaign.schema.json`, or names what does not exist.
    """
    return as_campaign(plain_values(path), path.name)


def plain_values(path: Path) -> Any:
    """Returns the plain values of a campaign's file, unchecked.

    Raises:
        CampaignError: it is missing, or no YAML.
    """
    name = path.name
    try:
        # Dates stay text, so that a wrong one is told like any other value.
        raw: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except FileNotFoundError as error:
        raise CampaignError(f"{name} is missing: restore it with git.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise CampaignError(f"{name}{line}: {getattr(error, 'problem', 'not YAML')}. Mend this line.") from error
    return _typed(raw)


def as_campaign(raw: Any, name: str = PATH.name) -> Campaign:
    """Returns the campaign that plain values describe.

    Args:
        raw: as the file gives them.
        name: of the file.

    Raises:
        CampaignError: they do not fit `campaign.schema.json`, or name what does not exist.
    """
    for wrong in campaign_faults(raw):
        raise CampaignError(f"{name}, {_told(wrong)}")
    return _checked(raw, name)


def campaign_faults(raw: Any) -> Iterator[jsonschema.ValidationError]:
    """Yields where plain values do not fit `campaign.schema.json`."""
    schema = json.loads((DATA / "campaign.schema.json").read_text(encoding="utf-8"))
    yield from jsonschema.Draft202012Validator(schema).iter_errors(raw)


@functools.cache
def campaign_file() -> dict[str, Any]:
    """Returns the plain values of this installation's file by their places: « posts.closed.welcome », « scenarios »."""
    return flat(plain_values(PATH))


def flat(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Returns plain values by their places; lists are one value."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        inner = (
            {f"{key}.{place}": one for place, one in flat(value).items()} if isinstance(value, dict) else {key: value}
        )
        found |= inner
    return found


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what `flat` was given."""
    found: dict[str, Any] = {}
    for place, value in values.items():
        *parts, key = place.split(".")
        inner = found
        for part in parts:
            inner = inner.setdefault(part, {})
        inner[key] = value
    return found


def _typed(value: Any) -> Any:
    """Returns plain YAML values where a text means one: true, false and null."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(value, value)


def _told(error: jsonschema.ValidationError) -> str:
    """Returns what is wrong where, and what is wanted."""
    where = ".".join(str(part) for part in error.absolute_path) or "the file"
    wanted = error.schema.get("description") if isinstance(error.schema, dict) else None
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"{where}: {', '.join(missing)} is missing. Add it (docs/rediger/fichiers.md shows the whole file)."
    if error.validator == "additionalProperties":
        extra = sorted(set(error.instance) - set(error.schema["properties"]))
        return f"{where}: {', '.join(extra)} is not known. Remove it, or mend its spelling."
    return f"{where}: {error.instance!r} does not fit. Write {wanted or error.message}."


def _checked(raw: dict[str, Any], name: str) -> Campaign:
    def day(key: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CampaignError(f"{name}, {key}: {text} is no day. Write one that exists.") from error

    begins = day("begins", raw["begins"])
    ends = day("ends", raw["ends"]) if raw["ends"] else None
    if ends is not None and ends < begins:
        raise CampaignError(f"{name}, ends: {ends} is before begins ({begins}). Mend one of them.")
    known = scenario_files()
    for scenario in raw["scenarios"]:
        if scenario not in known:
            raise CampaignError(f"{name}, scenarios: {scenario} is not in scenarios.yml. Write one of its ids.")
    traits = {known[scenario]["trait"] for scenario in raw["scenarios"]}
    if len(traits) < len(raw["scenarios"]):
        raise CampaignError(f"{name}, scenarios: two are of the same trait. Write one for each.")
    return Campaign(
        raw["name"], begins, ends, None if raw["posts"]["open"] else Closed(**raw["posts"]["closed"]),
        Contacts(**raw["contacts"]), Controller(**raw["controller"]), Publisher(**raw["publisher"]),
        Host(**raw["host"]), raw["accessibility"]["contact"] or raw["publisher"]["contact"],
        Notice(raw["notice"]["version"], day("notice.date", raw["notice"]["date"])), raw["recruiters"]["named"],
        tuple(raw["scenarios"]),
    )  # fmt: skip


def campaign() -> Campaign:
    """Returns the campaign of this installation as it is now: its file, read once a process, with what editors changed.

    Raises:
        CampaignError: its file cannot be used.
    """
    return campaign_with(edited.current())


@functools.lru_cache(maxsize=4)
def campaign_with(edits: Edits) -> Campaign:
    """Returns the campaign as edits make it; as its file has it where they do not fit that any more.

    Raises:
        CampaignError: its file cannot be used.
    """
    values = edits.over(edited.CAMPAIGN, campaign_file())
    try:
        return as_campaign(nested(values))
    except CampaignError as error:
        if values == campaign_file():
            raise
        logger.error("what editors changed does not fit the campaign's file any more, which is used alone: %s", error)
        return as_campaign(nested(campaign_file()))
