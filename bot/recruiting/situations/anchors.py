"""The anchored scale of the hand rating: what each level looks like in words, by trait and by situation."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from bot.content.interview import INTERVIEW

PATH = INTERVIEW / "anchors.yml"
LOW, MIDDLE, HIGH = "low", "middle", "high"
# Behaviourally anchored: the levels at both ends share their words, and differ by how plainly these are there.
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
    """What a band of levels looks like.

    Attributes:
        levels: of the scale.
        in_general: for the trait.
        here: in this situation; empty for one that the file does not know any more.
    """

    levels: tuple[int, ...]
    in_general: str
    here: str

    @property
    def words(self) -> str:
        """The words that a rating keeps: those of the situation where there are any."""
        return self.here or self.in_general


@dataclass(frozen=True)
class Scale:
    """The whole scale.

    Attributes:
        version: kept with each rating.
        traits: band to words, by trait.
        scenarios: band to words, by situation.
    """

    version: str
    traits: Mapping[str, Mapping[str, str]]
    scenarios: Mapping[str, Mapping[str, str]]

    def anchors(self, trait: str, question_id: str) -> list[Anchor]:
        """Returns the anchors of a situation, from 1 up."""
        here = self.scenarios.get(question_id, {})
        return [Anchor(levels, self.traits[trait][band], here.get(band, "")) for band, levels in BANDS.items()]

    def words(self, trait: str, question_id: str, level: int) -> str:
        """Returns the words of a level in a situation."""
        return next(anchor.words for anchor in self.anchors(trait, question_id) if level in anchor.levels)


def levels_of(band: str) -> str:
    """Returns the levels of a band in words."""
    return " et ".join(map(str, BANDS[band]))


@functools.cache
def load_scale() -> Scale:
    """Returns the scale."""
    raw = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    scenarios = {entry["id"]: {band: entry[band] for band in BANDS} for entry in raw["scenarios"]}
    return Scale(str(raw["version"]), raw["traits"], scenarios)
