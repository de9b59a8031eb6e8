"""What changes from one campaign to the next, from `bot/data/campaign.yml`."""

import functools
import logging
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.base.places import DATA
from bot.content import overrides
from bot.content.interview import scenario_files
from bot.content.overrides import ContentOverrides

logger = logging.getLogger(__name__)

PATH = DATA / "campaign.yml"
NO_DPO = "aucun"
UNNAMED_CONTROLLER = "l'organisme qui vous propose cet assistant"
# Types of validation errors: two of pydantic, and our own, whose messages need no other words.
MISSING, UNKNOWN = "missing", "extra_forbidden"
ENDS_EARLY, NO_SCENARIO, SAME_TRAIT = "ends_early", "no_scenario", "same_trait"
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_PLACEHOLDER = re.compile(r"[Cc]ompléter|TODO|[Xx]{3}")


class CampaignError(Exception):
    """The campaign's file is invalid; the message names the line or the key, and the fix."""


def _parse_day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("not an ISO date")
    return value


def _check_filled_in(value: str | None) -> str | None:
    if value and _PLACEHOLDER.search(value):
        raise ValueError("a placeholder")
    return value


# The descriptions end the sentence « does not fit. Write … ».
_EMAIL = r"[^\s@]+@[^\s@]+\.[a-z]+"
Flag = Annotated[bool, Field(strict=True, description="true or false")]
Day = Annotated[date, BeforeValidator(_parse_day), Field(description="a day that exists, such as 2026-11-26")]
LaterDay = Annotated[date | None, BeforeValidator(_parse_day), Field(description="a day such as 2027-06-30, or null")]
Sentence = Annotated[str, Field(
    min_length=20, max_length=220, pattern=r"\.$", description="one sentence of 20 to 220 characters that ends with a full stop",
)]  # fmt: skip
Email = Annotated[str, Field(pattern=f"^{_EMAIL}$", description="an e-mail address")]
LaterEmail = Annotated[str | None, Field(pattern=f"^{_EMAIL}$", description="an e-mail address, or null")]
LaterDpo = Annotated[str | None, Field(
    pattern=f"^({_EMAIL}|{NO_DPO})$", description=f"an e-mail address, {NO_DPO} where there is none, or null",
)]  # fmt: skip
LaterWords = Annotated[str | None, Field(
    min_length=3, max_length=200, description="a line of 3 to 200 characters, or null while it is not known (no « à compléter »)",
), AfterValidator(_check_filled_in)]  # fmt: skip
LaterPhone = Annotated[str | None, Field(pattern=r"^[+0-9][0-9 .()-]{5,24}$", description="a phone number, or null")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClosedPosts(_Section):
    """What candidates are told while no new posts are given: at first contact, and before consent."""

    welcome: Sentence
    consent: Sentence
    as_of: str = Field(pattern="^[0-9]{4}(–[0-9]{4})?$", description='a year or years in quotes, such as "2025–2026"')
    source: str = Field(min_length=3, description="where it comes from")


class Posts(_Section):
    """Whether posts are open."""

    open: Flag
    closed: ClosedPosts | None = Field(default=None, validate_default=True)

    @field_validator("closed")
    @classmethod
    def _require_closed(cls, closed: ClosedPosts | None, info: ValidationInfo) -> ClosedPosts | None:
        if closed is None and info.data.get("open") is False:
            raise PydanticCustomError(MISSING, "missing while posts are closed")
        return closed


class Contacts(_Section):
    """Who answers for the posts, and the official platform's host name."""

    scheme: Email
    platform: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", description="a site's name without https://")


class Controller(_Section):
    """The data controller (GDPR). Its name reads well within a sentence; `dpo` may be `NO_DPO`."""

    name: LaterWords
    address: LaterWords
    contact: Email
    dpo: LaterDpo

    @property
    def at_the_start(self) -> str:
        """The name as it begins a sentence."""
        name = self.name or UNNAMED_CONTROLLER
        return name[0].upper() + name[1:]


class Publisher(_Section):
    """The publisher of the site, as the law requires."""

    name: LaterWords
    address: LaterWords
    phone: LaterPhone
    contact: LaterEmail
    director: LaterWords


class Host(_Section):
    """The hosting provider of the site."""

    name: LaterWords
    address: LaterWords
    phone: LaterPhone


class Accessibility(_Section):
    """Whom to tell of accessibility defects, if not the publisher."""

    contact: LaterEmail


class Notice(_Section):
    """The version of the privacy notice that candidates accept."""

    version: str = Field(
        pattern="^20[0-9]{2}-(0[1-9]|1[0-2])-[a-z]$", description="year-month-letter, such as 2026-11-h"
    )
    date: Day


class Recruiters(_Section):
    """Whether candidates read the names of the recruiters who opened their dossier."""

    named: Flag


class Campaign(_Section):
    """A campaign. None stands for what is not known yet."""

    name: str = Field(min_length=3, max_length=80, description="a few words")
    begins: Day
    ends: LaterDay
    posts: Posts
    contacts: Contacts
    controller: Controller
    publisher: Publisher
    host: Host
    accessibility: Accessibility
    notice: Notice
    recruiters: Recruiters
    scenarios: tuple[str, ...] = Field(min_length=1, description="ids of scenarios.yml, at most one of each trait")

    @field_validator("ends")
    @classmethod
    def _check_end(cls, ends: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("begins")
        if ends and begins and ends < begins:
            raise PydanticCustomError(ENDS_EARLY, f"{ends} is before begins ({begins}). Mend one of them.")
        return ends

    @field_validator("scenarios")
    @classmethod
    def _check_scenarios(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        scenarios = scenario_files()
        for scenario in ids:
            if scenario not in scenarios:
                raise PydanticCustomError(NO_SCENARIO, f"{scenario} is not in scenarios.yml. Write one of its ids.")
        if len({scenarios[scenario]["trait"] for scenario in ids}) < len(ids):
            raise PydanticCustomError(SAME_TRAIT, "two are of the same trait. Write one for each.")
        return ids

    @property
    def closed(self) -> ClosedPosts | None:
        """What is said of closed posts, None while posts are open."""
        return None if self.posts.open else self.posts.closed

    @property
    def accessibility_contact(self) -> str | None:
        """The e-mail address for accessibility defects, if known."""
        return self.accessibility.contact or self.publisher.contact

    @property
    def unfilled(self) -> tuple[str, ...]:
        """Keys of the file that must be filled in before the public comes."""
        parts = {"controller": self.controller, "publisher": self.publisher, "host": self.host}
        return tuple(f"{part}.{name}" for part, section in parts.items() for name, value in section if value is None)


def read_campaign(path: Path) -> Campaign:
    """The campaign in a file.

    Raises:
        CampaignError: it is missing or invalid.
    """
    return validate_campaign(load_plain_values(path), path.name)


def load_plain_values(path: Path) -> Any:
    """The plain values of a campaign's file, not validated.

    Raises:
        CampaignError: it is missing, or not YAML.
    """
    name = path.name
    try:
        # Dates stay text, so that a wrong one is reported like any other value.
        raw: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except FileNotFoundError as error:
        raise CampaignError(f"{name} is missing: restore it with git.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise CampaignError(f"{name}{line}: {getattr(error, 'problem', 'not YAML')}. Mend this line.") from error
    return _typed(raw)


def validate_campaign(raw: Any, name: str = PATH.name) -> Campaign:
    """The campaign of plain values.

    Args:
        name: of the file, for the message.

    Raises:
        CampaignError: the values are invalid.
    """
    try:
        return Campaign.model_validate(raw)
    except ValidationError as error:
        raise CampaignError(f"{name}, {_message(error.errors())}") from error


def campaign_errors(raw: Any) -> list[ErrorDetails]:
    """Where plain values are invalid."""
    try:
        Campaign.model_validate(raw)
    except ValidationError as error:
        return error.errors()
    return []


@functools.cache
def campaign_file() -> dict[str, Any]:
    """The plain values of this installation's file by path: « posts.closed.welcome », « scenarios »."""
    return flat(load_plain_values(PATH))


def flat(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values by path; a list is one value."""
    values: dict[str, Any] = {}
    for key, value in raw.items():
        values |= (
            {f"{key}.{path}": one for path, one in flat(value).items()} if isinstance(value, dict) else {key: value}
        )
    return values


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `flat`."""
    raw: dict[str, Any] = {}
    for path, value in values.items():
        *parts, key = path.split(".")
        inner = raw
        for part in parts:
            inner = inner.setdefault(part, {})
        inner[key] = value
    return raw


def _typed(value: Any) -> Any:
    """YAML texts with true, false and null as what they mean."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(value, value)


def _message(errors: list[ErrorDetails]) -> str:
    """The first error, unknown keys before the missing ones that they may stand for."""
    error = min(errors, key=lambda one: one["type"] != UNKNOWN)
    *path, key = error["loc"]
    section, where = ".".join(map(str, path)) or "the file", ".".join(map(str, error["loc"]))
    if error["type"] == UNKNOWN:
        return f"{section}: {key} is not known. Remove it, or mend its spelling."
    if error["type"] == MISSING:
        return f"{section}: {key} is missing. Add it (docs/rediger/fichiers.md shows the whole file)."
    if error["type"] in {ENDS_EARLY, NO_SCENARIO, SAME_TRAIT}:
        return f"{where}: {error['msg']}"
    return f"{where}: {error['input']!r} does not fit. Write {_wanted(error)}."


def _wanted(error: ErrorDetails) -> str:
    """What may stand where an error is: the description of its field."""
    model: Any = Campaign
    wanted = error["msg"]
    for part in error["loc"]:
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            break
        wanted, model = field.description or wanted, field.annotation
    return wanted


def campaign() -> Campaign:
    """The campaign of this installation: its file, read once a process, with the editors' overrides.

    Raises:
        CampaignError: its file is invalid.
    """
    return campaign_with(overrides.current())


@functools.lru_cache(maxsize=4)
def campaign_with(edits: ContentOverrides) -> Campaign:
    """The campaign under a snapshot of overrides, without them if they no longer fit its file.

    Raises:
        CampaignError: its file is invalid.
    """
    values = edits.apply_to(overrides.CAMPAIGN, campaign_file())
    try:
        return validate_campaign(nested(values))
    except CampaignError as error:
        if values == campaign_file():
            raise
        logger.error("the campaign's overrides do not fit its file, which is used alone: %s", error)
        return validate_campaign(nested(campaign_file()))
