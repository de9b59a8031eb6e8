"""Behaviourally anchored rating scale: descriptions of each level by trait and by scenario."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from bot.content.interview import INTERVIEW

PATH = INTERVIEW / "anchors.yml"
LOW, MIDDLE, HIGH = "low", "middle", "high"
# Two levels share the description of each end; they differ in how clearly it applies.
BANDS: Mapping[str, tuple[int, ...]] = {LOW: (1, 2), MIDDLE: (3,), HIGH: (4, 5)}
LEVEL_WORDS = {
    1: "1, nettement",
    2: "2, en partie",
    3: "3",
    4: "4, en partie",
    5: "5, nettement",
}  # fmt: skip


@dataclass(frozen=True)
class Anchor:
    """Description of a band of levels.

    Attributes:
        in_general: for the trait.
        here: for this scenario; empty for one that is no longer in the file.
    """

    levels: tuple[int, ...]
    in_general: str
    here: str

    @property
    def words(self) -> str:
        """The description stored with a rating: that of the scenario if there is one."""
        return self.here or self.in_general


@dataclass(frozen=True)
class Scale:
    """The scale.

    Attributes:
        version: stored with each rating.
        traits: descriptions by trait and band.
        scenarios: descriptions by scenario and band.
    """

    version: str
    traits: Mapping[str, Mapping[str, str]]
    scenarios: Mapping[str, Mapping[str, str]]

    def anchors(self, trait: str, question_id: str) -> list[Anchor]:
        """The anchors of a scenario, lowest level first."""
        here = self.scenarios.get(question_id, {})
        return [Anchor(levels, self.traits[trait][band], here.get(band, "")) for band, levels in BANDS.items()]

    def words(self, trait: str, question_id: str, level: int) -> str:
        """The description of a level."""
        return next(anchor.words for anchor in self.anchors(trait, question_id) if level in anchor.levels)


def levels_of(band: str) -> str:
    """Levels of a band, in words."""
    return " et ".join(map(str, BANDS[band]))


@functools.cache
def load_scale() -> Scale:
    """Load the scale."""
    raw = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    scenarios = {entry["id"]: {band: entry[band] for band in BANDS} for entry in raw["scenarios"]}
    return Scale(str(raw["version"]), raw["traits"], scenarios)
