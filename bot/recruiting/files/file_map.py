"""The small map of a file: where somebody lives, where they would work, where the structure is."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.base import geography
from bot.records.accounts.recruiters import SignedIn
from bot.records.models import Candidate, Structure
from bot.records.models.reach import circles_of
from bot.recruiting.files.france_map import Mark
from bot.words.wording import ABOUT_THE_CANDIDATE, mobility_in_words


@dataclass(frozen=True)
class FileMap:
    """What the map shows: départements by code, communes and circles, and the same in words."""

    areas: list[str]
    marks: list[Mark]
    words: str


def file_map(session: Session, me: SignedIn, candidate: Candidate) -> FileMap | None:
    """Returns the map of a file; None where nothing is known that it could show."""
    town, mobility = candidate.town, candidate.mobility
    if town is None and mobility is None:
        return None
    marks = [Mark(middle.insee, middle.name, "around-only", km) for middle, km in circles_of(town, mobility)]
    words = [f"mobilité : {mobility_in_words(mobility, ABOUT_THE_CANDIDATE)}"] if mobility else []
    structure = session.get(Structure, me.structure_id) if me.structure_id else None
    if structure and structure.town:
        marks.append(Mark(structure.town["insee"], structure.name, "structure"))
        words.append(f"structure : {structure.town['commune']}")
    if town:
        marks.append(Mark(town["insee"], town["commune"]))
        words.insert(0, f"commune : {town['commune']}")
    return FileMap(_areas(candidate), marks, f"Carte ; {' ; '.join(words)}")


def _areas(candidate: Candidate) -> list[str]:
    """Returns the départements of a mobility that is one or a région; all of France is told in words."""
    codes = {row.area[1:] for row in candidate.reach if row.area[0] == "D"}
    regions = {row.area[1:] for row in candidate.reach if row.area[0] == "R"}
    return sorted(codes | {one.departement for one in geography.communes().values() if one.region in regions})
