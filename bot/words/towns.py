"""The town of a structure, parsed from typed text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.base import geography
from bot.understanding.reading.places import town
from bot.understanding.reading.resolution import Status
from bot.understanding.reading.spans import Label, Span
from bot.words import wording

Town = dict[str, str]
NOT_FOUND = "Cette commune n'a pas été trouvée : écrivez son nom officiel, avec le département si vous voulez (« Saint-Denis, 93 »)."
_PARTS = ("commune", "insee", "departement")


@dataclass(frozen=True)
class Found:
    """The result of parsing a town.

    Attributes:
        town: None if the text names none or several.
        choices: candidates, likeliest first.
        total: number of candidates, more than `choices` if these were cut.
    """

    town: Town | None = None
    choices: list[Town] = field(default_factory=list)
    total: int = 0


def find_town(text: str) -> Found:
    """Parse a town; « Saint-Denis, 93 » narrows homonyms."""
    words = text.replace("\x00", "").strip()
    name, _, area = words.partition(",")
    spans = [Span(Label.TOWN, name.strip()), *([Span(Label.AREA, area.strip())] if area.strip() else [])]
    read = town.resolve(spans, date.min, {})
    if read.status is Status.VALUE:
        return Found(_bare(read.value))
    if read.status is Status.AMBIGUOUS:
        choices = [_bare(each) for each in read.candidates]
        return Found(choices=choices, total=max(len(choices), int(read.details.get("total", 0))))
    return Found()


def of_code(insee: str) -> Town | None:
    """The commune with this INSEE code, if it exists today."""
    commune = geography.communes().get(insee)
    return commune.town if commune else None


def in_words(town: Mapping[str, Any] | None) -> str:
    """« Figeac (Lot, 46) », or « toute la France » for a structure without a town."""
    return wording.town_in_words(dict(town)) if town else "toute la France"


def _bare(value: Mapping[str, str]) -> Town:
    return {part: value[part] for part in _PARTS}
