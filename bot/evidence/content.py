"""The interview's editable content: scenarios and rubric, read from `bot/data/interview`."""

import functools
from dataclasses import dataclass
from typing import Any

import yaml

from bot.settings import DATA

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
def load_scenarios() -> dict[str, Scenario]:
    """Returns the scenarios by id."""
    raw = _read("scenarios.yml")
    return {
        entry["id"]: Scenario(
            id=entry["id"],
            trait=entry["trait"],
            version=str(raw["version"]),
            text=entry["text"].strip(),
            follow_up=entry["follow_up"],
            help=raw["help"],
        )
        for entry in raw["scenarios"]
    }


@functools.cache
def load_rubric() -> Rubric:
    """Returns the rubric."""
    raw = _read("rubric.yml")
    indicators = {entry["id"]: Indicator(trait=entry["id"].split(".")[0], **entry) for entry in raw["indicators"]}
    return Rubric(version=str(raw["version"]), traits=dict(raw["traits"]), indicators=indicators)
