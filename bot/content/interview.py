"""The interview's editable content: scenarios and rubric, read from `bot/data/interview`."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from bot.base.places import DATA
from bot.content import edited
from bot.content.edited import Edits

INTERVIEW = DATA / "interview"


@dataclass(frozen=True)
class Scenario:
    """A situation put to the candidate.

    Attributes:
        id: name used by the campaign's configuration and the notes.
        trait: patience, humilite or bienveillance.
        version: version of the wording, kept with each note.
        text: what the candidate reads.
        follow_up: the one neutral question that may follow, the same for everyone.
        help: a sentence for somebody who does not know how to answer.
    """

    id: str
    trait: str
    version: str
    text: str
    follow_up: str
    help: str


@dataclass(frozen=True)
class Indicator:
    """An observable behaviour.

    Attributes:
        id: "trait.name".
        trait: its trait.
        candidate_label: plain French words for the candidate.
        recruiter_label: plain French words for the recruiter.
        positive: description of the positive form.
        negative: description of the negative form.
    """

    id: str
    trait: str
    candidate_label: str
    recruiter_label: str
    positive: str
    negative: str


@dataclass(frozen=True)
class Rubric:
    """The indicators under one version, and the French names of the traits by id."""

    version: str
    traits: dict[str, str]
    indicators: dict[str, Indicator]


def _read(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load((INTERVIEW / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return raw


@functools.cache
def scenario_files() -> dict[str, dict[str, Any]]:
    """Returns the entries of `scenarios.yml` by id."""
    return {entry["id"]: {**entry, "text": entry["text"].strip()} for entry in _read("scenarios.yml")["scenarios"]}


@functools.cache
def scenario_values() -> dict[str, str]:
    """Returns what of `scenarios.yml` may be edited, by place: « version », « help », « ID.text », « ID.follow_up »."""
    raw = _read("scenarios.yml")
    told = {f"{name}.{key}": entry[key] for name, entry in scenario_files().items() for key in ("text", "follow_up")}
    return {"version": str(raw["version"]), "help": raw["help"], **told}


def load_scenarios() -> dict[str, Scenario]:
    """Returns the scenarios by id, as they are put now."""
    return scenarios_with(edited.current())


@functools.lru_cache(maxsize=4)
def scenarios_with(edits: Edits) -> dict[str, Scenario]:
    """Returns the scenarios by id, as edits make them."""
    return _scenarios(edits.over(edited.SCENARIOS, scenario_values()))


@functools.lru_cache(maxsize=4)
def _versions(edits: Edits) -> list[tuple[float, dict[str, Scenario]]]:
    before = [(at, _scenarios(edited.lay_over(scenario_values(), changes))) for at, changes in edits.earlier]
    return [(0.0, _scenarios(scenario_values())), *before]


def wordings(scenario_id: str) -> list[tuple[float, Scenario]]:
    """Returns a scenario in every wording that it had, the newest first, each with the Unix time from which it was put.

    A conversation keeps what it was asked.
    """
    return [(at, version[scenario_id]) for at, version in reversed(_versions(edited.current()))]


def _scenarios(values: Mapping[str, str]) -> dict[str, Scenario]:
    return {
        name: Scenario(
            id=name,
            trait=entry["trait"],
            version=values["version"],
            text=values[f"{name}.text"],
            follow_up=values[f"{name}.follow_up"],
            help=values["help"],
        )
        for name, entry in scenario_files().items()
    }


@functools.cache
def load_rubric() -> Rubric:
    """Returns the rubric."""
    raw = _read("rubric.yml")
    indicators = {entry["id"]: Indicator(trait=entry["id"].split(".")[0], **entry) for entry in raw["indicators"]}
    return Rubric(version=str(raw["version"]), traits=dict(raw["traits"]), indicators=indicators)
