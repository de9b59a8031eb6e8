"""The scenarios and the rubric of the interview, from `bot/data/interview`."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from bot.base.places import DATA
from bot.content import overrides
from bot.content.overrides import ContentOverrides

INTERVIEW = DATA / "interview"


@dataclass(frozen=True)
class Scenario:
    """A situation put to the candidate.

    Attributes:
        trait: key of `Rubric.traits`.
        version: of the wording, stored with each note.
        follow_up: the neutral question that may follow, the same for everyone.
    """

    id: str
    trait: str
    version: str
    text: str
    follow_up: str


@dataclass(frozen=True)
class Indicator:
    """An observable behaviour, `trait.name`, in its positive and negative form."""

    id: str
    trait: str
    candidate_label: str
    recruiter_label: str
    positive: str
    negative: str


@dataclass(frozen=True)
class Rubric:
    """The indicators by id, and the traits.

    Attributes:
        traits: their French names.
        named_by: beginnings of folded words that name a trait, which no scenario may use.
    """

    version: str
    traits: dict[str, str]
    named_by: tuple[str, ...]
    indicators: dict[str, Indicator]


def _read(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load((INTERVIEW / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return raw


@functools.cache
def scenario_files() -> dict[str, dict[str, Any]]:
    """The entries of `scenarios.yml` by id."""
    return {entry["id"]: {**entry, "text": entry["text"].strip()} for entry in _read("scenarios.yml")["scenarios"]}


@functools.cache
def scenario_values() -> dict[str, str]:
    """The editable values of `scenarios.yml` by path: « version », « ID.text », « ID.follow_up »."""
    raw = _read("scenarios.yml")
    texts = {f"{name}.{key}": entry[key] for name, entry in scenario_files().items() for key in ("text", "follow_up")}
    return {"version": str(raw["version"]), **texts}


def load_scenarios() -> dict[str, Scenario]:
    """The current scenarios by id."""
    return scenarios_with(overrides.current())


@functools.lru_cache(maxsize=4)
def scenarios_with(edits: ContentOverrides) -> dict[str, Scenario]:
    """The scenarios by id under a snapshot of overrides."""
    return _scenarios(edits.apply_to(overrides.SCENARIOS, scenario_values()))


@functools.lru_cache(maxsize=4)
def _versions(edits: ContentOverrides) -> list[tuple[float, dict[str, Scenario]]]:
    before = [(at, _scenarios(overrides.apply_overrides(scenario_values(), changes))) for at, changes in edits.earlier]
    return [(0.0, _scenarios(scenario_values())), *before]


def wordings(scenario_id: str) -> list[tuple[float, Scenario]]:
    """All wordings of a scenario, newest first, each with the Unix time since which it is asked.

    A conversation keeps the wording it was asked.
    """
    return [(at, version[scenario_id]) for at, version in reversed(_versions(overrides.current()))]


def _scenarios(values: Mapping[str, str]) -> dict[str, Scenario]:
    return {
        name: Scenario(
            id=name,
            trait=entry["trait"],
            version=values["version"],
            text=values[f"{name}.text"],
            follow_up=values[f"{name}.follow_up"],
        )
        for name, entry in scenario_files().items()
    }


@functools.cache
def load_rubric() -> Rubric:
    """The rubric in use."""
    raw = _read("rubric.yml")
    indicators = {entry["id"]: Indicator(trait=entry["id"].split(".")[0], **entry) for entry in raw["indicators"]}
    named_by = tuple(word for words in raw["named_by"].values() for word in words)
    return Rubric(str(raw["version"]), dict(raw["traits"]), named_by, indicators)
